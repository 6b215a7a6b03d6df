package io.inkstone.model.serving;

import io.inkstone.protocol.ApiException;
import io.inkstone.protocol.EmbeddingRequest;
import io.inkstone.protocol.Json;
import io.inkstone.protocol.Replies;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Embeddings. */
final class EmbeddingRoute {

    private final Vertx vertx;
    private final ServedModels models;
    private final Duration limit;

    EmbeddingRoute(Vertx vertx, ServedModels models, ModelCoreConfig config) {
        this.vertx = vertx;
        this.models = models;
        this.limit = Duration.ofSeconds(config.requestTimeoutSeconds());
    }

    private record Checked(EmbeddingService service, EmbeddingRequest request) {}

    Future<Void> answer(HttpServerRequest http, byte[] body) {
        Context context = vertx.getOrCreateContext();
        Future<Checked> checked = context.executeBlocking(
                () -> {
                    EmbeddingRequest request = EmbeddingRequest.parse(Json.parseObject(body));
                    EmbeddingService service = models.embeddingModel(request.model());
                    service.check(request);
                    return new Checked(service, request);
                },
                false);
        return checked.compose(ready -> new Run(http.response(), context, ready).start());
    }

    /** One request on its way through the queue and the engine. Confined to its context. */
    private final class Run {

        private final HttpServerResponse response;
        private final Context context;
        private final EmbeddingService service;
        private final EmbeddingRequest request;
        private final Promise<Void> done = Promise.promise();
        private RequestQueue.@Nullable Ticket ticket;
        private EmbeddingEngine.@Nullable Job job;
        private long timer;

        Run(HttpServerResponse response, Context context, Checked checked) {
            this.response = response;
            this.context = context;
            this.service = checked.service();
            this.request = checked.request();
        }

        Future<Void> start() {
            timer = vertx.setTimer(
                    limit.toMillis(),
                    id -> end(ApiException.timeout(
                            "request_timeout", "The vectors were not there after " + limit.toSeconds() + " s.")));
            response.closeHandler(closed -> end(null));
            then(
                    service.available(),
                    up -> ticket = service.queue().enter(false, () -> context.runOnContext(turn -> embed())));
            return done.future();
        }

        private void embed() {
            if (done.future().isComplete()) {
                return;
            }
            try {
                job = service.engine().embed(request.inputs());
            } catch (ApiException e) {
                end(e);
                return;
            }
            then(job.result(), result -> {
                HttpReplies.json(
                        response,
                        200,
                        Replies.embeddings(request.model(), result.vectors(), request.base64(), result.tokens()));
                end(null);
            });
        }

        private <T> void then(CompletionStage<T> stage, Consumer<T> next) {
            stage.whenComplete((result, failure) -> context.runOnContext(turn -> {
                if (done.future().isComplete()) {
                    return;
                }
                if (failure != null) {
                    end(
                            failure instanceof CompletionException && failure.getCause() != null
                                    ? failure.getCause()
                                    : failure);
                    return;
                }
                try {
                    next.accept(result);
                } catch (RuntimeException e) {
                    end(e);
                }
            }));
        }

        private void end(@Nullable Throwable failure) {
            if (done.future().isComplete()) {
                return;
            }
            vertx.cancelTimer(timer);
            if (job != null) {
                job.cancel();
            }
            if (ticket != null) {
                ticket.leave();
            }
            if (failure == null) {
                done.complete();
            } else {
                done.fail(failure);
            }
        }
    }
}
