package io.inkstone.orchestration;

import io.inkstone.connector.ConnectorException;
import io.inkstone.connector.LiveFunction;
import io.inkstone.connector.Models;
import io.inkstone.connector.OperationFunction;
import io.inkstone.guardrails.Origin;
import io.inkstone.guardrails.Passage;
import io.inkstone.guardrails.openai.RequestRails;
import io.inkstone.protocol.ApiException;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.Iterator;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The ring around every request. It reads from top to bottom: {@link #admit} (tenant → request limit), {@link #run} (rails on the
 * input → the operation → rails on the result, on a worker; an OpenAI route enters the {@link ModelRing} instead),
 * {@link #leave} (audit record). Thread-safe.
 */
public final class OperationRing {

    private final Clock clock;
    private final Workers workers;
    private final Workers liveWorkers;
    private final ModelRing models;
    private final TenantRails.Directory rails;
    private final Audit audit;

    /**
     * @param workers run what is asked once and answers once
     * @param liveWorkers run what stays connected, so that the former always find a free worker
     * @param models the ring that the operations' models are bound to
     * @param rails the tenants' guardrails
     * @param audit takes a record of every request that was admitted
     */
    public OperationRing(
            Clock clock,
            Workers workers,
            Workers liveWorkers,
            ModelRing models,
            TenantRails.Directory rails,
            Audit audit) {
        this.clock = clock;
        this.workers = workers;
        this.liveWorkers = liveWorkers;
        this.models = models;
        this.rails = rails;
        this.audit = audit;
    }

    /**
     * Lets a request in for which somebody waits; every scope that this gives has to {@link #leave}.
     *
     * @param confirmed the rails whose question the caller has answered with yes
     * @return completes at once where counting needs no other server; fails with 403 when the caller may not use the operation,
     *     429 when one of its accounts has no room, 503 when that cannot be found out
     */
    public Future<RequestScope> admit(Caller caller, String requestId, String operation, Set<String> confirmed) {
        return enter(caller, requestId, operation, confirmed, Priority.INTERACTIVE);
    }

    /**
     * Lets a request of a batch in when interactive ones leave room for it, and waits until then. It holds no room of its tenant
     * while it waits.
     *
     * @return as {@link #admit}; 503 {@code batches_waiting} when too many wait already
     */
    public Future<RequestScope> admitBatch(Caller caller, String requestId, String operation) {
        BatchGate gate = models.batches();
        return gate.pass()
                .compose(passed -> enter(caller, requestId, operation, Set.of(), Priority.BATCH)
                        .onFailure(refused -> gate.left()));
    }

    private Future<RequestScope> enter(
            Caller caller, String requestId, String operation, Set<String> confirmed, Priority priority) {
        if (!caller.rights().mayUse(operation)) {
            return Future.failedFuture(notAllowed(caller, operation));
        }
        return models.quotas().enter(caller.accounts()).map(entry -> {
            try {
                TenantRails tenant = rails.of(caller.tenant());
                RequestRails own = new RequestRails(tenant.policy().guard(operation), tenant.maskKey(), confirmed);
                return new RequestScope(
                        requestId,
                        caller,
                        operation,
                        priority,
                        new RequestScope.Admission(clock.instant(), own, entry, models.batches(), audit));
            } catch (RuntimeException | Error e) {
                entry.leave(false);
                throw e;
            }
        });
    }

    /** What the caller has left; for the answer to a request that was not let in. */
    public Future<Standing> standing(Caller caller) {
        return models.quotas().standing(caller.accounts());
    }

    /**
     * Runs an operation that is asked once and answers once.
     *
     * @return completes on the context that called; fails with an {@link ApiException} only
     */
    public <I extends Record, O extends Record> Future<O> run(
            OperationCall call, OperationFunction<I, O> function, I input) {
        RingContext context = new RingContext(call, modelsFor(call));
        RequestRails own = call.scope().rails();
        return workers.submit(
                        call.scope().cancellation(), () -> passed(own, function.run(admitted(own, input), context)))
                .recover(failure -> Future.failedFuture(translate(failure, call.scope())));
    }

    /**
     * Runs an operation that takes and emits records while its caller stays connected.
     *
     * @return completes when the operation ends; fails with an {@link ApiException} only
     */
    public <I extends Record, O extends Record> Future<Void> runLive(
            OperationCall call, LiveFunction<I, O> function, Iterator<I> inputs, Consumer<O> emit) {
        RingContext context = new RingContext(call, modelsFor(call));
        return liveWorkers
                .<Void>submit(call.scope().cancellation(), () -> {
                    RequestRails own = call.scope().rails();
                    function.run(
                            new AdmittedInputs<>(inputs, input -> admitted(own, input)),
                            output -> emit.accept(passed(own, output)),
                            context);
                    return null;
                })
                .recover(failure -> Future.failedFuture(translate(failure, call.scope())));
    }

    /**
     * Makes room for the caller's next request; to be called right before the last byte of the answer goes out, since the
     * caller may send it as soon as it has that. {@link #leave} does it too.
     */
    public void release(RequestScope scope, String outcome) {
        scope.release(outcome);
    }

    /** Ends a request, and writes its audit record when its calls of models are counted; without effect the second time. */
    public void leave(RequestScope scope, int status, String outcome) {
        scope.leave(status, outcome);
    }

    private static ApiException notAllowed(Caller caller, String operation) {
        return ApiException.forbidden(
                "operation_not_allowed",
                "Tenant '" + caller.tenant() + "' may not use '" + operation + "' with key " + caller.keyId()
                        + "; it may use: "
                        + String.join(
                                ", ",
                                caller.rights().operations().stream().sorted().toList()) + ".");
    }

    private static <I> I admitted(RequestRails rails, I input) {
        return RecordTexts.changed(input, text -> rails.in(Passage.of(Origin.USER, text)));
    }

    /** What an operation gives; what models wrote of it has met the rails with its sources before, so none are given here. */
    static <O> O passed(RequestRails rails, O output) {
        return RecordTexts.changed(output, text -> rails.out(Passage.of(Origin.MODEL, text)));
    }

    /** The records of a live connection as the operation sees them. */
    private record AdmittedInputs<I>(Iterator<I> inputs, UnaryOperator<I> rails) implements Iterator<I> {
        @Override
        public boolean hasNext() {
            return inputs.hasNext();
        }

        @Override
        public I next() {
            return rails.apply(inputs.next());
        }
    }

    private Models modelsFor(OperationCall call) {
        Context eventLoop = Vertx.currentContext();
        if (eventLoop == null) {
            throw new IllegalStateException("an operation has to be started on a Vert.x context");
        }
        return new RingModels(models, call.scope(), eventLoop);
    }

    /** What an operation threw, as the caller is told it. A library in between may have wrapped it. */
    private static ApiException translate(Throwable failure, RequestScope scope) {
        @Nullable Throwable cause = failure;
        for (int depth = 0; cause != null && depth < 8; depth++, cause = cause.getCause()) {
            if (cause instanceof ApiException known) {
                return known;
            }
            if (cause instanceof ConnectorException refused) {
                return refused.getCause() instanceof ApiException known ? known : toApiError(refused);
            }
            if (cause instanceof InterruptedException || cause instanceof CancellationException) {
                return scope.cancellation().reason().orElseGet(Cancellation::clientGone);
            }
        }
        return ApiException.internal(
                "operation_failed",
                "The operation '" + scope.operation() + "' failed; the system's log names the cause under request "
                        + scope.requestId() + ".",
                failure);
    }

    /** What a connector says, as its caller is told it. */
    public static ApiException toApiError(ConnectorException e) {
        String message = String.valueOf(e.getMessage());
        return switch (e.category()) {
            case INVALID_INPUT -> ApiException.invalidRequest(e.code(), null, message);
            case REFUSED -> ApiException.refused(e.code(), message, e.choices());
            case TOO_LARGE -> ApiException.badRequest(413, e.code(), message);
            case UNAVAILABLE -> ApiException.unavailable(e.code(), message, 1);
            case INTERNAL -> ApiException.internal(e.code(), message, e);
        };
    }
}
