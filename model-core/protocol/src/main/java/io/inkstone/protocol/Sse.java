package io.inkstone.protocol;

import com.fasterxml.jackson.databind.JsonNode;

/** Writes server-sent events. JSON stays on one line, so an event never needs splitting. */
public final class Sse {

    /** The media type of a stream. */
    public static final String CONTENT_TYPE = "text/event-stream";

    /** The data of the event that ends an OpenAI stream. */
    public static final String DONE = "[DONE]";

    private Sse() {}

    /** {@code data: …} and an empty line. */
    public static String encode(JsonNode data) {
        return "data: " + Json.write(data) + "\n\n";
    }

    /**
     * The same with the event's name in front.
     *
     * @param event the name, on one line
     */
    public static String encode(String event, JsonNode data) {
        if (event.indexOf('\n') >= 0 || event.indexOf('\r') >= 0) {
            throw new IllegalArgumentException("an event's name must be one line");
        }
        return "event: " + event + "\n" + encode(data);
    }

    /** The end of an OpenAI stream: {@code data: [DONE]}. */
    public static String encodeDone() {
        return "data: " + DONE + "\n\n";
    }

    /** A line that parsers skip: it keeps a silent connection open. */
    public static String encodeKeepAlive() {
        return ":\n\n";
    }
}
