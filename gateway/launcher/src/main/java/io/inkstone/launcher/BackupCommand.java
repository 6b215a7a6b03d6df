package io.inkstone.launcher;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Backs a data directory up. */
@Command(
        name = "backup",
        description =
                "Copies tenants, keys' hashes, policies, audit, files, plug-ins and settings into one file, also while"
                        + " the system runs; not the models. The file is as secret as the data directory.",
        mixinStandardHelpOptions = true)
final class BackupCommand implements Runnable {

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private DataOption data = new DataOption();

    @Parameters(paramLabel = "FILE", description = "The file to write.")
    private Path file = Path.of("");

    @Option(names = "--force", description = "Replaces the file where it is there.")
    private boolean force;

    @Override
    public void run() {
        Path archive = file.toAbsolutePath().normalize();
        DataDirectory directory = data.directory();
        if (!Files.isDirectory(directory.path())) {
            throw new LaunchException(
                    "there is no data directory " + directory.path() + "; choose one with --data DIR");
        }
        if (Files.exists(archive) && !force) {
            throw new LaunchException(
                    "the file " + archive + " is there; choose another name, or replace it with --force");
        }
        try (TemporaryDirectory temporary = TemporaryDirectory.create("inkstone-backup-")) {
            // The state first: a file that comes later is too much in the copy, and not too few.
            Path zip = temporary.path().resolve("state.zip");
            boolean inFile = Administration.of(directory).copyState(zip);
            List<Path> state = inFile ? List.of(unzipped(zip)) : List.of();
            int files = BackupArchive.write(directory.path(), state, archive);
            PrintWriter out = Output.of(spec);
            out.println("Backed up " + files + " files to " + archive + " (" + Files.size(archive) + " bytes, SHA-256 "
                    + BackupArchive.sha256(archive) + ").");
            if (!inFile) {
                out.println(
                        "The state is in PostgreSQL and not in this file; back it up at the same time with pg_dump.");
            }
        } catch (IOException e) {
            throw new LaunchException(
                    "cannot write " + archive + " (" + e.getClass().getSimpleName() + ": " + e.getMessage()
                            + "); expected a folder with room that this user may write",
                    e);
        }
    }

    private static Path unzipped(Path zip) throws IOException {
        Path state = zip.resolveSibling("inkstone.mv.db");
        try (ZipFile file = new ZipFile(zip.toFile())) {
            Files.copy(
                    file.getInputStream(file.getEntry("inkstone.mv.db")), state, StandardCopyOption.REPLACE_EXISTING);
        }
        Files.delete(zip);
        return state;
    }
}
