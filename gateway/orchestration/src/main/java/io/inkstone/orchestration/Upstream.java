package io.inkstone.orchestration;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inkstone.protocol.ApiException;
import io.inkstone.protocol.Json;
import io.inkstone.protocol.Sse;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A server that speaks OpenAI's protocol: model-core, or any other. Keeps connections alive, ends a call's connection at
 * once when the call is cancelled (which stops the generation), and reports every failure as an {@link ApiException}.
 * Thread-safe; a call answers on the Vert.x context that made it.
 */
public final class Upstream {

    private static final int MAX_REPLY_BYTES = 64 * 1024 * 1024;
    private static final int MAX_ERROR_BYTES = 64 * 1024;

    private final Vertx vertx;
    private final UpstreamOptions options;
    private final HttpClient client;
    private final UpstreamErrors errors;
    private final UpstreamBreaker breaker;

    /** Connects when it is first asked. */
    public Upstream(Vertx vertx, UpstreamOptions options) {
        this(vertx, options, Clock.systemUTC());
    }

    /**
     * @param clock what its breaker reads
     */
    Upstream(Vertx vertx, UpstreamOptions options, Clock clock) {
        this.vertx = vertx;
        this.options = options;
        this.errors = new UpstreamErrors(options.name());
        this.breaker = new UpstreamBreaker(options.name(), options.breaker(), clock);
        this.client = vertx.httpClientBuilder()
                .with(new HttpClientOptions()
                        .setConnectTimeout((int) options.timeouts().connect().toMillis())
                        .setDefaultHost(options.base().getHost())
                        .setDefaultPort(options.port())
                        .setSsl(options.ssl())
                        .setKeepAliveTimeout(30))
                .with(new PoolOptions()
                        .setHttp1MaxSize(options.maxConnections())
                        .setMaxWaitQueueSize(options.maxConnections()))
                .build();
    }

    /** What messages call it. */
    public String name() {
        return options.name();
    }

    /** Whether it is asked. */
    public BreakerState breakerState() {
        return breaker.state();
    }

    /** Its base address. */
    public URI address() {
        return options.base();
    }

    UpstreamBreaker breaker() {
        return breaker;
    }

    UpstreamTimeouts timeouts() {
        return options.timeouts();
    }

    /** The models that it lists now, as it describes them. */
    public Future<List<ObjectNode>> models() {
        Promise<List<ObjectNode>> promise = Promise.promise();
        // Off an event loop, the body could arrive before anyone listens to it.
        vertx.runOnContext(ignored -> readModels().onComplete(promise));
        return promise.future();
    }

    /** What it counts, in Prometheus's text; fails where it does not say. */
    public Future<String> metrics() {
        return page("/metrics");
    }

    /** Completes when it says that a token can be generated; fails where it says anything else, or nothing. */
    public Future<Void> ready() {
        return page("/health/ready").mapEmpty();
    }

    /** A page beside the protocol, as model-core has them. */
    private Future<String> page(String path) {
        Promise<String> promise = Promise.promise();
        vertx.runOnContext(ignored -> readPage(path).onComplete(promise));
        return promise.future();
    }

    private Future<String> readPage(String path) {
        return client.request(request(HttpMethod.GET, "").setURI(path))
                .compose(HttpClientRequest::send)
                .compose(response -> wholeBody(response, MAX_REPLY_BYTES).map(body -> {
                    if (response.statusCode() != 200) {
                        throw errors.reported(response, body);
                    }
                    return body.toString(StandardCharsets.UTF_8);
                }))
                .recover(failure -> Future.failedFuture(errors.translate(failure)));
    }

    private Future<List<ObjectNode>> readModels() {
        return client.request(request(HttpMethod.GET, "/models"))
                .compose(HttpClientRequest::send)
                .compose(response -> wholeBody(response, MAX_REPLY_BYTES).map(body -> {
                    if (response.statusCode() != 200) {
                        throw errors.reported(response, body);
                    }
                    return modelList(body);
                }))
                .recover(failure -> Future.failedFuture(errors.translate(failure)));
    }

    /**
     * Sends a call. The body goes out as it is, but for a stream's {@code include_usage}, which is always asked for, and for what
     * keeps callers' prompts apart.
     */
    Future<ModelReply> send(ModelCall call) {
        if (Vertx.currentContext() == null) {
            throw new IllegalStateException("a model is called on a Vert.x context");
        }
        Promise<ModelReply> answer = Promise.promise();
        UpstreamTime time = call.scope().upstreamTime();
        time.during(client.request(request(HttpMethod.POST, call.kind().path())))
                .onComplete(connected -> {
                    if (connected.failed()) {
                        answer.tryFail(errors.translate(connected.cause()));
                        return;
                    }
                    exchange(connected.result(), call, answer);
                });
        Cancellation.Registration registration = call.cancellation().onCancel(() -> answer.tryFail(reason(call)));
        return answer.future().onComplete(done -> registration.remove());
    }

    private void exchange(HttpClientRequest request, ModelCall call, Promise<ModelReply> answer) {
        Cancellation.Registration registration = call.cancellation().onCancel(() -> request.reset(0, reason(call)));
        if (call.cancellation().isCancelled()) {
            return;
        }
        request.putHeader("x-request-id", call.scope().requestId())
                .putHeader("content-type", "application/json")
                .putHeader("accept", call.streaming() ? Sse.CONTENT_TYPE : "application/json");
        call.trace().writeTo(request::putHeader);
        call.scope()
                .upstreamTime()
                .during(request.send(encode(call)))
                .compose(response -> read(response, call, registration))
                .onComplete(reply -> {
                    if (reply.succeeded()) {
                        answer.tryComplete(reply.result());
                    } else {
                        registration.remove();
                        answer.tryFail(call.cancellation().reason().orElseGet(() -> errors.translate(reply.cause())));
                    }
                });
    }

    private Future<ModelReply> read(
            HttpClientResponse response, ModelCall call, Cancellation.Registration registration) {
        if (response.statusCode() != 200) {
            return wholeBody(response, MAX_ERROR_BYTES)
                    .compose(body -> Future.failedFuture(errors.reported(response, body)));
        }
        String type = Optional.ofNullable(response.getHeader("content-type")).orElse("");
        if (!call.streaming()) {
            return call.scope()
                    .upstreamTime()
                    .during(wholeBody(response, MAX_REPLY_BYTES))
                    .map(body -> {
                        registration.remove();
                        return new ModelReply.Whole(parse(body), options.name());
                    });
        }
        if (!type.startsWith(Sse.CONTENT_TYPE)) {
            return Future.failedFuture(errors.notAnAnswer("a stream of events was asked for and '" + type + "' came"));
        }
        return Future.succeededFuture(new ModelReply.Chunks(
                new SseChunks(response, errors, call.cancellation(), registration::remove), options.name()));
    }

    private Buffer encode(ModelCall call) {
        ObjectNode body = Json.MAPPER.createObjectNode().setAll(call.body());
        if (call.kind() == ModelCall.Kind.CHAT || call.kind() == ModelCall.Kind.COMPLETION) {
            String own = body.path("cache_salt").asText("");
            options.cacheScope().saltFor(call.scope().caller(), own).ifPresent(salt -> body.put("cache_salt", salt));
        }
        if (call.streaming() && !call.wantsUsageChunk()) {
            JsonNode asked = body.path("stream_options");
            ObjectNode streamOptions = asked instanceof ObjectNode given ? given.deepCopy() : body.objectNode();
            body.set("stream_options", streamOptions.put("include_usage", true));
        }
        try {
            return Buffer.buffer(Json.MAPPER.writeValueAsBytes(body));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a JSON tree could not be written", e);
        }
    }

    private RequestOptions request(HttpMethod method, String path) {
        RequestOptions request =
                new RequestOptions().setMethod(method).setURI(options.base().getPath() + path);
        Supplier<String> bearer = options.bearer();
        if (bearer != null) {
            request.putHeader("authorization", "Bearer " + bearer.get());
        }
        return request;
    }

    private Future<Buffer> wholeBody(HttpClientResponse response, int maxBytes) {
        Promise<Buffer> whole = Promise.promise();
        Buffer collected = Buffer.buffer();
        response.exceptionHandler(whole::tryFail);
        response.endHandler(end -> whole.tryComplete(collected));
        response.handler(part -> {
            if (collected.length() + part.length() > maxBytes) {
                whole.tryFail(errors.notAnAnswer("its body is larger than " + maxBytes + " bytes"));
                response.request().reset();
                return;
            }
            collected.appendBuffer(part);
        });
        return whole.future();
    }

    private ObjectNode parse(Buffer body) {
        try {
            if (Json.MAPPER.readTree(body.getBytes()) instanceof ObjectNode object) {
                return object;
            }
        } catch (java.io.IOException e) {
            throw errors.notAnAnswer("its body is not JSON");
        }
        throw errors.notAnAnswer("its body is not a JSON object");
    }

    private List<ObjectNode> modelList(Buffer body) {
        List<ObjectNode> models = new ArrayList<>();
        for (JsonNode model : parse(body).path("data")) {
            if (model instanceof ObjectNode object && model.path("id").isTextual()) {
                models.add(object);
            }
        }
        return models;
    }

    private static ApiException reason(ModelCall call) {
        return call.cancellation().reason().orElseThrow();
    }
}
