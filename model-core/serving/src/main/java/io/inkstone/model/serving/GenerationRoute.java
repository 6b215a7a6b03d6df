package io.inkstone.model.serving;

import io.inkstone.protocol.ChatRequest;
import io.inkstone.protocol.GenerationRequest;
import io.inkstone.protocol.Replies;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.util.concurrent.Callable;

/** Chats and completions. */
final class GenerationRoute {

    private final Vertx vertx;
    private final ServedModels models;
    private final Duration limit;
    private final int defaultAnswerTokens;

    GenerationRoute(Vertx vertx, ServedModels models, ModelCoreConfig config) {
        this.vertx = vertx;
        this.models = models;
        this.limit = Duration.ofSeconds(config.requestTimeoutSeconds());
        this.defaultAnswerTokens = config.defaultAnswerTokens();
    }

    private record Checked(ServedModel model, GenerationPlan plan) {}

    /** Parses and checks on a worker, as a large body or grammar takes its time; then generates. */
    Future<Void> answer(HttpServerRequest http, Callable<? extends GenerationRequest> parse) {
        Context context = vertx.getOrCreateContext();
        Future<Checked> checked = context.executeBlocking(
                () -> {
                    GenerationRequest request = parse.call();
                    ServedModel model = models.languageModel(request.model());
                    return new Checked(model, GenerationPlan.of(request, model));
                },
                false);
        return checked.map(ready -> {
            run(http.response(), context, ready);
            return null;
        });
    }

    private void run(HttpServerResponse response, Context context, Checked checked) {
        if (response.closed()) {
            return;
        }
        GenerationRequest request = checked.plan().request();
        AnswerSink sink = sink(response, request);
        AnswerRun run = new AnswerRun(vertx, context, checked.model(), checked.plan(), sink);
        // Also called after a whole answer, when it does nothing.
        response.closeHandler(closed -> run.abandon());
        run.start(limit, defaultAnswerTokens);
    }

    private AnswerSink sink(HttpServerResponse response, GenerationRequest request) {
        ReplyShape shape = request instanceof ChatRequest
                ? new ReplyShape.Chat(Replies.Head.chat(request.model()))
                : new ReplyShape.Completion(Replies.Head.completion(request.model()));
        return request.stream()
                ? new StreamedAnswer(vertx, response, shape, request)
                : new WholeAnswer(response, shape);
    }
}
