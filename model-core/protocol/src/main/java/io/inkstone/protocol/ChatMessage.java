package io.inkstone.protocol;

/**
 * One message of a chat.
 *
 * @param role {@code system}, {@code user}, {@code assistant} or {@code tool}; OpenAI's {@code developer} arrives as
 *     {@code system}, {@code function} as {@code tool}
 * @param content the text; the parts of a message in parts are joined; empty where an assistant only called tools
 */
public record ChatMessage(String role, String content) {}
