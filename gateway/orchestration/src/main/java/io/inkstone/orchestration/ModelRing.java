package io.inkstone.orchestration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inkstone.guardrails.openai.CallRails;
import io.inkstone.guardrails.openai.GuardedChunks;
import io.inkstone.protocol.ApiException;
import io.inkstone.protocol.Json;
import io.inkstone.protocol.Usage;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * The ring around every call of a model, from an operation or from an OpenAI route: rails on what goes out, and masking → budget
 * reserved → upstreams → budget settled by the tokens used, refunded on failure → unmasking, and rails on what comes back.
 * Thread-safe; a call answers on the Vert.x context that made it.
 */
public final class ModelRing {

    /** What a call may write when it sets no limit itself, and the tenant's tokens are limited. */
    private static final long DEFAULT_MAX_TOKENS = 4096;

    /** Texts from which on the rails would hold an event loop up for a millisecond or more. */
    private static final long LONG_BYTES = 32 * 1024;

    private final Dispatcher dispatcher;
    private final TokenBudget budget;
    private final Consumer<ModelObservation> observer;
    private final AtomicInteger waiting = new AtomicInteger();

    /**
     * @param dispatcher puts calls to upstreams
     * @param budget the tenants' tokens
     * @param observer told of every call when it is over, on an event loop
     */
    public ModelRing(Dispatcher dispatcher, TokenBudget budget, Consumer<ModelObservation> observer) {
        this.dispatcher = dispatcher;
        this.budget = budget;
        this.observer = observer;
    }

    /**
     * Asks a model.
     *
     * @return fails with an {@link ApiException} only
     */
    public Future<ModelReply> call(ModelCall asked) {
        waiting.incrementAndGet();
        return asked.scope()
                .upstreamTime()
                .during(dispatcher.route(asked))
                .compose(route -> callUpstream(asked, route))
                .onFailure(failure -> asked.cancellation().detach())
                .onComplete(begun -> waiting.decrementAndGet());
    }

    /** How many calls wait for their answer, or for a stream's beginning, now. */
    public int waiting() {
        return waiting.get();
    }

    private Future<ModelReply> callUpstream(ModelCall asked, Route route) {
        ModelCall named = asked.withBody(shallowCopy(asked.body()).put("model", route.model()));
        requireAllowed(named, route.model());
        return admitted(named)
                .compose(admitted -> send(asked, named.withBody(admitted.body()), route, admitted.rails()));
    }

    /** Off the event loop where it takes long. */
    private static Future<CallRails.Admitted> admitted(ModelCall call) {
        if (PromptTokens.upperBound(call.body()) < LONG_BYTES) {
            return Future.succeededFuture(admit(call));
        }
        return Objects.requireNonNull(Vertx.currentContext()).executeBlocking(() -> admit(call), false);
    }

    private static CallRails.Admitted admit(ModelCall call) {
        return CallRails.admit(call.body(), call.asker(), call.scope().rails());
    }

    private Future<ModelReply> send(ModelCall asked, ModelCall admitted, Route route, CallRails rails) {
        ModelCall call = admitted.traced(admitted.scope().trace().begin(admitted.kind(), route.model()));
        Dispatch dispatch = dispatcher.dispatch(call, route);
        TokenBudget.Reservation reservation = reserve(call);
        Settlement settlement =
                new Settlement(call, route.model(), reservation, seen -> over(call, dispatch.observed(seen)));
        return dispatch.send()
                .map(reply -> settleByUsage(reply, asked, settlement))
                .onFailure(settlement::failed)
                .map(reply -> guarded(reply, rails, call.cancellation()));
    }

    private void over(ModelCall call, ModelObservation seen) {
        call.trace().over(seen);
        observer.accept(seen);
    }

    private static void requireAllowed(ModelCall call, String model) {
        Caller caller = call.scope().caller();
        if (!caller.rights().mayAsk(model)) {
            throw ApiException.forbidden(
                    "model_not_allowed",
                    "Tenant '" + caller.tenant() + "' may not ask model '" + model + "'; it may ask: "
                            + String.join(
                                    ", ",
                                    caller.rights().models().stream().sorted().toList()) + ".");
        }
    }

    /** Sets the most aside that the call can use. Only a call that sets no limit gets one: what is left to the tenant. */
    private TokenBudget.Reservation reserve(ModelCall call) {
        Caller caller = call.scope().caller();
        if (!caller.limits().limitTokens()) {
            return budget.reserve(caller, 0);
        }
        long prompt = PromptTokens.upperBound(call.body());
        if (call.kind() == ModelCall.Kind.EMBEDDING || call.kind() == ModelCall.Kind.RERANK) {
            return budget.reserve(caller, prompt);
        }
        ObjectNode body = call.body();
        long choices = Math.max(1, counted(body, "n"));
        // An upstream may obey either of the two.
        long most = Math.max(counted(body, "max_completion_tokens"), counted(body, "max_tokens"));
        if (most == 0) {
            most = Math.max(1, Math.min(DEFAULT_MAX_TOKENS, (budget.available(caller) - prompt) / choices));
            body.put("max_tokens", most);
        }
        return budget.reserve(caller, prompt + choices * most);
    }

    /** A field that counts something; 0 when it is not there. */
    private static long counted(ObjectNode body, String field) {
        JsonNode value = body.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return 0;
        }
        if (!value.canConvertToInt() || !value.isIntegralNumber() || value.asInt() < 1) {
            throw ApiException.invalidRequest(
                    "invalid_value", field, "'" + field + "' must be a whole number of at least 1.");
        }
        return value.asInt();
    }

    private static ModelReply guarded(ModelReply reply, CallRails rails, Cancellation cancellation) {
        if (reply instanceof ModelReply.Whole whole) {
            rails.guardAnswer(whole.json());
            return whole;
        }
        GuardedChunks guarded = rails.guardChunks();
        FilteredChunks.Link link = new FilteredChunks.Link() {
            @Override
            public Optional<ObjectNode> chunk(ObjectNode chunk) {
                return Optional.of(guarded.chunk(chunk));
            }

            @Override
            public Optional<ObjectNode> end() {
                return guarded.end();
            }

            @Override
            public Optional<ApiException> stopped() {
                return guarded.stopped();
            }
        };
        ModelReply.Chunks chunks = (ModelReply.Chunks) reply;
        return chunks.over(new FilteredChunks(chunks.stream(), link, cancellation));
    }

    private static ModelReply settleByUsage(ModelReply reply, ModelCall asked, Settlement settlement) {
        if (reply instanceof ModelReply.Whole whole) {
            settlement.settled(Usage.fromJson(whole.json().path("usage")));
            return whole;
        }
        boolean wanted = asked.wantsUsageChunk();
        ModelReply.Chunks chunks = (ModelReply.Chunks) reply;
        FilteredChunks.Link counting = new FilteredChunks.Link() {
            @Override
            public Optional<ObjectNode> chunk(ObjectNode chunk) {
                return countUsage(chunk, wanted, settlement);
            }

            @Override
            public void over(Optional<Throwable> cause) {
                settlement.streamOver(cause);
            }
        };
        return chunks.over(new FilteredChunks(chunks.stream(), counting, asked.cancellation()));
    }

    /** Notes the usage that the gateway asks for in every stream, and hides it from a caller who did not ask. */
    private static Optional<ObjectNode> countUsage(ObjectNode chunk, boolean wanted, Settlement settlement) {
        settlement.chunk(chunk);
        if (wanted) {
            return Optional.of(chunk);
        }
        boolean usageAlone =
                chunk.path("usage").isObject() && chunk.path("choices").isEmpty();
        chunk.remove("usage");
        return usageAlone ? Optional.empty() : Optional.of(chunk);
    }

    private static ObjectNode shallowCopy(ObjectNode body) {
        ObjectNode copy = Json.MAPPER.createObjectNode();
        copy.setAll(body);
        return copy;
    }
}
