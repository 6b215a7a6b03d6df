package io.inkstone.gateway.console;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inkstone.gateway.state.Tenant;
import io.inkstone.guardrails.Origin;
import io.inkstone.orchestration.Caller;
import io.inkstone.orchestration.Limits;
import io.inkstone.orchestration.ModelCall;
import io.inkstone.orchestration.ModelObservation;
import io.inkstone.orchestration.ModelRing;
import io.inkstone.orchestration.OperationRing;
import io.inkstone.orchestration.RequestScope;
import io.inkstone.orchestration.Rights;
import io.inkstone.orchestration.Upstream;
import io.inkstone.protocol.ApiException;
import io.inkstone.protocol.Json;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Proves that a token can be generated: by the tokens that were generated for callers in the last seconds, else by asking
 * for one. However often it is asked, at most one proof is under way. Thread-safe.
 */
public final class Readiness {

    private static final long FRESH_NANOS = TimeUnit.SECONDS.toNanos(5);

    private static final Caller SYSTEM = Caller.of(Tenant.SYSTEM, "health", Rights.ALL, Limits.UNLIMITED);

    private final Duration timeout;
    private final List<Upstream> own;
    private final BooleanSupplier blind;
    private final AtomicReference<@Nullable Future<Optional<ApiException>>> proving = new AtomicReference<>();
    private volatile long provenNanos = System.nanoTime() - 2 * FRESH_NANOS;
    private volatile long failedNanos = System.nanoTime() - 2 * FRESH_NANOS;
    private volatile @Nullable ApiException lastFailure;

    /**
     * @param timeout how long a proof may take
     * @param own model servers that know by themselves whether a token can be generated, and find it out without a loss of what they
     *     have read of prompts
     * @param blind whether the state does not answer
     */
    public Readiness(Duration timeout, List<Upstream> own, BooleanSupplier blind) {
        this.timeout = timeout;
        this.own = own;
        this.blind = blind;
    }

    /** Takes a call that a caller made as a proof. */
    public void observe(ModelObservation seen) {
        if (seen.error().isEmpty() && seen.usage().completionTokens() > 0) {
            provenNanos = System.nanoTime();
        }
    }

    /** Why no token can be generated; empty when one can. */
    Future<Optional<ApiException>> check(ModelRing models, OperationRing ring) {
        if (blind.getAsBoolean()) {
            return Future.succeededFuture(Optional.of(ApiException.unavailable(
                    "state_unavailable", "The database that holds tenants and keys does not answer.", 1)));
        }
        long now = System.nanoTime();
        if (now - provenNanos < FRESH_NANOS) {
            return Future.succeededFuture(Optional.empty());
        }
        ApiException failure = lastFailure;
        if (failure != null && now - failedNanos < FRESH_NANOS / 5) {
            return Future.succeededFuture(Optional.of(failure));
        }
        Promise<Optional<ApiException>> promise = Promise.promise();
        Future<Optional<ApiException>> running = proving.compareAndExchange(null, promise.future());
        if (running != null) {
            return running;
        }
        ownReady()
                .map(ready -> Optional.<ApiException>empty())
                .recover(notReady -> prove(models, ring))
                .onComplete(done -> {
                    proving.set(null);
                    promise.complete(done.result());
                });
        return promise.future();
    }

    private Future<Void> ownReady() {
        if (own.isEmpty()) {
            return Future.failedFuture("there is none");
        }
        List<Future<Void>> answers = own.stream()
                .map(upstream -> upstream.ready().timeout(timeout.toMillis(), TimeUnit.MILLISECONDS))
                .toList();
        return Future.any(answers)
                .onSuccess(ready -> provenNanos = System.nanoTime())
                .mapEmpty();
    }

    private Future<Optional<ApiException>> prove(ModelRing models, OperationRing ring) {
        return ring.admit(SYSTEM, "health-" + UUID.randomUUID(), "health.ready", Set.of())
                .compose(scope -> prove(models, ring, scope));
    }

    private Future<Optional<ApiException>> prove(ModelRing models, OperationRing ring, RequestScope scope) {
        ObjectNode body = Json.MAPPER.createObjectNode().put("model", "default").put("max_tokens", 1);
        body.putArray("messages").addObject().put("role", "user").put("content", "Hi");
        return models.call(ModelCall.of(ModelCall.Kind.CHAT, body, scope, Origin.SYSTEM))
                .timeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
                .map(reply -> {
                    provenNanos = System.nanoTime();
                    return Optional.<ApiException>empty();
                })
                .otherwise(cause -> failed(scope, cause))
                .andThen(done -> ring.leave(scope, 200, "ok"));
    }

    private Optional<ApiException> failed(RequestScope scope, Throwable cause) {
        ApiException reason = cause instanceof ApiException known
                ? known
                : ApiException.timeout(
                        "model_timeout", "The model gave no token within " + timeout.toSeconds() + " s.");
        scope.cancellation().cancel(reason);
        if (reason.status() == 429) {
            // A full queue is a sign of an engine at work.
            return Optional.empty();
        }
        failedNanos = System.nanoTime();
        lastFailure = reason;
        return Optional.of(reason);
    }
}
