package io.inkstone.evaluation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inkstone.evaluation.EvaluatedSystem.Reply;
import io.inkstone.protocol.Json;
import java.util.Optional;

/** The model that stands behind a system's assistants. */
public final class ServedModel {

    private ServedModel() {}

    /**
     * Its name, found by asking for a token.
     *
     * @param wanted which one it must be; empty for any
     * @throws EvaluationException when it is another one, or none can be asked
     */
    public static String of(EvaluatedSystem system, Optional<String> wanted) {
        ObjectNode body = Json.MAPPER.createObjectNode();
        body.put("model", "default").put("max_tokens", 1).put("temperature", 0);
        body.putArray("messages").addObject().put("role", "user").put("content", "1");
        Reply reply = Access.checked(system.post("/v1/chat/completions", body));
        if (!reply.ok()) {
            throw new EvaluationException(
                    "the system generates no token (" + reply.error() + "); expected a model that is ready");
        }
        String served = reply.json().path("model").asText();
        if (wanted.isPresent() && !wanted.get().equals(served)) {
            throw new EvaluationException("the system's default model is '" + served + "', not '" + wanted.get()
                    + "'; expected a system that was started with that one, or no --model");
        }
        return served;
    }
}
