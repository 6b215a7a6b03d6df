package io.inkstone.orchestration;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inkstone.protocol.ApiException;
import io.inkstone.protocol.Json;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One asking of one upstream, within the times that it may take. Its outcome goes to the upstream's breaker and to the
 * observer once, when the whole answer is over. Lives on one context; a cancellation may end it from another thread.
 */
final class Attempt {

    private final Target target;
    private final AttemptObservation.Reason reason;
    private final UpstreamBreaker.Permit permit;
    private final ModelCall call;
    private final Cancellation cancellation;
    private final Vertx vertx;
    private final Consumer<AttemptObservation> observer;
    private final long startedNanos = System.nanoTime();
    private volatile boolean over;
    private long wholeTimer;
    private @Nullable Long chunkTimer;

    /** To whom, why, and with whose leave. */
    record Order(Target target, AttemptObservation.Reason reason, UpstreamBreaker.Permit permit) {}

    /**
     * @param call the call that the attempt is for; what cancels it cancels the attempt
     */
    Attempt(Order order, ModelCall call, Vertx vertx, Consumer<AttemptObservation> observer) {
        this.target = order.target();
        this.reason = order.reason();
        this.permit = order.permit();
        this.call = call;
        this.vertx = vertx;
        this.observer = observer;
        this.cancellation = call.cancellation().child();
    }

    Target target() {
        return target;
    }

    /** Succeeds with a whole answer, or with a stream whose first chunk has come; fails with an {@link ApiException}. */
    Future<ModelReply> start() {
        UpstreamTimeouts timeouts = target.upstream().timeouts();
        call.trace().asked(target.upstream(), reason);
        wholeTimer = after(timeouts.whole(), () -> timedOut("did not complete its answer within ", timeouts.whole()));
        if (call.streaming()) {
            chunkTimer = after(timeouts.firstChunk(), () -> timedOut("sent nothing for ", timeouts.firstChunk()));
        }
        return target.upstream()
                .send(new ModelCall(call.kind(), body(), call.scope(), call.asker(), cancellation, call.trace()))
                .compose(this::begun)
                .onFailure(this::end);
    }

    /** Ends it down to the upstream, since another was faster. */
    void supersede() {
        cancellation.cancel(ApiException.unavailable("superseded", "Another upstream was faster.", 1));
    }

    private ObjectNode body() {
        if (call.body().path("model").asText().equals(target.model())) {
            return call.body();
        }
        ObjectNode copy = Json.MAPPER.createObjectNode();
        copy.setAll(call.body());
        return copy.put("model", target.model());
    }

    private Future<ModelReply> begun(ModelReply reply) {
        if (reply instanceof ModelReply.Chunks chunks) {
            PeekedChunks peeked = new PeekedChunks(
                    chunks.stream(), cause -> cause.ifPresentOrElse(this::end, () -> ended(Optional.empty())));
            return call.scope().upstreamTime().during(peeked.begin()).map(begun -> {
                permit.begun();
                cancelChunkTimer();
                if (!over) {
                    watch(begun, target.upstream().timeouts().idle());
                }
                return chunks.over(begun);
            });
        }
        ended(Optional.empty());
        return Future.succeededFuture(reply);
    }

    /** Looks again when the silence could have lasted too long; a chunk costs no timer of its own. */
    private void watch(PeekedChunks chunks, Duration idle) {
        long leftMillis = idle.toMillis() - TimeUnit.NANOSECONDS.toMillis(chunks.silentNanos());
        if (leftMillis <= 0) {
            timedOut("sent nothing more for ", idle);
            return;
        }
        chunkTimer = after(Duration.ofMillis(leftMillis), () -> watch(chunks, idle));
    }

    private void timedOut(String how, Duration time) {
        cancellation.cancel(ApiException.timeout(
                "upstream_timeout", "Upstream '" + target.upstream().name() + "' " + how + time.toMillis() + " ms."));
    }

    private void end(Throwable cause) {
        ended(Optional.of(new UpstreamErrors(target.upstream().name()).translate(cause)));
    }

    private void ended(Optional<ApiException> error) {
        if (over) {
            return;
        }
        over = true;
        vertx.cancelTimer(wholeTimer);
        cancelChunkTimer();
        cancellation.detach();
        error.ifPresentOrElse(this::tellBreaker, permit::succeeded);
        AttemptObservation seen = new AttemptObservation(
                call.kind(),
                target.upstream().name(),
                reason,
                Duration.ofNanos(System.nanoTime() - startedNanos),
                error.map(ApiException::code));
        if (error.isPresent()) {
            call.trace().failed(seen);
        }
        observer.accept(seen);
    }

    private void tellBreaker(ApiException error) {
        boolean byUs = call.cancellation().isCancelled()
                || error.code().equals("superseded")
                || error.code().equals("upstream_busy");
        if (byUs) {
            permit.abandoned();
        } else if (error.status() >= 500 && !error.code().equals(UpstreamErrors.LACKS_ROUTE)) {
            permit.failed(error);
        } else {
            // Refusing a request, having no such route, or too much to do, is a sign of an upstream at work.
            permit.succeeded();
        }
    }

    private long after(Duration time, Runnable action) {
        return vertx.setTimer(time.toMillis(), fired -> {
            if (!over) {
                action.run();
            }
        });
    }

    private void cancelChunkTimer() {
        Long timer = chunkTimer;
        if (timer != null) {
            vertx.cancelTimer(timer);
        }
    }
}
