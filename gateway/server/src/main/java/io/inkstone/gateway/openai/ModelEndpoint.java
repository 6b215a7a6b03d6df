package io.inkstone.gateway.openai;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inkstone.guardrails.Origin;
import io.inkstone.orchestration.ModelCall;
import io.inkstone.orchestration.ModelRing;
import io.inkstone.orchestration.RequestScope;
import io.vertx.core.Future;

/** One of OpenAI's routes that ask a model, with its JSON kept whole. */
record ModelEndpoint(ModelRing ring, ModelCall.Kind kind, String operation) implements Endpoint {

    @Override
    public String path() {
        return kind.path();
    }

    @Override
    public Future<Reply> ask(ObjectNode body, RequestScope scope) {
        return ring.call(ModelCall.of(kind, body, scope, Origin.USER))
                .map(answer -> new Reply(answer, StreamForm.ofChunks()));
    }
}
