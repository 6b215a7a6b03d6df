package io.inkstone.model.catalog;

import io.inkstone.model.catalog.ModelException.Reason;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The directory of the models' files, shared by all processes of a machine. A file under its final name is whole: it
 * gets there by an atomic move after its checksum was computed.
 */
public final class ModelStore {

    private final Path dir;
    private final Checksum checksum = new Checksum();

    /** The store in this directory, which is made when something is written. */
    public ModelStore(Path dir) {
        this.dir = dir.toAbsolutePath().normalize();
    }

    /** The store that {@code INKSTONE_MODELS} names, else the one in {@code ~/.inkstone/models}. */
    public static ModelStore standard() {
        String named = System.getenv("INKSTONE_MODELS");
        return new ModelStore(named == null || named.isBlank() ? inkstoneHome().resolve("models") : Path.of(named));
    }

    /** {@code ~/.inkstone}, with the home that a shell means: Java's own idea of it does not follow {@code HOME}. */
    public static Path inkstoneHome() {
        String home = System.getenv("HOME");
        return Path.of(home == null || home.isBlank() ? System.getProperty("user.home") : home, ".inkstone");
    }

    /** The directory. */
    public Path dir() {
        return dir;
    }

    /** How a model's file is. */
    public enum State {
        /** Its weights are part of Inkstone. */
        BUILT_IN,
        /** There and, when last looked at, as described. */
        READY,
        /** Not there. */
        MISSING,
        /** A fetch was begun and not ended. */
        PARTIAL,
        /** There, and not as described. */
        CORRUPT
    }

    /**
     * The model's file, when one of the right size is there. Cheap; {@link #require} looks closer.
     *
     * @return empty also for a model without a file
     */
    public Optional<Path> find(ModelEntry entry) {
        ModelFile file = entry.file();
        if (file == null) {
            return Optional.empty();
        }
        Path path = path(file);
        try {
            return Files.isRegularFile(path) && Files.size(path) == file.sizeBytes()
                    ? Optional.of(path)
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /**
     * The model's file, verified. The checksum is computed when the file changed since it was last computed, which takes
     * seconds for each gigabyte; else this is cheap.
     *
     * @throws ModelException MISSING or CORRUPT, with the mend
     */
    public Path require(ModelEntry entry) {
        return require(entry, ProgressListener.silent());
    }

    /** As {@link #require(ModelEntry)}, telling how far the checksum is. */
    public Path require(ModelEntry entry, ProgressListener progress) {
        ModelFile file = entry.file();
        if (file == null) {
            throw new ModelException(
                    Reason.INVALID, "The model '" + entry.name() + "' is part of Inkstone and has no file.");
        }
        Path path = path(file);
        if (!Files.isRegularFile(path)) {
            throw new ModelException(
                    Reason.MISSING,
                    "The model '" + entry.name() + "' is not on this machine: there is no " + path
                            + ". Fetch it with: ./inkstone model pull " + entry.name());
        }
        try {
            long sizeBytes = Files.size(path);
            if (sizeBytes != file.sizeBytes()) {
                throw corrupt(entry, path, "it has " + sizeBytes + " bytes", "expected " + file.sizeBytes());
            }
            String found = checksum.of(path, progress);
            if (!found.equals(file.sha256())) {
                throw corrupt(entry, path, "its SHA-256 is " + found, "expected " + file.sha256());
            }
            return path;
        } catch (IOException e) {
            throw unusable(path, e);
        }
    }

    /** How the model's file is, without reading the whole of it. */
    public State state(ModelEntry entry) {
        ModelFile file = entry.file();
        if (file == null) {
            return State.BUILT_IN;
        }
        Path path = path(file);
        if (!Files.exists(path)) {
            return Files.isDirectory(partDir(file)) ? State.PARTIAL : State.MISSING;
        }
        boolean differs = checksum.remembered(path)
                .map(sha256 -> !sha256.equals(file.sha256()))
                .orElse(false);
        return find(entry).isEmpty() || differs ? State.CORRUPT : State.READY;
    }

    /** The file of the model, whole or not, in the directory. */
    Path path(ModelFile file) {
        return dir.resolve(file.name());
    }

    Path partDir(ModelFile file) {
        return dir.resolve(file.name() + ".part");
    }

    Checksum checksum() {
        return checksum;
    }

    /** The descriptions beside imported files. */
    List<ModelEntry> imported() {
        List<ModelEntry> entries = new ArrayList<>();
        if (!Files.isDirectory(dir)) {
            return entries;
        }
        try (DirectoryStream<Path> found = Files.newDirectoryStream(dir, "*.yaml")) {
            for (Path yaml : found) {
                entries.add(read(yaml));
            }
        } catch (IOException e) {
            throw unusable(dir, e);
        }
        entries.sort((a, b) -> a.name().compareTo(b.name()));
        return entries;
    }

    private static ModelEntry read(Path yaml) {
        try {
            return Yaml.MAPPER.readValue(yaml.toFile(), ModelEntry.class);
        } catch (IOException e) {
            String first = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
            throw new ModelException(
                    Reason.INVALID,
                    "The description " + yaml + " is not a model entry (" + first
                            + "). Mend it, or remove it and import the file again.",
                    e);
        }
    }

    /**
     * Adds a GGUF file of the user's own: copied or hard-linked, with a description of it, which the user may edit,
     * beside it. A file whose checksum the catalogue knows becomes that model instead.
     *
     * @param name the model's name; null to derive it from the file's
     * @throws ModelException INVALID when it is not a GGUF file or the name is taken; NO_SPACE; STORE
     */
    public ModelEntry importFile(Path source, @Nullable String name, ProgressListener progress) {
        return new ModelImport(this, progress).run(source, name);
    }

    static ModelException unusable(Path path, IOException e) {
        return new ModelException(
                Reason.STORE,
                "Cannot use " + path + " (" + e.getClass().getSimpleName() + ": " + e.getMessage()
                        + "); expected a directory that this user can read and write. Set INKSTONE_MODELS to another.",
                e);
    }

    private static ModelException corrupt(ModelEntry entry, Path path, String found, String expected) {
        ModelFile file = entry.file();
        String mend = file == null || file.sources().isEmpty()
                ? "Remove it and import it again with: ./inkstone model import FILE"
                : "Fetch it again with: ./inkstone model pull " + entry.name();
        return new ModelException(
                Reason.CORRUPT, "The model file " + path + " is damaged: " + found + ", " + expected + ". " + mend);
    }
}
