package io.inkstone.protocol;

/**
 * One server-sent event.
 *
 * @param event its name; {@code message} where the stream gives none
 * @param data its data lines, joined by line feeds
 */
public record SseEvent(String event, String data) {

    /** Whether this ends an OpenAI stream. */
    public boolean isDone() {
        return data.equals(Sse.DONE);
    }
}
