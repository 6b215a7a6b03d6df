package io.inkstone.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import io.inkstone.evaluation.EvaluatedSystem.Reply;
import io.inkstone.protocol.Json;
import java.util.OptionalDouble;

/** The operation {@code documents/formula}. */
final class Assistant implements Answerer {

    private static final String PATH = "/v1/connectors/documents/formula";

    private final EvaluatedSystem system;

    Assistant(EvaluatedSystem system) {
        this.system = system;
    }

    @Override
    public Outcome answer(FormulaRequest request) {
        Reply reply = Access.checked(
                system.upload(PATH, Json.MAPPER.createObjectNode().put("request", request.text()), request.workbook()));
        JsonNode json = reply.json();
        JsonNode error = json.path("error");
        if (reply.status() == 422 && error.path("type").asText().equals("refused")) {
            return new Outcome.Declined(error.path("code").asText(), reply.error());
        }
        JsonNode value = json.path("value");
        if (!reply.ok() || !value.isValueNode() || value.isNull()) {
            return new Outcome.Failed(reply.ok() ? "an answer without a value" : reply.error());
        }
        JsonNode confidence = json.path("confidence");
        return new Outcome.Answered(
                json.path("formula").asText(),
                value,
                confidence.isNumber() ? OptionalDouble.of(confidence.doubleValue()) : OptionalDouble.empty());
    }
}
