package io.inkstone.orchestration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;

/**
 * How many tokens a request can need, without a tokenizer. A token of a byte-level vocabulary stands for at least one
 * byte, so the bytes of a text are the most tokens that it can have.
 */
final class PromptTokens {

    /** What a chat template may add around one message. */
    private static final int AROUND_MESSAGE = 8;

    private static final int BYTES_OF_USUAL_TOKEN = 4;

    private PromptTokens() {}

    /** No prompt of this request has more tokens. */
    static long upperBound(ObjectNode body) {
        long bytes = textBytes(body.path("messages"))
                + textBytes(body.path("prompt"))
                + textBytes(body.path("suffix"))
                + textBytes(body.path("input"))
                + textBytes(body.path("tools"))
                + textBytes(body.path("documents"))
                // A reranker reads the question again with each document.
                + textBytes(body.path("query"))
                        * Math.max(1, body.path("documents").size());
        return bytes + (long) AROUND_MESSAGE * (body.path("messages").size() + 1);
    }

    /** About how many tokens the prompt has; for a call that ended before its usage was known. */
    static int estimate(ObjectNode body) {
        return (int) Math.min(Integer.MAX_VALUE, upperBound(body) / BYTES_OF_USUAL_TOKEN + 1);
    }

    private static long textBytes(JsonNode node) {
        if (node.isTextual()) {
            return node.asText().getBytes(StandardCharsets.UTF_8).length;
        }
        if (node.isNumber()) {
            return 1;
        }
        long bytes = 0;
        for (JsonNode child : node) {
            bytes += textBytes(child);
        }
        return bytes;
    }
}
