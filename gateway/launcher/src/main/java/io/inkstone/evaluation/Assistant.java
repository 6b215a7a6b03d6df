package io.inkstone.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inkstone.evaluation.EvaluatedSystem.Reply;
import io.inkstone.protocol.Json;
import java.nio.file.Path;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** The operation {@code documents/formula}. */
final class Assistant implements Answerer {

    private static final String PATH = "/v1/connectors/documents/formula";

    private final EvaluatedSystem system;
    private final PostedTables tables;
    private final Path work;

    /** @param work a folder for files */
    Assistant(EvaluatedSystem system, Path work) {
        this.system = system;
        this.tables = new PostedTables(work);
        this.work = work;
    }

    @Override
    public Outcome answer(FormulaRequest request, Trial trial) {
        Reply reply = Access.checked(system.upload(PATH, input(request), tables.posted(trial.workbook())));
        JsonNode json = reply.json();
        JsonNode error = json.path("error");
        boolean refused = reply.status() == 422 && error.path("type").asText().equals("refused");
        if (refused || (reply.rejected() && !request.toBeRefused())) {
            return new Outcome.Declined(error.path("code").asText(), reply.error());
        }
        JsonNode value = json.path("value");
        boolean shown = (value.isValueNode() && !value.isNull()) || (value.isArray() && !value.isEmpty());
        if (!reply.ok() || !shown) {
            return new Outcome.Failed(reply.ok() ? "an answer without a value" : reply.error());
        }
        JsonNode confidence = json.path("confidence");
        return new Outcome.Answered(
                json.path("formula").asText(),
                value,
                confidence.isNumber() ? OptionalDouble.of(confidence.doubleValue()) : OptionalDouble.empty(),
                Outcome.Entry.of(json));
    }

    private static ObjectNode input(FormulaRequest request) {
        ObjectNode input = Json.MAPPER.createObjectNode().put("request", request.text());
        put(input, "sheet", request.place().sheet());
        put(input, "cell", request.place().cell());
        put(input, "mode", request.place().mode());
        return input;
    }

    private static void put(ObjectNode input, String name, @Nullable String value) {
        if (value != null) {
            input.put(name, value);
        }
    }

    /** Asks again, for the workbook. */
    @Override
    public Path written(FormulaRequest request, Trial trial, Outcome.Answered answered) {
        Path target = work.resolve("assistant.xlsx");
        Reply reply = Access.checked(system.fetch(PATH, input(request), tables.posted(trial.workbook()), target));
        return reply.ok() ? target : trial.workbook();
    }
}
