package io.inkstone.gateway.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inkstone.protocol.ApiException;
import io.inkstone.protocol.Json;
import io.inkstone.protocol.Usage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * How much each document says to a question, the best first.
 *
 * @param model that scored them
 * @param method {@code rerank}, or {@code embedding_cosine}: then a score is a cosine, from -1 to 1
 */
record RerankScores(String model, String method, List<Score> scores, Usage usage) {

    /** The score of the document at an index. */
    record Score(int index, double value) {}

    RerankScores {
        scores = scores.stream()
                .sorted(Comparator.comparingDouble(Score::value).reversed().thenComparing(Score::index))
                .toList();
    }

    /**
     * What a reranker tells.
     *
     * @throws ApiException 502 when it is no ranking of these documents
     */
    static RerankScores told(ObjectNode answer, RerankRequest request) {
        List<Score> scores = new ArrayList<>();
        for (JsonNode result : answer.path("results")) {
            JsonNode value = result.has("relevance_score") ? result.path("relevance_score") : result.path("score");
            int index = result.path("index").asInt(-1);
            if (index < 0 || index >= request.documents().size() || !value.isNumber()) {
                throw notAnAnswer(request.model());
            }
            scores.add(new Score(index, value.asDouble()));
        }
        if (scores.isEmpty()) {
            throw notAnAnswer(request.model());
        }
        return new RerankScores(request.model(), "rerank", scores, RerankEndpoint.usageOf(answer));
    }

    /** The body of the answer. */
    ObjectNode answer(RerankRequest request) {
        ObjectNode answer = Json.MAPPER.createObjectNode().put("object", "list").put("model", model);
        answer.put("method", method);
        ArrayNode results = answer.putArray("results");
        for (Score score : scores.subList(0, Math.min(request.most(), scores.size()))) {
            ObjectNode result = results.addObject().put("index", score.index()).put("relevance_score", score.value());
            if (request.returnDocuments()) {
                result.putObject("document").put("text", request.documents().get(score.index()));
            }
        }
        answer.putObject("usage").put("prompt_tokens", usage.promptTokens()).put("total_tokens", usage.totalTokens());
        return answer;
    }

    private static ApiException notAnAnswer(String model) {
        return ApiException.badUpstream(
                "bad_upstream_answer",
                "The upstream of '" + model + "' does not answer with scores of the documents.",
                null);
    }

    /** Collects embeddings: first the question's, then those of the documents in their order. Not thread-safe. */
    static final class ByCosine {

        private final List<double[]> vectors = new ArrayList<>();
        private final int documents;
        private String model = "";
        private Usage usage = Usage.NONE;

        ByCosine(int documents) {
            this.documents = documents;
        }

        /**
         * Takes what one call answered.
         *
         * @throws ApiException 502 when it is not that many vectors of one length
         */
        void add(ObjectNode answer, int expected) {
            model = answer.path("model").asText();
            usage = usage.plus(RerankEndpoint.usageOf(answer));
            double[][] ordered = new double[expected][];
            for (JsonNode entry : answer.path("data")) {
                int index = entry.path("index").asInt(-1);
                if (index >= 0 && index < expected) {
                    ordered[index] = vector(entry.path("embedding"));
                }
            }
            for (double[] vector : ordered) {
                if (vector == null || vector.length == 0 || vector.length != length(vector)) {
                    throw notAnAnswer(model);
                }
                vectors.add(vector);
            }
        }

        private int length(double[] first) {
            return vectors.isEmpty() ? first.length : vectors.get(0).length;
        }

        RerankScores scores() {
            List<Score> scores = new ArrayList<>();
            for (int i = 0; i < documents; i++) {
                scores.add(new Score(i, cosine(vectors.get(0), vectors.get(i + 1))));
            }
            return new RerankScores(model, "embedding_cosine", scores, usage);
        }

        private static double[] vector(JsonNode numbers) {
            double[] vector = new double[numbers.size()];
            for (int i = 0; i < vector.length; i++) {
                vector[i] = numbers.get(i).asDouble();
            }
            return vector;
        }

        private static double cosine(double[] a, double[] b) {
            double product = 0;
            double squareA = 0;
            double squareB = 0;
            for (int i = 0; i < a.length; i++) {
                product += a[i] * b[i];
                squareA += a[i] * a[i];
                squareB += b[i] * b[i];
            }
            double lengths = Math.sqrt(squareA) * Math.sqrt(squareB);
            return lengths == 0 ? 0 : product / lengths;
        }
    }
}
