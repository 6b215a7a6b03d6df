package io.inkstone.gateway;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.opentest4j.TestAbortedException;

/**
 * Keycloak, built for a database in memory: made once, in {@code ~/.cache/inkstone} or where {@code INKSTONE_CACHE} says, from
 * the archive that Maven gets.
 */
final class KeycloakDistribution {

    private static final String VERSION = "26.7.3";
    private static final String ARTIFACT = "keycloak-quarkus-dist";
    private static final long MINUTES = 10;

    private KeycloakDistribution() {}

    /**
     * The folder of a distribution that can be started.
     *
     * @throws TestAbortedException when it cannot be had, with the reason
     */
    static Path folder() throws IOException, InterruptedException {
        String elsewhere = System.getenv("INKSTONE_CACHE");
        Path cache =
                elsewhere == null ? Path.of(System.getProperty("user.home"), ".cache", "inkstone") : Path.of(elsewhere);
        Path built = cache.resolve("keycloak-" + VERSION);
        Files.createDirectories(cache);
        try (FileChannel channel = FileChannel.open(
                        cache.resolve("keycloak.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            if (!Files.isDirectory(built) && lock.isValid()) {
                build(cache, built);
            }
        }
        return built;
    }

    private static void build(Path cache, Path built) throws IOException, InterruptedException {
        Path archive = archive();
        Path work = Files.createTempDirectory(cache, "keycloak-");
        run(List.of("tar", "-xzf", archive.toString(), "-C", work.toString()), "the archive cannot be unpacked");
        Path unpacked = work.resolve("keycloak-" + VERSION);
        run(
                List.of(unpacked.resolve("bin/kc.sh").toString(), "build", "--db=dev-mem"),
                "its build failed; the first one takes minutes");
        Files.move(unpacked, built, StandardCopyOption.ATOMIC_MOVE);
        Files.delete(work);
    }

    private static Path archive() throws IOException, InterruptedException {
        String repository = System.getProperty("maven.repository", System.getProperty("user.home") + "/.m2/repository");
        Path archive = Path.of(repository, "org/keycloak", ARTIFACT, VERSION, ARTIFACT + "-" + VERSION + ".tar.gz");
        if (!Files.isRegularFile(archive)) {
            run(
                    List.of(
                            System.getProperty("maven.program", "mvn"),
                            "-B",
                            "-q",
                            "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:get",
                            "-Dtransitive=false",
                            "-Dartifact=org.keycloak:" + ARTIFACT + ":" + VERSION + ":tar.gz"),
                    "Maven cannot get org.keycloak:" + ARTIFACT + ":" + VERSION);
        }
        return archive;
    }

    private static void run(List<String> command, String otherwise) throws IOException, InterruptedException {
        Process process;
        try {
            process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            throw new TestAbortedException("Skipped without Keycloak: " + otherwise + " (" + e.getMessage() + ")", e);
        }
        boolean ended = process.waitFor(MINUTES, TimeUnit.MINUTES);
        if (!ended) {
            process.destroyForcibly();
        }
        if (!ended || process.exitValue() != 0) {
            throw new TestAbortedException("Skipped without Keycloak: " + otherwise + ".");
        }
    }
}
