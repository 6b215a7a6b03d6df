package io.inkstone.orchestration.quota;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A real {@code redis-server} on a Unix socket in a folder of its own. */
public final class RedisServer implements AutoCloseable {

    private static final String PROGRAM = "redis-server";

    private final Path folder;
    private Process process;

    /** Starts one, with nothing in it. */
    public RedisServer() throws Exception {
        folder = Files.createTempDirectory("redis");
        process = start();
    }

    /** Whether there is one on this machine. */
    public static boolean isInstalled() {
        String path = String.valueOf(System.getenv("PATH"));
        return Stream.of(path.split(java.io.File.pathSeparator))
                .anyMatch(entry -> Files.isExecutable(Path.of(entry, PROGRAM)));
    }

    /** Its address. */
    public String url() {
        return "unix://" + socket();
    }

    /** Ends it at once; its data is lost. */
    public void kill() throws Exception {
        process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
    }

    /** Starts it again after {@link #kill}. */
    public void restart() throws Exception {
        process = start();
    }

    /** Makes it hang, or go on. */
    public void signal(String name) throws Exception {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .start()
                .waitFor(10, TimeUnit.SECONDS);
    }

    @Override
    public void close() throws Exception {
        signal("CONT");
        kill();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }

    private Path socket() {
        return folder.resolve("socket");
    }

    private Process start() throws Exception {
        Files.deleteIfExists(socket());
        List<String> command = new ArrayList<>(List.of(PROGRAM, "--port", "0", "--unixsocket", socket().toString()));
        command.addAll(List.of("--save", "", "--dir", folder.toString(), "--loglevel", "warning"));
        Process started = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!Files.exists(socket())) {
            if (!started.isAlive() || System.nanoTime() > deadline) {
                started.destroyForcibly();
                throw new IOException("redis-server does not start: " + Files.readString(folder.resolve("log")));
            }
            started.waitFor(20, TimeUnit.MILLISECONDS);
        }
        return started;
    }
}
