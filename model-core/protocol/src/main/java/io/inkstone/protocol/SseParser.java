package io.inkstone.protocol;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads server-sent events out of bytes that arrive in any portions: split within a character or a line end, with LF,
 * CRLF or CR, with comments. Not thread-safe: one parser a stream. What follows the last empty line when a stream
 * breaks off is no event, as the standard (WHATWG HTML, 9.2) wants.
 */
public final class SseParser {

    /** The largest event, in bytes, where the constructor is told nothing else. */
    public static final int DEFAULT_MAX_EVENT_BYTES = 8 * 1024 * 1024;

    private final int maxEventBytes;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final StringBuilder data = new StringBuilder();
    private String event = "";
    private boolean hasData;
    private boolean afterCarriageReturn;
    private boolean firstLine = true;
    private int eventBytes;

    /** A parser with {@link #DEFAULT_MAX_EVENT_BYTES}. */
    public SseParser() {
        this(DEFAULT_MAX_EVENT_BYTES);
    }

    /** A parser that refuses an event of more than this many bytes. */
    public SseParser(int maxEventBytes) {
        if (maxEventBytes < 1) {
            throw new IllegalArgumentException("maxEventBytes is " + maxEventBytes + " but must be at least 1");
        }
        this.maxEventBytes = maxEventBytes;
    }

    /**
     * Takes the next bytes and returns the events that they complete, in order.
     *
     * @throws ApiException 502 {@code event_too_large}; the stream is of no more use then
     */
    public List<SseEvent> push(byte[] bytes) {
        List<SseEvent> events = new ArrayList<>();
        for (byte b : bytes) {
            boolean lineFeedOfPair = afterCarriageReturn && b == '\n';
            afterCarriageReturn = b == '\r';
            if (lineFeedOfPair) {
                continue;
            }
            if (b == '\n' || b == '\r') {
                endLine(events);
                continue;
            }
            if (++eventBytes > maxEventBytes) {
                throw ApiException.badUpstream(
                        "event_too_large", "A server-sent event is larger than " + maxEventBytes + " bytes.", null);
            }
            line.write(b);
        }
        return events;
    }

    private void endLine(List<SseEvent> events) {
        String text = line.toString(StandardCharsets.UTF_8);
        line.reset();
        if (firstLine) {
            firstLine = false;
            text = text.startsWith("\uFEFF") ? text.substring(1) : text;
        }
        if (text.isEmpty()) {
            endEvent(events);
            return;
        }
        int colon = text.indexOf(':');
        String field = colon < 0 ? text : text.substring(0, colon);
        String value = colon < 0 ? "" : text.substring(colon + 1);
        value = value.startsWith(" ") ? value.substring(1) : value;
        if (field.equals("event")) {
            event = value;
        } else if (field.equals("data")) {
            data.append(hasData ? "\n" : "").append(value);
            hasData = true;
        }
    }

    private void endEvent(List<SseEvent> events) {
        if (hasData) {
            events.add(new SseEvent(event.isEmpty() ? "message" : event, data.toString()));
        }
        data.setLength(0);
        event = "";
        hasData = false;
        eventBytes = 0;
    }
}
