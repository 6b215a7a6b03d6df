package io.inkstone.gateway.files;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inkstone.protocol.ApiException;
import io.inkstone.protocol.Json;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A batch's file, whose lines are found by where they begin, so that it need not be held. Blocks. */
final class BatchInput {

    static final int MOST_LINES = 50_000;
    private static final int MOST_ERRORS = 50;
    private static final int MOST_ID = 512;

    private final Path path;
    private final List<Place> places;

    private BatchInput(Path path, List<Place> places) {
        this.path = path;
        this.places = places;
    }

    /** Where a line is: its number from 1, its first byte, its length, and what it is called. */
    record Place(int number, long start, int bytes, String customId) {}

    /** A file whose lines are wrong, with an entry for each fault, as the API lists them. */
    static final class Faulty extends Exception {
        private static final long serialVersionUID = 1L;
        private final transient ArrayNode faults;

        Faulty(ArrayNode faults) {
            super("the file of a batch is wrong", null, false, false);
            this.faults = faults;
        }

        ArrayNode faults() {
            return faults;
        }
    }

    /**
     * Reads a file through and checks each line.
     *
     * @param endpoint the route that all lines have to name
     * @throws Faulty when a line is wrong, or there are none or too many
     */
    static BatchInput read(Path path, String endpoint) throws IOException, Faulty {
        Reader reader = new Reader(endpoint);
        try (InputStream in = new BufferedInputStream(Files.newInputStream(path))) {
            reader.read(in);
        }
        if (reader.places.isEmpty() && reader.faults.isEmpty()) {
            reader.fault("empty_file", null, null, "The file holds no line.");
        }
        if (!reader.faults.isEmpty()) {
            throw new Faulty(reader.faults);
        }
        return new BatchInput(path, List.copyOf(reader.places));
    }

    List<Place> places() {
        return places;
    }

    /** One line. */
    BatchLine line(Place place) throws IOException {
        byte[] bytes = new byte[place.bytes()];
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
            file.seek(place.start());
            file.readFully(bytes);
        }
        ObjectNode line = Json.parseObject(bytes);
        return new BatchLine(place.number(), place.customId(), (ObjectNode) line.path("body"));
    }

    private static final class Reader {

        private final String endpoint;
        private final List<Place> places = new ArrayList<>();
        private final Set<String> ids = new HashSet<>();
        private final ArrayNode faults = Json.MAPPER.createArrayNode();
        private int number;

        Reader(String endpoint) {
            this.endpoint = endpoint;
        }

        void read(InputStream in) throws IOException {
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            long at = 0;
            long start = 0;
            for (int next = in.read(); next >= 0 && faults.size() < MOST_ERRORS; next = in.read()) {
                at++;
                if (next == '\n') {
                    take(line.toByteArray(), start);
                    line.reset();
                    start = at;
                } else {
                    line.write(next);
                }
            }
            if (line.size() > 0) {
                take(line.toByteArray(), start);
            }
        }

        private void take(byte[] bytes, long start) {
            number++;
            if (new String(bytes, StandardCharsets.UTF_8).isBlank()) {
                return;
            }
            if (places.size() == MOST_LINES) {
                fault("too_many_lines", null, number, "The file holds more than " + MOST_LINES + " lines.");
                return;
            }
            try {
                String id = check(Json.parseObject(bytes));
                places.add(new Place(number, start, bytes.length, id));
            } catch (ApiException e) {
                fault(e.code(), e.param(), number, e.getMessage());
            }
        }

        private String check(ObjectNode line) {
            String id = line.path("custom_id").asText("");
            if (!line.path("custom_id").isTextual() || id.isEmpty() || id.length() > MOST_ID) {
                throw wrong("custom_id", "a string of 1 to " + MOST_ID + " characters");
            }
            if (!ids.add(id)) {
                throw ApiException.invalidRequest(
                        "duplicate_custom_id", "custom_id", "The custom_id '" + id + "' is there twice.");
            }
            if (!line.path("method").asText("POST").equals("POST")) {
                throw wrong("method", "POST");
            }
            if (!line.path("url").asText().equals(endpoint)) {
                throw wrong("url", endpoint + ", the batch's endpoint");
            }
            JsonNode body = line.path("body");
            if (!body.isObject()) {
                throw wrong("body", "an object");
            }
            if (body.path("stream").asBoolean(false)) {
                throw wrong("body.stream", "false: a batch writes whole answers");
            }
            return id;
        }

        private static ApiException wrong(String field, String expected) {
            return ApiException.invalidRequest(
                    "invalid_line", field, "The field '" + field + "' must be " + expected + ".");
        }

        private void fault(
                String code,
                @org.jspecify.annotations.Nullable String param,
                @org.jspecify.annotations.Nullable Integer line,
                String message) {
            faults.addObject()
                    .put("code", code)
                    .put("line", line)
                    .put("message", message)
                    .put("param", param);
        }
    }
}
