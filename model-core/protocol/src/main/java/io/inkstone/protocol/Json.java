package io.inkstone.protocol;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;

/** The one JSON reader and writer of the protocol, with limits against hostile input. Thread-safe. */
public final class Json {

    /** The most characters of one string. */
    public static final int MAX_STRING = 32 * 1024 * 1024;

    /** Trees in, trees out: numbers keep their digits, and a document with something behind it is refused. */
    public static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    static {
        MAPPER.getFactory()
                .setStreamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(200)
                        .maxStringLength(MAX_STRING)
                        .build());
    }

    private Json() {}

    /**
     * Reads a request's body.
     *
     * @throws ApiException 400 {@code invalid_json} when it is not one JSON object
     */
    public static ObjectNode parseObject(byte[] body) {
        return parseObject(new String(body, StandardCharsets.UTF_8));
    }

    /**
     * Reads a request's body.
     *
     * @throws ApiException 400 {@code invalid_json} when it is not one JSON object
     */
    public static ObjectNode parseObject(String body) {
        JsonNode node;
        try {
            node = MAPPER.readTree(body);
        } catch (JsonProcessingException e) {
            String where = e.getLocation() == null
                    ? ""
                    : " at line " + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr();
            throw ApiException.invalidRequest("invalid_json", null, "The body is not valid JSON" + where + ".");
        }
        if (!(node instanceof ObjectNode object)) {
            throw ApiException.invalidRequest(
                    "invalid_json", null, "The body must be a JSON object, as {\"model\": …}.");
        }
        return object;
    }

    /** The node on one line. */
    public static String write(JsonNode node) {
        try {
            return MAPPER.writeValueAsString(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a JSON tree could not be written", e);
        }
    }
}
