package io.inkstone.gateway.openai;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inkstone.orchestration.ModelReply;
import io.inkstone.orchestration.RequestScope;
import io.inkstone.protocol.ApiException;
import io.vertx.core.Future;

/** What is asked with JSON and answered by models or rails, whoever asks: a request, or a line of a batch. Thread-safe. */
interface Endpoint {

    /** The answer, and how it is written where it is a stream. */
    record Reply(ModelReply answer, StreamForm form) {}

    /** The route without its prefix, as {@code /chat/completions}. */
    String path();

    /** What the audit record and the policies call it. */
    String operation();

    /**
     * Asks; on a Vert.x context.
     *
     * @return fails with an {@link ApiException}
     */
    Future<Reply> ask(ObjectNode body, RequestScope scope);

    /** An error as the clients of this endpoint read it. */
    default ObjectNode errorBody(ApiException error, String requestId) {
        return error.toJson();
    }
}
