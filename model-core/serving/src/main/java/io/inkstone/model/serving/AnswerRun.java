package io.inkstone.model.serving;

import io.inkstone.protocol.ApiException;
import io.inkstone.protocol.Gbnf;
import io.inkstone.protocol.Replies;
import io.inkstone.protocol.Usage;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One request on its way through the queue and the engine: tokens counted, a place taken, answers generated one after
 * the other, each checked against its grammar while it comes. Confined to its Vert.x context.
 */
final class AnswerRun {

    private static final Logger LOG = LoggerFactory.getLogger(AnswerRun.class);

    private final Vertx vertx;
    private final Context context;
    private final ServedModel model;
    private final GenerationPlan plan;
    private final AnswerSink sink;

    private boolean over;
    private long timer = -1;
    private RequestQueue.@Nullable Ticket ticket;
    private @Nullable Choice current;
    private int promptTokens;
    private int maxTokens;
    private int cachedTokens;
    private int completionTokens;

    AnswerRun(Vertx vertx, Context context, ServedModel model, GenerationPlan plan, AnswerSink sink) {
        this.vertx = vertx;
        this.context = context;
        this.model = model;
        this.plan = plan;
        this.sink = sink;
    }

    /** Begins; from here on the sink hears of everything. */
    void start(Duration limit, int defaultAnswerTokens) {
        timer = vertx.setTimer(
                limit.toMillis(),
                id -> fail(ApiException.timeout(
                        "request_timeout", "The answer was not whole after " + limit.toSeconds() + " s.")));
        OptionalInt certain = plan.answerTokensForCertain(model, defaultAnswerTokens);
        if (certain.isPresent()) {
            enterQueue(certain.getAsInt());
            return;
        }
        whenEngineIsUp(engine -> then(
                engine.countTokens(plan.prompt()),
                count -> enterQueue(plan.answerTokens(count, model, defaultAnswerTokens))));
    }

    private void enterQueue(int answerTokens) {
        maxTokens = answerTokens;
        try {
            ticket = model.queue().enter(plan.fillsGap(), () -> context.runOnContext(turn -> startChoice(0)));
        } catch (ApiException full) {
            fail(full);
        }
    }

    /** The client has gone: leaves the queue or stops the engine, and says nothing more. */
    void abandon() {
        if (!over) {
            end();
        }
    }

    private void end() {
        over = true;
        vertx.cancelTimer(timer);
        if (current != null) {
            current.generationCancel();
        }
        if (ticket != null) {
            ticket.leave();
        }
    }

    private void fail(Throwable failure) {
        if (over) {
            return;
        }
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        end();
        if (cause instanceof ApiException known) {
            sink.onError(known);
        } else {
            LOG.error("A request to '{}' failed.", model.name(), cause);
            sink.onError(ApiException.internal("internal_error", "The request failed by a fault of ours.", cause));
        }
    }

    private void whenEngineIsUp(Consumer<Engine> next) {
        then(model.supervisor().available(), next);
    }

    /** Goes on with a result on the own context, unless the run is over by then. */
    private <T> void then(CompletionStage<T> stage, Consumer<T> next) {
        stage.whenComplete((result, failure) -> onContext(() -> {
            if (failure != null) {
                fail(failure);
            } else {
                next.accept(result);
            }
        }));
    }

    private void onContext(Runnable step) {
        context.runOnContext(turn -> {
            if (over) {
                return;
            }
            try {
                step.run();
            } catch (RuntimeException e) {
                fail(e);
            }
        });
    }

    private void startChoice(int index) {
        if (over) {
            return;
        }
        model.supervisor().workSeen();
        whenEngineIsUp(engine -> {
            Choice choice = new Choice(index);
            current = choice;
            EngineRequest request = new EngineRequest(
                    plan.prompt(),
                    maxTokens,
                    plan.request().sampling(),
                    plan.grammar(),
                    plan.cacheSalt(),
                    plan.fillsGap());
            choice.generation = engine.generate(request, choice);
        });
    }

    private void endChoice(Choice choice, String finishReason) {
        current = null;
        sink.onChoiceEnd(choice.index, finishReason);
        if (choice.index + 1 < plan.request().choices()) {
            startChoice(choice.index + 1);
        } else {
            end();
            sink.onEnd(usage(completionTokens));
        }
    }

    private Usage usage(int completion) {
        return new Usage(promptTokens, completion, Math.min(cachedTokens, promptTokens));
    }

    /** One answer. Its listener's calls come from the engine's thread and are carried over to the context. */
    private final class Choice implements GenerationListener {

        private final int index;
        private final StopStrings stops = new StopStrings(plan.stops());
        private final Gbnf.@Nullable Matcher matcher =
                plan.grammar().map(Gbnf::matcher).orElse(null);
        private @Nullable Generation generation;
        private boolean done;
        private int tokens;

        Choice(int index) {
            this.index = index;
        }

        void generationCancel() {
            done = true;
            if (generation != null) {
                generation.cancel();
            }
        }

        @Override
        public void onReading(int prompt, int cached) {
            model.supervisor().workSeen();
            onContext(() -> {
                promptTokens = prompt;
                cachedTokens = index == 0 ? cached : cachedTokens;
            });
        }

        @Override
        public void onText(String piece, int count) {
            model.supervisor().tokenSeen();
            onContext(() -> takeText(piece, count));
        }

        private void takeText(String piece, int count) {
            if (done) {
                return;
            }
            tokens += count;
            show(stops.push(piece));
            if (stops.isHit()) {
                endEarly();
            } else if (matcher != null && matcher.isComplete() && !matcher.canContinue()) {
                endEarly(); // all that could come is the end
            }
        }

        /** Shows text, unless the grammar forbids it: the engine is not trusted to have obeyed. */
        private void show(String text) {
            if (text.isEmpty()) {
                return;
            }
            if (matcher != null && !matcher.accept(text)) {
                throw nonconforming("left its grammar");
            }
            sink.onText(index, text, usage(completionTokens + tokens));
        }

        /** At a stop string, which may cut a grammar short, or at the end of a grammar. */
        private void endEarly() {
            generationCancel();
            completionTokens += tokens;
            endChoice(this, Replies.STOP);
        }

        @Override
        public void onEnd(GenerationEnd end) {
            onContext(() -> {
                if (done) {
                    return;
                }
                done = true;
                completionTokens += end.completionTokens();
                show(stops.rest());
                if (!end.atLimit() && matcher != null && !matcher.isComplete()) {
                    throw nonconforming("ended before its grammar did");
                }
                endChoice(this, end.atLimit() ? Replies.LENGTH : Replies.STOP);
            });
        }

        private ApiException nonconforming(String how) {
            return ApiException.badUpstream(
                    "nonconforming_answer", "The answer of '" + model.name() + "' " + how + "; ask again.", null);
        }

        @Override
        public void onError(ApiException error) {
            onContext(() -> {
                if (!done) {
                    fail(error);
                }
            });
        }
    }
}
