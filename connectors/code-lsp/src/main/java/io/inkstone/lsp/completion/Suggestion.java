package io.inkstone.lsp.completion;

/**
 * A text that may come at the cursor.
 *
 * @param completion the completion's id, for feedback; several candidates of one answer share it
 * @param text what would be inserted at the cursor, never empty
 */
public record Suggestion(String completion, String text) {}
