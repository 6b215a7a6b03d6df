package io.inkstone.gateway;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.opentest4j.TestAbortedException;

/** A real Redis on a Unix socket in a folder of its own; a test that wants one is skipped where none is installed. */
final class LocalRedis implements AutoCloseable {

    private final Path folder;
    private final Process process;

    LocalRedis() throws Exception {
        folder = Files.createTempDirectory("redis");
        try {
            process = new ProcessBuilder(
                            "redis-server", "--port", "0", "--save", "", "--unixsocket", socket().toString())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            Files.delete(folder);
            throw new TestAbortedException("redis-server is not installed (apt-get install redis-server)", e);
        }
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!Files.exists(socket()) && process.isAlive() && System.nanoTime() < deadline) {
            process.waitFor(20, TimeUnit.MILLISECONDS);
        }
    }

    String url() {
        return "unix://" + socket();
    }

    /** Ends it at once. */
    void kill() throws Exception {
        process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
    }

    @Override
    public void close() throws Exception {
        kill();
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> inner = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : inner) {
                Files.delete(file);
            }
        }
    }

    private Path socket() {
        return folder.resolve("socket");
    }
}
