package io.inkstone.evaluation.code;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inkstone.protocol.Json;

/** How an editor asks the assistant for a completion. */
final class Completion {

    /** Where. */
    static final String ROUTE = "/v1/connectors/code/complete";

    private Completion() {}

    /**
     * What is asked at a place in a file.
     *
     * @param mode {@code line} or {@code block}
     */
    static ObjectNode body(String before, String after, String path, String mode) {
        return Json.MAPPER
                .createObjectNode()
                .put("prefix", before)
                .put("suffix", after)
                .put("path", path)
                .put("mode", mode);
    }
}
