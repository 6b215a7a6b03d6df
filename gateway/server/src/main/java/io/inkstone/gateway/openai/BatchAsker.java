package io.inkstone.gateway.openai;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inkstone.gateway.files.Batch;
import io.inkstone.gateway.files.LineAsker;
import io.inkstone.gateway.files.Requester;
import io.inkstone.gateway.identity.Member;
import io.inkstone.gateway.tenancy.Directory;
import io.inkstone.orchestration.Caller;
import io.inkstone.orchestration.ModelReply;
import io.inkstone.orchestration.ModelRing;
import io.inkstone.orchestration.OperationRing;
import io.inkstone.orchestration.RequestScope;
import io.inkstone.orchestration.RequestTrace;
import io.inkstone.protocol.ApiException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks lines of batches through the endpoints that requests go through: admitted, guarded, counted and audited alike. */
public final class BatchAsker implements LineAsker {

    private static final Logger LOG = LoggerFactory.getLogger(BatchAsker.class);

    private final Vertx vertx;
    private final Map<String, Endpoint> endpoints = new LinkedHashMap<>();
    private final Directory directory;
    private final OperationRing ring;
    private final Duration timeout;
    private final RequestTrace trace;

    /**
     * @param timeout after which a line is cancelled
     * @param trace of every line
     */
    public BatchAsker(
            Vertx vertx,
            Directory directory,
            OperationRing ring,
            ModelRing models,
            Duration timeout,
            RequestTrace trace) {
        this.vertx = vertx;
        this.directory = directory;
        this.ring = ring;
        this.timeout = timeout;
        this.trace = trace;
        OpenAiRoutes.endpoints(models).forEach((path, endpoint) -> endpoints.put("/v1" + path, endpoint));
    }

    @Override
    public Set<String> endpoints() {
        return endpoints.keySet();
    }

    @Override
    public Future<Answer> ask(Batch batch, String requestId, ObjectNode body) {
        Endpoint endpoint = endpoints.get(batch.endpoint());
        Optional<Caller> caller = caller(batch);
        if (endpoint == null || caller.isEmpty()) {
            return Future.succeededFuture(
                    answer(ApiException.unauthorized("Who asked for this batch may not any more.")));
        }
        return ring.admitBatch(caller.get(), requestId, endpoint.operation())
                .compose(scope -> ask(endpoint, body, scope))
                .recover(failure -> Future.succeededFuture(answer(translated(failure, requestId))));
    }

    /** Within what the tenant may now, also where an access token that has ended since allowed more. */
    private Optional<Caller> caller(Batch batch) {
        Requester requester = batch.requester();
        return requester.byToken()
                ? directory.caller(new Member(batch.tenant(), requester.keyId(), requester.user(), requester.rights()))
                : directory.callerOf(batch.tenant(), requester.keyId());
    }

    private Future<Answer> ask(Endpoint endpoint, ObjectNode body, RequestScope scope) {
        scope.traced(trace);
        long timer =
                vertx.setTimer(timeout.toMillis(), fired -> scope.cancellation().cancel(timedOut()));
        return endpoint.ask(body, scope)
                .map(reply -> new Answer(200, ((ModelReply.Whole) reply.answer()).json(), 0))
                .recover(failure -> Future.succeededFuture(answer(translated(failure, scope.requestId()))))
                .onSuccess(answer -> {
                    vertx.cancelTimer(timer);
                    ring.leave(scope, answer.status(), outcome(answer));
                });
    }

    private static String outcome(Answer answer) {
        return answer.status() == 200
                ? "ok"
                : answer.body().path("error").path("code").asText("internal_error");
    }

    private static Answer answer(ApiException error) {
        return new Answer(error.status(), error.toJson(), error.retryAfterSeconds());
    }

    private static ApiException translated(Throwable failure, String requestId) {
        if (failure instanceof ApiException known) {
            return known;
        }
        LOG.error("Request {} failed: {}", requestId, failure.getClass().getName());
        return ApiException.internal(
                "internal_error", "The gateway failed; its log names the request " + requestId + ".", failure);
    }

    private ApiException timedOut() {
        return ApiException.timeout(
                "request_timeout", "The line took longer than " + timeout.toSeconds() + " s and was stopped.");
    }
}
