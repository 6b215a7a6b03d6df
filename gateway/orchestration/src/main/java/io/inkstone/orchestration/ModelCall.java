package io.inkstone.orchestration;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inkstone.guardrails.Origin;
import java.util.Objects;

/**
 * One call of a model on its way through the {@link ModelRing}.
 *
 * @param kind which of OpenAI's routes
 * @param body the request with every field that the caller sent; a link that changes it passes on a copy
 * @param scope the request that it belongs to
 * @param asker whose words the user's messages are: a person's from a route, {@link Origin#DOCUMENT} from an operation, which
 *     puts documents into them
 * @param cancellation ends this call alone; cancelled with the scope
 * @param trace its place in a trace
 */
public record ModelCall(
        Kind kind, ObjectNode body, RequestScope scope, Origin asker, Cancellation cancellation, CallTrace trace) {

    /** OpenAI's routes that ask a model. */
    public enum Kind {
        /** {@code /chat/completions}. */
        CHAT("/chat/completions", "chat"),
        /** {@code /completions}. */
        COMPLETION("/completions", "text_completion"),
        /** {@code /embeddings}. */
        EMBEDDING("/embeddings", "embeddings"),
        /** {@code /rerank}: Jina's and Cohere's, which vLLM and llama.cpp took over. */
        RERANK("/rerank", "rerank");

        private final String path;
        private final String operationName;

        Kind(String path, String operationName) {
            this.path = path;
            this.operationName = operationName;
        }

        /** The route behind the base address. */
        public String path() {
            return path;
        }

        /** OpenTelemetry's {@code gen_ai.operation.name}. */
        public String operationName() {
            return operationName;
        }
    }

    /** Refuses nulls. */
    public ModelCall {
        Objects.requireNonNull(kind);
        Objects.requireNonNull(body);
        Objects.requireNonNull(scope);
        Objects.requireNonNull(asker);
        Objects.requireNonNull(cancellation);
        Objects.requireNonNull(trace);
    }

    /** A call that is cancelled with its request. */
    public static ModelCall of(Kind kind, ObjectNode body, RequestScope scope, Origin asker) {
        return new ModelCall(kind, body, scope, asker, scope.cancellation().child(), CallTrace.NONE);
    }

    /** Whether the answer is wanted piece by piece. */
    public boolean streaming() {
        return (kind == Kind.CHAT || kind == Kind.COMPLETION)
                && body.path("stream").asBoolean(false);
    }

    /** Whether the caller asked for the tokens counted at the end of a stream. */
    boolean wantsUsageChunk() {
        return body.path("stream_options").path("include_usage").asBoolean(false);
    }

    ModelCall withBody(ObjectNode newBody) {
        return new ModelCall(kind, newBody, scope, asker, cancellation, trace);
    }

    ModelCall traced(CallTrace newTrace) {
        return new ModelCall(kind, body, scope, asker, cancellation, newTrace);
    }
}
