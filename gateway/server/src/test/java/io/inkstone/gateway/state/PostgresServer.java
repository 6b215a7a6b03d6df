package io.inkstone.gateway.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * A real PostgreSQL on loopback, once for all tests of a run, in a temporary folder. Where none is installed, the tests that
 * ask for it are skipped and say so.
 */
public final class PostgresServer implements AutoCloseable {

    private static final Path INSTALLED = Path.of("/usr/lib/postgresql");
    private static final String PASSWORD = "not-to-be-logged-7741";
    private static final int STARTS = 3;

    private final Path folder;
    private final Process process;
    private final int port;
    private final AtomicInteger databases = new AtomicInteger();

    /** Gives the server to test methods and constructors that have it as a parameter. */
    public static final class Extension implements ParameterResolver {

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == PostgresServer.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            Optional<Path> programs = programs();
            Assumptions.assumeTrue(
                    programs.isPresent(),
                    "skipped: no PostgreSQL in " + INSTALLED + "; on Debian: apt-get install postgresql");
            return context.getRoot()
                    .getStore(ExtensionContext.Namespace.GLOBAL)
                    .getOrComputeIfAbsent(
                            PostgresServer.class, type -> start(programs.orElseThrow()), PostgresServer.class);
        }
    }

    private PostgresServer(Path folder, Process process, int port) {
        this.folder = folder;
        this.process = process;
        this.port = port;
    }

    /** A new and empty database of its own. */
    public DatabaseServer newDatabase() {
        String name = "inkstone_" + databases.incrementAndGet();
        run("CREATE DATABASE " + name);
        return new DatabaseServer("jdbc:postgresql://127.0.0.1:" + port + "/" + name, "inkstone", PASSWORD);
    }

    /** Ends all connections to a database, as a restart of it would. */
    void dropConnections(DatabaseServer database) {
        String name = database.url().substring(database.url().lastIndexOf('/') + 1);
        run("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '" + name + "'");
    }

    private void run(String sql) {
        try (Connection connection = DriverManager.getConnection(
                        "jdbc:postgresql://127.0.0.1:" + port + "/postgres", "inkstone", PASSWORD);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        try {
            new ProcessBuilder("kill", "-QUIT", Long.toString(process.pid()))
                    .start()
                    .waitFor();
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Optional<Path> programs() {
        if (!Files.isDirectory(INSTALLED)) {
            return Optional.empty();
        }
        try (Stream<Path> versions = Files.list(INSTALLED)) {
            return versions.map(version -> version.resolve("bin"))
                    .filter(bin -> Files.isExecutable(bin.resolve("initdb")))
                    .max(Comparator.naturalOrder());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static PostgresServer start(Path programs) {
        try {
            Path folder = Files.createTempDirectory("inkstone-postgresql-");
            Path data = folder.resolve("data");
            Path password = Files.writeString(folder.resolve("password"), PASSWORD);
            giveTo(folder, password);
            Process made = unprivileged(
                            programs.resolve("initdb").toString(),
                            "--pgdata=" + data,
                            "--username=inkstone",
                            "--pwfile=" + password,
                            "--auth=scram-sha-256",
                            "--encoding=UTF8",
                            "--locale=C",
                            "--no-sync")
                    .start();
            String said = new String(made.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(made.waitFor()).as(said).isZero();
            for (int tried = 1; ; tried++) {
                int port = freePort();
                Process process = unprivileged(
                                programs.resolve("postgres").toString(),
                                "-D",
                                data.toString(),
                                "-p",
                                Integer.toString(port),
                                "-c",
                                "listen_addresses=127.0.0.1",
                                "-c",
                                "unix_socket_directories=" + folder,
                                "-c",
                                "fsync=off")
                        .start();
                StringBuilder log = new StringBuilder();
                if (isReady(process, log)) {
                    return new PostgresServer(folder, process, port);
                }
                assertThat(tried).as(log.toString()).isLessThan(STARTS);
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** False when it ended, e.g. because something took its port meanwhile. What it says later is read and dropped. */
    private static boolean isReady(Process process, StringBuilder log) throws IOException {
        BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            log.append(line).append('\n');
            if (line.contains("ready to accept connections")) {
                Thread drain = new Thread(() -> lines.lines().forEach(dropped -> {}), "postgresql-log");
                drain.setDaemon(true);
                drain.start();
                return true;
            }
        }
        return false;
    }

    /** PostgreSQL refuses to run as root. */
    private static ProcessBuilder unprivileged(String... command) throws IOException {
        List<String> whole = new ArrayList<>();
        if (isRoot()) {
            whole.addAll(List.of("setpriv", "--reuid=" + otherUser(), "--regid=nogroup", "--clear-groups", "--"));
        }
        whole.addAll(List.of(command));
        ProcessBuilder builder = new ProcessBuilder(whole)
                .redirectErrorStream(true)
                .directory(Path.of("/").toFile());
        builder.environment().put("LC_ALL", "C");
        return builder;
    }

    private static void giveTo(Path folder, Path file) throws IOException {
        if (isRoot()) {
            var owner = folder.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(otherUser());
            Files.setOwner(folder, owner);
            Files.setOwner(file, owner);
        }
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    }

    private static boolean isRoot() {
        return System.getProperty("user.name").equals("root");
    }

    private static String otherUser() throws IOException {
        try {
            Path.of("/").getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("postgres");
            return "postgres";
        } catch (UserPrincipalNotFoundException e) {
            return "nobody";
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
