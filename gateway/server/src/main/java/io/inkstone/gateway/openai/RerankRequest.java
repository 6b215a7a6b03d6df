package io.inkstone.gateway.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inkstone.orchestration.UpstreamDirectory;
import io.inkstone.protocol.RequestFields;
import java.util.ArrayList;
import java.util.List;

/**
 * A question and the documents to order by it, in Jina's and Cohere's shape.
 *
 * @param model {@code default} where none is named
 * @param documents at least one
 * @param most how many of the best are wanted, at least 1
 * @param returnDocuments whether their texts are wanted too
 */
record RerankRequest(String model, String query, List<String> documents, int most, boolean returnDocuments) {

    private static final int MOST_DOCUMENTS = 1000;

    /**
     * Reads a body.
     *
     * @throws io.inkstone.protocol.ApiException 400 that names the field
     */
    static RerankRequest parse(ObjectNode body) {
        RequestFields fields = RequestFields.of(body);
        JsonNode array = fields.require("documents", "\"documents\": [\"…\"]");
        if (!array.isArray()) {
            throw fields.wrongType("documents", array, "an array of texts");
        }
        if (array.isEmpty() || array.size() > MOST_DOCUMENTS) {
            throw fields.invalid(
                    "documents",
                    "'documents' holds " + array.size() + " texts; 1 to " + MOST_DOCUMENTS + " are taken.");
        }
        List<String> documents = new ArrayList<>();
        for (int i = 0; i < array.size(); i++) {
            JsonNode text = array.get(i).isObject() ? array.get(i).path("text") : array.get(i);
            if (!text.isTextual() || text.textValue().isBlank()) {
                throw fields.wrongType(
                        "documents[" + i + "]", array.get(i), "a text that is not empty, or an object with 'text'");
            }
            documents.add(text.textValue());
        }
        return new RerankRequest(
                fields.text("model").orElse(UpstreamDirectory.DEFAULT_MODEL),
                fields.requireText("query", "\"query\": \"…\""),
                List.copyOf(documents),
                Math.min(fields.integer("top_n", 1, Integer.MAX_VALUE).orElse(documents.size()), documents.size()),
                fields.flag("return_documents"));
    }
}
