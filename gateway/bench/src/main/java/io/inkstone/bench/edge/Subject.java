package io.inkstone.bench.edge;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/**
 * Something that answers {@code /v1/chat/completions} on loopback.
 *
 * @param name what reports call it
 * @param port where it listens
 * @param headers what it wants beside the usual, its key among them
 */
record Subject(String name, int port, Map<String, String> headers) {

    static final String PATH = "/v1/chat/completions";

    Subject {
        headers = Map.copyOf(headers);
    }

    static Subject withKey(String name, int port, String key) {
        return new Subject(name, port, Map.of("Authorization", "Bearer " + key));
    }

    /** The whole request as it goes over the wire. */
    byte[] request(byte[] body) {
        StringBuilder head = new StringBuilder()
                .append("POST ")
                .append(PATH)
                .append(" HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: ")
                .append(body.length)
                .append("\r\n");
        new TreeMap<>(headers)
                .forEach((name, value) ->
                        head.append(name).append(": ").append(value).append("\r\n"));
        byte[] headBytes = head.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII);
        byte[] request = new byte[headBytes.length + body.length];
        System.arraycopy(headBytes, 0, request, 0, headBytes.length);
        System.arraycopy(body, 0, request, headBytes.length, body.length);
        return request;
    }
}
