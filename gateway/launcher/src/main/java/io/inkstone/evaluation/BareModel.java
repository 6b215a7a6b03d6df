package io.inkstone.evaluation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inkstone.evaluation.EvaluatedSystem.Reply;
import io.inkstone.protocol.Json;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The model alone: it sees the request and the beginning of the sheet, and writes one formula, greedily, with no grammar
 * and no checks. What it writes is computed on the sheet. A formula that cannot be computed shows an error to the person
 * who entered it, not a value, so it counts as declined.
 */
final class BareModel implements Answerer {

    private static final int ANSWER_TOKENS = 200;

    private final EvaluatedSystem system;
    private final String model;
    private final Map<Path, SampleSheet> sheets = new HashMap<>();

    BareModel(EvaluatedSystem system, String model) {
        this.system = system;
        this.model = model;
    }

    @Override
    public Outcome answer(FormulaRequest request) {
        SampleSheet sheet = sheets.computeIfAbsent(request.workbook(), SampleSheet::read);
        Reply reply = Access.checked(system.post("/v1/chat/completions", body(request, sheet)));
        if (!reply.ok()) {
            return new Outcome.Failed(reply.error());
        }
        String said = reply.json().at("/choices/0/message/content").asText();
        Optional<String> formula = WrittenFormula.in(said);
        return formula.isEmpty()
                ? new Outcome.Declined("no_formula", said)
                : FormulaValue.of(request.workbook(), sheet, formula.get());
    }

    private ObjectNode body(FormulaRequest request, SampleSheet sheet) {
        ObjectNode body = Json.MAPPER.createObjectNode();
        body.put("model", model).put("temperature", 0).put("max_tokens", ANSWER_TOKENS);
        // The sheet first: requests on one sheet then begin alike, and the engine has read the beginning already.
        body.putArray("messages")
                .addObject()
                .put("role", "user")
                .put(
                        "content",
                        sheet.describe() + "\nWrite one Excel formula that answers the following request. Answer with"
                                + " the formula only, beginning with =.\n\nRequest: " + request.text());
        return body;
    }
}
