package io.inkstone.lsp.gateway;

import java.util.Locale;

/**
 * A piece of another place that may help the model.
 *
 * @param path relative to the workspace, with slashes
 * @param score 0 to 1, how much it is likely to help
 */
public record ContextItem(String path, String text, Kind kind, double score) {

    /** Why it was taken. */
    public enum Kind {
        /** Declarations of what the file imports. */
        IMPORT,
        /** Where the person was in another open file. */
        OPEN,
        /** What the person changed lately. */
        RECENT,
        /** The declaration of a name near the cursor. */
        SYMBOL,
        /** Code that is like the code around the cursor. */
        SIMILAR;

        String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
