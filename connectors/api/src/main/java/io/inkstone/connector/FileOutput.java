package io.inkstone.connector;

import java.util.Objects;

/**
 * A file that an operation answers with.
 *
 * @param name a file name without a folder
 * @param content the file's bytes; not copied: the giver must not change them afterwards
 */
public record FileOutput(String name, byte[] content) {

    /** Refuses nulls. */
    public FileOutput {
        Objects.requireNonNull(name);
        Objects.requireNonNull(content);
    }
}
