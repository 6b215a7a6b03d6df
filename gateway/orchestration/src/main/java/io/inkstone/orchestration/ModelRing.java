package io.inkstone.orchestration;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inkstone.guardrails.openai.CallRails;
import io.inkstone.guardrails.openai.GuardedChunks;
import io.inkstone.protocol.ApiException;
import io.inkstone.protocol.Json;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The ring around every call of a model, from an operation or from an OpenAI route: rails on what goes out, and masking → budget
 * reserved → upstreams → budget settled by the tokens used, refunded on failure → unmasking, and rails on what comes back.
 * Thread-safe; a call answers on the Vert.x context that made it.
 */
public final class ModelRing {

    /** Texts from which on the rails would hold an event loop up for a millisecond or more. */
    private static final long LONG_CHARACTERS = 16 * 1024;

    private final Dispatcher dispatcher;
    private final Quotas quotas;
    private final ModelRules rules;
    private final Consumer<ModelObservation> observer;

    /**
     * @param dispatcher puts calls to upstreams
     * @param quotas the accounts' tokens, and their requests for the {@link OperationRing}
     * @param rules what holds for calls of models beside that
     * @param observer told of every call when it is over, on an event loop
     */
    public ModelRing(Dispatcher dispatcher, Quotas quotas, ModelRules rules, Consumer<ModelObservation> observer) {
        this.dispatcher = dispatcher;
        this.quotas = quotas;
        this.rules = rules;
        this.observer = observer;
        TextTokens.prepare();
    }

    Quotas quotas() {
        return quotas;
    }

    BatchGate batches() {
        return rules.batches();
    }

    /**
     * Asks a model.
     *
     * @return fails with an {@link ApiException} only
     */
    public Future<ModelReply> call(ModelCall asked) {
        return asked.scope()
                .upstreamTime()
                .during(dispatcher.route(asked))
                .compose(route -> callUpstream(asked, route))
                .onFailure(failure -> asked.cancellation().detach());
    }

    private Future<ModelReply> callUpstream(ModelCall asked, Route route) {
        ModelCall named = asked.withBody(shallowCopy(asked.body()).put("model", route.model()));
        requireAllowed(named, route.model());
        return admitted(named)
                .compose(admitted -> send(asked, named.withBody(admitted.body()), route, admitted.rails()));
    }

    /** Off the event loop where it takes long. */
    private static Future<CallRails.Admitted> admitted(ModelCall call) {
        if (PromptTokens.characters(call.body()) < LONG_CHARACTERS) {
            return Future.succeededFuture(admit(call));
        }
        return Objects.requireNonNull(Vertx.currentContext()).executeBlocking(() -> admit(call), false);
    }

    private static CallRails.Admitted admit(ModelCall call) {
        return CallRails.admit(call.body(), call.asker(), call.scope().rails());
    }

    private Future<ModelReply> send(ModelCall asked, ModelCall call, Route route, CallRails rails) {
        RequestScope scope = call.scope();
        TokenDemand demand = TokenDemand.of(call, rules.of(route));
        return quotas.reserve(scope.caller().accounts(), demand.least(), demand.mostInAll())
                .recover(failure -> refused(scope, failure))
                .compose(reservation -> {
                    Optional<ApiException> left = call.cancellation().reason();
                    if (left.isPresent()) {
                        return reservation.settle(0).compose(nothingSent -> Future.failedFuture(left.get()));
                    }
                    scope.stands(reservation.standing());
                    scope.callBegan();
                    demand.write(call.body(), reservation.tokens());
                    ModelCall traced = call.traced(scope.trace().begin(call.kind(), route.model()));
                    Dispatch dispatch = dispatcher.dispatch(traced, route);
                    Settlement settlement = new Settlement(
                            traced, demand, reservation, rules, seen -> over(traced, dispatch.observed(seen)));
                    return dispatch.send()
                            .onFailure(settlement::failed)
                            .compose(reply -> settleByUsage(reply, asked, settlement));
                })
                .map(reply -> guarded(reply, rails, call.cancellation()));
    }

    /** The answer says what the caller has left. */
    private Future<Quotas.Reservation> refused(RequestScope scope, Throwable failure) {
        scope.refused(failure);
        if (failure instanceof ApiException known && known.status() == 429) {
            return quotas.standing(scope.caller().accounts()).transform(standing -> {
                if (standing.succeeded()) {
                    scope.stands(standing.result());
                }
                return Future.failedFuture(failure);
            });
        }
        return Future.failedFuture(failure);
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

    private static Future<ModelReply> settleByUsage(ModelReply reply, ModelCall asked, Settlement settlement) {
        if (reply instanceof ModelReply.Whole whole) {
            return settlement.answered(whole.json()).map(counted -> whole);
        }
        settlement.streaming();
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
        return Future.succeededFuture(chunks.over(new FilteredChunks(chunks.stream(), counting, asked.cancellation())));
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
