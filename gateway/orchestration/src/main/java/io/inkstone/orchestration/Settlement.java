package io.inkstone.orchestration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inkstone.protocol.ApiException;
import io.inkstone.protocol.Usage;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The end of one call: its tokens counted, its reservation closed, its observation told, once. An upstream that tells no usage
 * costs the most that its answer can have; a failure of the upstream costs nothing; a caller who leaves, or whose time is over,
 * pays what came of a stream, and for a whole answer what was set aside, since nobody can know what was generated. In the
 * minute a stream that broke counts with all that was set aside. Lives on one context.
 */
final class Settlement {

    /** Where in an answer its words are. */
    private static final List<String> ANSWER_FIELDS = List.of(
            "message",
            "delta",
            "text",
            "content",
            "refusal",
            "reasoning",
            "reasoning_content",
            "tool_calls",
            "function_call",
            "function",
            "name",
            "arguments");

    private final ModelCall call;
    private final TokenDemand demand;
    private final Quotas.Reservation reservation;
    private final ModelRules rules;
    private final Consumer<ModelObservation> observer;
    private final long startedNanos = System.nanoTime();
    private final @Nullable Context context = Vertx.currentContext();
    private Cancellation.@Nullable Registration whenCancelled;
    private @Nullable Duration timeToFirstChunk;
    private @Nullable Usage usage;
    private long written;
    private boolean closed;

    Settlement(
            ModelCall call,
            TokenDemand demand,
            Quotas.Reservation reservation,
            ModelRules rules,
            Consumer<ModelObservation> observer) {
        this.call = call;
        this.demand = demand;
        this.reservation = reservation;
        this.rules = rules;
        this.observer = observer;
    }

    /** The whole answer came; completes when it is counted. */
    Future<Void> answered(ObjectNode answer) {
        Usage told = told(answer);
        if (told != null) {
            return close(told, Optional.empty());
        }
        for (JsonNode choice : answer.path("choices")) {
            written += 1 + textTokens(choice);
        }
        return close(atMost(), Optional.empty());
    }

    /** The call failed before it answered anything. */
    void failed(Throwable cause) {
        Usage used = call.cancellation().isCancelled() ? allSetAside() : Usage.NONE;
        close(used, Optional.of(codeOf(cause)));
    }

    /** A stream begins: who leaves it pays at once, even while nobody reads it. */
    void streaming() {
        Runnable left = () -> streamOver(call.cancellation().reason().map(reason -> (Throwable) reason));
        whenCancelled = call.cancellation().onCancel(() -> {
            Context own = context;
            if (own == null || own == Vertx.currentContext()) {
                left.run();
            } else {
                own.runOnContext(ignored -> left.run());
            }
        });
    }

    /** A part of a stream came. */
    void chunk(ObjectNode chunk) {
        if (timeToFirstChunk == null) {
            timeToFirstChunk = sinceStart();
        }
        Usage told = told(chunk);
        if (told != null) {
            usage = told;
        }
        for (JsonNode choice : chunk.path("choices")) {
            written += Math.max(1, textTokens(choice));
        }
    }

    /** A stream ended, or broke. */
    void streamOver(Optional<Throwable> cause) {
        Usage told = usage;
        boolean nothingCame =
                written == 0 && cause.isPresent() && !call.cancellation().isCancelled();
        Usage used = told != null ? told : nothingCame ? Usage.NONE : atMost();
        // What was under way when it broke nobody has seen: a limit for a minute is kept even so.
        boolean partSeen = cause.isPresent() && !nothingCame;
        close(used, cause.map(Settlement::codeOf), partSeen ? reservation.tokens() : 0);
    }

    private Future<Void> close(Usage used, Optional<String> error) {
        return close(used, error, 0);
    }

    /**
     * @param inMinute counts there if it is more than was used
     */
    private Future<Void> close(Usage used, Optional<String> error, long inMinute) {
        if (closed) {
            return Future.succeededFuture();
        }
        closed = true;
        if (whenCancelled != null) {
            whenCancelled.remove();
        }
        RequestScope scope = call.scope();
        long tokens = (long) used.promptTokens() + used.completionTokens();
        Future<Standing> settled = reservation.settle(tokens, Math.max(tokens, inMinute));
        scope.count(call.body().path("model").asText(), used);
        call.cancellation().detach();
        observer.accept(new ModelObservation(
                call.kind(),
                call.body().path("model").asText(),
                used,
                sinceStart(),
                Optional.ofNullable(timeToFirstChunk),
                error));
        scope.callEnded();
        return settled.map(standing -> {
            scope.stands(standing);
            return null;
        });
    }

    /** What the upstream counted; null when it did not. */
    private @Nullable Usage told(ObjectNode json) {
        if (!json.path("usage").path("prompt_tokens").isNumber()) {
            return null;
        }
        Usage told = Usage.fromJson(json.path("usage"));
        if (told.promptTokens() > demand.prompt()) {
            rules.learn(
                    call.body().path("model").asText(),
                    demand.templateTokens() + told.promptTokens() - demand.prompt());
        }
        return told;
    }

    /** The most that can have been used for what came. */
    private Usage atMost() {
        long prompt = demand.limited() ? Math.min(demand.prompt(), reservation.tokens()) : demand.prompt();
        long answer = demand.limited() ? Math.min(written, reservation.tokens() - prompt) : written;
        return usage(prompt, answer);
    }

    private Usage allSetAside() {
        return demand.limited() ? usage(demand.prompt(), reservation.tokens() - demand.prompt()) : atMost();
    }

    private static Usage usage(long prompt, long completion) {
        return new Usage((int) Math.min(Integer.MAX_VALUE, prompt), (int) Math.min(Integer.MAX_VALUE, completion), 0);
    }

    /** The most tokens of the words of an answer, wherever in it they are. */
    private static long textTokens(JsonNode node) {
        if (node.isTextual()) {
            return TextTokens.mostOf(node.textValue());
        }
        long tokens = 0;
        for (String field : ANSWER_FIELDS) {
            if (node.has(field)) {
                tokens += textTokens(node.path(field));
            }
        }
        if (node.isArray()) {
            for (JsonNode item : node) {
                tokens += textTokens(item);
            }
        }
        return tokens;
    }

    private Duration sinceStart() {
        return Duration.ofNanos(System.nanoTime() - startedNanos);
    }

    private static String codeOf(Throwable cause) {
        return cause instanceof ApiException known ? known.code() : "internal_error";
    }
}
