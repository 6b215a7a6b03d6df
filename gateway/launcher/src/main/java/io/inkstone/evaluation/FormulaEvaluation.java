package io.inkstone.evaluation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inkstone.evaluation.EvaluatedSystem.Reply;
import io.inkstone.protocol.Json;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Measures {@code documents/formula} on a set, and the bare model on the same requests in the same run. */
public final class FormulaEvaluation {

    private final EvaluatedSystem system;
    private final FormulaSet set;
    private final boolean verbose;

    /**
     * @param verbose whether each request that was not answered rightly is listed
     */
    public FormulaEvaluation(EvaluatedSystem system, FormulaSet set, boolean verbose) {
        this.system = system;
        this.set = set;
        this.verbose = verbose;
    }

    /**
     * Runs it, which takes seconds a request; prints tables, and as the last line one JSON object. Progress goes to
     * stderr.
     *
     * @param model which model the system must have as its default; empty for whichever it has
     * @throws EvaluationException when the system has another one or cannot be asked
     */
    public void run(Optional<String> model, PrintWriter out) {
        String served = servedModel();
        if (model.isPresent() && !model.get().equals(served)) {
            throw new EvaluationException("the system's default model is '" + served + "', not '" + model.get()
                    + "'; expected a system that was started with that one, or no --model");
        }
        long startNanos = System.nanoTime();
        List<Scored> assistant;
        List<Scored> bare;
        boolean terminal = Boolean.getBoolean("inkstone.terminal");
        try (EvaluationProgress progress = new EvaluationProgress(2 * set.size(), System.err, terminal)) {
            assistant = answers(new Assistant(system), "assistant", progress);
            bare = answers(new BareModel(system, served), "bare model", progress);
        }
        double seconds = (System.nanoTime() - startNanos) / 1e9;
        new FormulaReport(set.name(), served, seconds, assistant, bare).print(out, verbose);
    }

    /** One after the other: an engine that reads the same sheet again has it in its cache. */
    private List<Scored> answers(Answerer answerer, String name, EvaluationProgress progress) {
        List<Scored> answers = new ArrayList<>();
        for (FormulaRequest request : set.requests()) {
            answers.add(Scored.of(request, answerer.answer(request)));
            progress.next(name + " " + request.id());
        }
        return answers;
    }

    private String servedModel() {
        ObjectNode body = Json.MAPPER.createObjectNode();
        body.put("model", "default").put("max_tokens", 1).put("temperature", 0);
        body.putArray("messages").addObject().put("role", "user").put("content", "1");
        Reply reply = Access.checked(system.post("/v1/chat/completions", body));
        if (!reply.ok()) {
            throw new EvaluationException(
                    "the system generates no token (" + reply.error() + "); expected a model that is ready");
        }
        return reply.json().path("model").asText();
    }
}
