package io.inkstone.orchestration;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inkstone.guardrails.Origin;
import io.inkstone.guardrails.Policy;
import io.inkstone.guardrails.openai.RequestRails;
import io.inkstone.orchestration.quota.InProcessQuotas;
import io.inkstone.orchestration.quota.UsageJournal;
import io.inkstone.protocol.ApiException;
import io.inkstone.protocol.Json;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Upstreams, and a ring in front of them, for a test to set up and to ask. */
final class Dispatching implements AutoCloseable {

    static final UpstreamTimeouts PATIENT = new UpstreamTimeouts(
            Duration.ofSeconds(3), Duration.ofSeconds(20), Duration.ofSeconds(20), Duration.ofSeconds(20));
    static final BreakerOptions NEVER_OPENS = new BreakerOptions(1, 100_000, Duration.ofSeconds(1), 1);
    static final RetryOptions NO_RETRIES = new RetryOptions(0, Duration.ofMillis(1), Duration.ofSeconds(1), 0.2, 10);
    private static final RequestRails RAILS = new RequestRails(Policy.standard().guard("chat"), new byte[32], Set.of());

    final Vertx vertx = Vertx.vertx();
    final LinkedBlockingQueue<AttemptObservation> attempts = new LinkedBlockingQueue<>();
    final LinkedBlockingQueue<ModelObservation> calls = new LinkedBlockingQueue<>();
    final Quotas quotas = new InProcessQuotas(Clock.systemUTC(), List.of(), UsageJournal.NONE, refusal -> {});
    final Map<String, ModelRoute> routes = new LinkedHashMap<>();
    Rights rights = Rights.ALL;
    Limits limits = Limits.UNLIMITED;
    Clock clock = Clock.systemUTC();
    UpstreamTimeouts timeouts = PATIENT;
    BreakerOptions breaker = NEVER_OPENS;
    RetryOptions retry = NO_RETRIES;

    @Nullable
    Duration requestTimeout;

    private final List<ScriptedUpstream> servers = new ArrayList<>();
    private @Nullable UpstreamDirectory directory;
    private @Nullable ModelRing ring;

    /** A further server; each lists {@code m}. */
    ScriptedUpstream upstream(String name) throws Exception {
        ScriptedUpstream server = new ScriptedUpstream(vertx, name, "m");
        servers.add(server);
        return server;
    }

    /** The model {@code m} on the targets, the first of which is asked first. */
    void inOrder(ScriptedUpstream... targets) {
        List<ModelRoute.Target> all = new ArrayList<>();
        for (ScriptedUpstream target : targets) {
            all.add(new ModelRoute.Target(target.name, "m", all.isEmpty() ? 1 : 0));
        }
        routes.put("m", new ModelRoute(all, List.of(), Optional.empty()));
    }

    /** Changes are without effect after the first call. */
    /** The tokens that the caller has left. */
    long tokensLeft() {
        Standing standing = quotas.standing(scope().caller().accounts()).result();
        return java.util.Objects.requireNonNull(standing.tokens()).remaining();
    }

    ModelRing ring() {
        if (ring == null) {
            Dispatcher dispatcher = new Dispatcher(
                    directory(), retry, attempts::add, new Dispatcher.Chance(clock, new Random(1)::nextDouble));
            ring = new ModelRing(dispatcher, quotas, new ModelRules(Map.of(), 1), calls::add);
        }
        return ring;
    }

    UpstreamDirectory directory() {
        if (directory == null) {
            List<Upstream> upstreams = servers.stream()
                    .map(server -> new Upstream(vertx, server.options(timeouts, breaker), clock))
                    .toList();
            directory = new UpstreamDirectory(upstreams, Optional.empty(), Optional.empty(), routes);
        }
        return directory;
    }

    RequestScope scope() {
        Caller caller = Caller.of("t", "k", rights, limits);
        RequestScope scope = new RequestScope("r", caller, "chat", Instant.EPOCH, RAILS);
        if (requestTimeout != null) {
            scope.mayTake(requestTimeout);
        }
        return scope;
    }

    static ObjectNode chat() {
        ObjectNode body = Json.MAPPER.createObjectNode().put("model", "m").put("max_tokens", 5);
        body.putArray("messages").addObject().put("role", "user").put("content", "Hi");
        return body;
    }

    /** The text of a chat's answer. */
    String ask() throws Exception {
        return await(begin(ModelCall.Kind.CHAT, chat(), scope()));
    }

    String stream() throws Exception {
        return await(begin(ModelCall.Kind.CHAT, chat().put("stream", true), scope()));
    }

    String complete() throws Exception {
        return await(begin(ModelCall.Kind.COMPLETION, completion(), scope()));
    }

    static ObjectNode completion() {
        return Json.MAPPER
                .createObjectNode()
                .put("model", "m")
                .put("prompt", "Hi")
                .put("max_tokens", 5);
    }

    CompletableFuture<String> begin(ModelCall.Kind kind, ObjectNode body, RequestScope scope) {
        return begin(kind, body, scope, chunks -> chunks);
    }

    /** Reads a stream to its end, when {@code before} is done. */
    CompletableFuture<String> begin(
            ModelCall.Kind kind, ObjectNode body, RequestScope scope, UnaryOperator<Future<ModelReply>> before) {
        Context context = vertx.getOrCreateContext();
        Promise<String> text = Promise.promise();
        context.runOnContext(ignored -> before.apply(ring().call(ModelCall.of(kind, body, scope, Origin.USER)))
                .compose(Dispatching::text)
                .onComplete(text));
        return text.future().toCompletionStage().toCompletableFuture();
    }

    private static Future<String> text(ModelReply reply) {
        if (reply instanceof ModelReply.Whole whole) {
            var choice = whole.json().path("choices").path(0);
            return Future.succeededFuture(choice.path("text")
                    .asText(choice.path("message").path("content").asText()));
        }
        Promise<String> end = Promise.promise();
        StringBuilder text = new StringBuilder();
        var chunks = ((ModelReply.Chunks) reply).stream();
        chunks.handler(chunk -> text.append(
                chunk.path("choices").path(0).path("delta").path("content").asText("")));
        chunks.endHandler(done -> end.complete(text.toString()));
        chunks.exceptionHandler(cause -> end.tryFail(
                cause instanceof ApiException e
                        ? ApiException.reported(
                                e.status(), e.type(), e.code(), null, "[" + text + "] " + e.getMessage(), 0)
                        : cause));
        chunks.resume();
        return end.future();
    }

    /** Throws the call's own error. */
    static String await(CompletableFuture<String> asked) throws Exception {
        try {
            return asked.get(25, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof ApiException known) {
                throw known;
            }
            throw e;
        }
    }

    /** The next attempt's upstream, reason and outcome. */
    String attempt() throws Exception {
        AttemptObservation seen = attempts.poll(20, TimeUnit.SECONDS);
        return seen == null
                ? "none"
                : seen.upstream() + " " + seen.reason().label() + " "
                        + seen.error().orElse("ok");
    }

    @Override
    public void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }
}
