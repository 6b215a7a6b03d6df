package io.inkstone.gateway.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inkstone.guardrails.Finding;
import io.inkstone.orchestration.ModelReply;
import io.inkstone.orchestration.RequestScope;
import io.inkstone.protocol.ApiException;
import io.inkstone.protocol.Json;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** OpenAI's moderations, answered by the rails of the tenant's own policy: a text as a user's and as a model's. */
final class ModerationEndpoint implements Endpoint {

    private static final int MOST_INPUTS = 1000;

    @Override
    public String path() {
        return "/moderations";
    }

    @Override
    public String operation() {
        return "moderations";
    }

    @Override
    public Future<Reply> ask(ObjectNode body, RequestScope scope) {
        return Objects.requireNonNull(Vertx.currentContext())
                .executeBlocking(() -> answer(scope, texts(body.path("input"))), false)
                .map(answer -> new Reply(new ModelReply.Whole(answer, "inkstone"), StreamForm.ofChunks()));
    }

    private static ObjectNode answer(RequestScope scope, List<String> texts) {
        ObjectNode answer = Json.MAPPER
                .createObjectNode()
                .put("id", "modr-" + scope.requestId())
                .put("model", "inkstone-guardrails");
        ArrayNode results = answer.putArray("results");
        texts.forEach(text -> result(results.addObject(), scope.moderate(text)));
        return answer;
    }

    private static void result(ObjectNode result, List<Finding> findings) {
        result.put("flagged", !findings.isEmpty());
        Map<String, Double> scores = new TreeMap<>();
        findings.forEach(finding -> scores.merge(finding.category(), finding.score(), Math::max));
        ObjectNode categories = result.putObject("categories");
        scores.keySet().forEach(category -> categories.put(category, true));
        ObjectNode values = result.putObject("category_scores");
        scores.forEach(values::put);
        ArrayNode spans = result.putArray("findings");
        findings.forEach(finding -> spans.addObject()
                .put("rail", finding.rail())
                .put("category", finding.category())
                .put("start", finding.start())
                .put("end", finding.end())
                .put("score", finding.score())
                .put("why", finding.why()));
    }

    private static List<String> texts(JsonNode input) {
        List<String> texts = new ArrayList<>();
        for (JsonNode one :
                input.isArray() ? input : Json.MAPPER.createArrayNode().add(input)) {
            JsonNode text = one.isObject() ? one.path("text") : one;
            if (!text.isTextual()) {
                throw ApiException.invalidRequest(
                        input.isMissingNode() ? "missing_field" : "invalid_field",
                        "input",
                        "The field 'input' must be a string, a list of strings, or a list of parts with 'text'.");
            }
            texts.add(text.textValue());
        }
        if (texts.size() > MOST_INPUTS) {
            throw ApiException.invalidRequest(
                    "too_many_inputs", "input", "There are " + texts.size() + " inputs; at most " + MOST_INPUTS + ".");
        }
        return texts;
    }
}
