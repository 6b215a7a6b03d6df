package io.inkstone.lsp;

/**
 * How things stand.
 *
 * @param state {@code starting}, {@code ready}, {@code thinking}, {@code offline}, {@code signed-out}, {@code quota},
 *     {@code unsupported}, {@code failing}, {@code ignored} or {@code disabled}
 * @param message for the person, in their language; empty where there is nothing to say
 * @param url the gateway
 * @param uri the document it is about, where it is about one
 * @param indexing whether the workspace is being read
 */
record StatusMessage(String state, String message, String url, String uri, boolean indexing) {}
