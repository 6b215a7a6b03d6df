package io.inkstone.model.catalog;

import java.util.List;
import java.util.regex.Pattern;

/**
 * A model's weights as one file.
 *
 * @param name its name in the models directory
 * @param sizeBytes its exact size
 * @param sha256 its SHA-256, 64 lower-case hexadecimal digits
 * @param sources where it can be had, the preferred first; empty for a file that was imported
 */
public record ModelFile(String name, long sizeBytes, String sha256, List<ModelSource> sources) {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,127}");
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    /** Checks, so that a name cannot lead out of the models directory, and copies. */
    public ModelFile {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "file name '" + name + "' must hold only letters, digits, dots, hyphens and underscores");
        }
        if (!SHA256.matcher(sha256).matches()) {
            throw new IllegalArgumentException("sha256 '" + sha256 + "' must be 64 lower-case hexadecimal digits");
        }
        if (sizeBytes <= 0) {
            throw new IllegalArgumentException("size-bytes " + sizeBytes + " must be positive");
        }
        sources = List.copyOf(sources);
    }
}
