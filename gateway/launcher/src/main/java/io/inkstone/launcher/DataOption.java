package io.inkstone.launcher;

import io.inkstone.model.catalog.ModelStore;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option {@code --data}, the same in every command. */
final class DataOption {

    @Option(names = "--data", paramLabel = "DIR", description = "The data directory (default: ~/.inkstone).")
    private @Nullable Path dir;

    /** What was given, else the usual one. */
    DataDirectory directory() {
        return new DataDirectory(dir == null ? ModelStore.inkstoneHome() : dir);
    }

    boolean given() {
        return dir != null;
    }
}
