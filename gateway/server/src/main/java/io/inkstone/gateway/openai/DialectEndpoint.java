package io.inkstone.gateway.openai;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inkstone.gateway.dialect.Conversation;
import io.inkstone.gateway.dialect.Dialect;
import io.inkstone.guardrails.Origin;
import io.inkstone.orchestration.ModelCall;
import io.inkstone.orchestration.ModelReply;
import io.inkstone.orchestration.ModelRing;
import io.inkstone.orchestration.RequestScope;
import io.inkstone.protocol.ApiException;
import io.vertx.core.Future;

/** A chat in another shape. */
record DialectEndpoint(ModelRing ring, Dialect dialect, String path, String operation) implements Endpoint {

    @Override
    public Future<Reply> ask(ObjectNode body, RequestScope scope) {
        Conversation conversation;
        try {
            conversation = dialect.read(body);
        } catch (ApiException e) {
            return Future.failedFuture(e);
        }
        return ring.call(ModelCall.of(ModelCall.Kind.CHAT, conversation.chat(), scope, Origin.USER))
                .map(answer -> {
                    ModelReply reply = answer instanceof ModelReply.Whole whole
                            ? new ModelReply.Whole(conversation.answer(whole.json()), whole.upstream())
                            : answer;
                    return new Reply(reply, StreamForm.of(conversation.events()));
                });
    }

    @Override
    public ObjectNode errorBody(ApiException error, String requestId) {
        return dialect.error(error, requestId);
    }
}
