package io.inkstone.launcher;

import io.inkstone.gateway.state.State;
import io.inkstone.gateway.state.StateException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes a data directory out of a backup. */
@Command(
        name = "restore",
        description =
                "Checks a backup and makes a data directory of it; what is there stays until all of it was checked.",
        mixinStandardHelpOptions = true)
final class RestoreCommand implements Runnable {

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private DataOption data = new DataOption();

    @Parameters(paramLabel = "FILE", description = "A file that was made by: ./inkstone backup FILE")
    private Path file = Path.of("");

    @Option(
            names = "--force",
            description = "Also where there is data already, which is then kept in a folder before-restore-TIME.")
    private boolean force;

    @Override
    @SuppressWarnings("try") // the directory is held, not used
    public void run() {
        Path archive = file.toAbsolutePath().normalize();
        DataDirectory directory = data.directory();
        Path target = directory.path();
        if (!Files.isRegularFile(archive)) {
            throw new LaunchException("there is no file " + archive + "; expected one made by: ./inkstone backup FILE");
        }
        try (DataDirectory.Hold hold = directory.hold()) {
            List<String> there = BackupArchive.PARTS.stream()
                    .filter(part -> Files.exists(target.resolve(part)))
                    .toList();
            if (!there.isEmpty() && !force) {
                throw new LaunchException(
                        "the data directory " + target + " has data already (" + String.join(", ", there)
                                + "); choose another with --data DIR, or put that aside with --force");
            }
            restore(archive, target, there);
        } catch (IOException e) {
            throw new LaunchException(
                    "cannot write " + target + " (" + e.getClass().getSimpleName() + ": " + e.getMessage()
                            + "); expected a folder with room that this user may write",
                    e);
        }
    }

    private void restore(Path archive, Path target, List<String> there) throws IOException {
        Path staging = Files.createTempDirectory(target, ".restore-");
        try {
            boolean withState = BackupArchive.unpack(archive, staging);
            String found =
                    withState ? checked(staging) : "the state is in PostgreSQL and is restored there, with pg_restore";
            PrintWriter out = Output.of(spec);
            if (!there.isEmpty()) {
                Path aside = Files.createDirectory(target.resolve(
                        "before-restore-" + Instant.now().toString().replace(':', '-')));
                for (String part : there) {
                    Files.move(target.resolve(part), aside.resolve(part));
                }
                out.println("What was there is in " + aside + ".");
            }
            for (String part : BackupArchive.PARTS) {
                if (Files.exists(staging.resolve(part))) {
                    Files.move(staging.resolve(part), target.resolve(part));
                }
            }
            out.println("Restored " + target + ": " + found + ".");
        } finally {
            delete(staging);
        }
    }

    /** Opens the state, which brings an older one up to date and refuses a newer one. */
    private static String checked(Path staging) {
        try (State state = State.open(staging)) {
            return state.tenants().all().size() + " tenants, "
                    + state.keys().all().size() + " keys";
        } catch (StateException e) {
            throw new LaunchException("the backup's state cannot be used: " + e.getMessage(), e);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path each : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }
}
