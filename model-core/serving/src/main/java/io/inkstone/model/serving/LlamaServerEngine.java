package io.inkstone.model.serving;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inkstone.protocol.ApiException;
import io.inkstone.protocol.Json;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A llama.cpp server in a child process, asked over loopback; for newer models and for GPUs. */
final class LlamaServerEngine implements Engine {

    private static final Logger LOG = LoggerFactory.getLogger(LlamaServerEngine.class);
    private static final EngineAbilities ABILITIES = new EngineAbilities(true, true, true, false, false, true);
    private static final String BATCH_TOKENS = "64";
    private static final List<String> GUARD_OPTIONS = List.of("-Xmx32m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

    private static final int HEALTH_CHECK_MILLIS = 200;
    private static final int MOST_HEALTH_CHECKS = 25;
    private static final int MOST_ASK_SECONDS = 60;

    private final Vertx vertx;
    private final String model;
    private final HttpClient client;
    private final String key = newKey();
    private final UpSignal up = new UpSignal();
    private final EngineCounters counters = new EngineCounters();
    private final SupervisedProcess guard;
    private volatile @Nullable Server server;
    private volatile String lastPrompt = "1";

    private final Slots slots;
    private volatile int lastSlot;

    /** The server of now. The handle knows its own process from a later one of the same id. */
    private record Server(int port, @Nullable ProcessHandle handle) {

        boolean is(@Nullable Server other) {
            return other != null && port == other.port && Objects.equals(handle, other.handle);
        }
    }

    /**
     * Describes an engine.
     *
     * @param program llama.cpp's llama-server
     */
    LlamaServerEngine(
            Vertx vertx, String model, Path program, Path modelFile, int contextTokens, int slots, int threads) {
        this.vertx = vertx;
        this.model = model;
        this.slots = new Slots(slots, System::nanoTime);
        this.client = vertx.createHttpClient(new HttpClientOptions()
                .setDefaultHost("127.0.0.1")
                .setConnectTimeout(2000)
                // The server closes idle connections when it likes, and a request that meets one of those fails.
                .setKeepAlive(false));
        List<String> arguments = List.of(
                program.toString(),
                "--model",
                modelFile.toString(),
                "--ctx-size",
                // Shared out among the slots.
                Integer.toString(Math.multiplyExact(contextTokens, slots)),
                "--batch-size",
                BATCH_TOKENS,
                "--ubatch-size",
                BATCH_TOKENS,
                "--parallel",
                Integer.toString(slots),
                "--threads",
                Integer.toString(threads));
        List<String> command = SupervisedProcess.javaCommand(LlamaServerGuard.class, GUARD_OPTIONS, arguments);
        this.guard = SupervisedProcess.builder("engine-" + model, () -> command)
                .environment(Map.of("LLAMA_API_KEY", key))
                .build(new GuardListener());
    }

    private static String newKey() {
        byte[] bytes = new byte[24];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    @Override
    public EngineAbilities abilities() {
        return ABILITIES;
    }

    @Override
    public EngineCounters counters() {
        return counters;
    }

    @Override
    public CompletableFuture<Void> start() {
        return guard.start().thenAccept(ready -> {});
    }

    @Override
    public CompletableFuture<Void> whenUp() {
        return up.whenUp();
    }

    @Override
    public CompletableFuture<Integer> countTokens(String prompt) {
        ObjectNode body = Json.MAPPER.createObjectNode().put("content", prompt);
        body.put("add_special", true).put("parse_special", true);
        return askOnce("/tokenize", body)
                .thenApply(answer -> answer.path("tokens").size());
    }

    @Override
    public CompletableFuture<Boolean> probe() {
        ObjectNode body = Json.MAPPER.createObjectNode().put("prompt", lastPrompt);
        body.put("n_predict", 1).put("cache_prompt", true).put("id_slot", lastSlot);
        return askOnce("/completion", body).thenApply(answer -> answer.has("content"));
    }

    private CompletableFuture<JsonNode> askOnce(String path, ObjectNode body) {
        return post(
                        path,
                        body,
                        request -> request.response()
                                .compose(response -> response.body().map(bytes -> read(response, bytes))))
                .timeout(MOST_ASK_SECONDS, TimeUnit.SECONDS)
                .recover(failure -> Future.failedFuture(translate(failure)))
                .toCompletionStage()
                .toCompletableFuture();
    }

    /**
     * Sends a request.
     *
     * @param use called with the request before it is sent, on the connection's thread: a response whose handlers are
     *     set from another may be over by then
     */
    private <T> Future<T> post(String path, ObjectNode body, Function<HttpClientRequest, Future<T>> use) {
        Server current = server;
        if (current == null) {
            return Future.failedFuture(EngineErrors.restarting(model));
        }
        RequestOptions options = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setPort(current.port())
                .setURI(path)
                .putHeader("Authorization", "Bearer " + key)
                .putHeader("Content-Type", "application/json");
        return client.request(options).compose(request -> {
            Future<T> answer = use.apply(request);
            return request.end(Buffer.buffer(Json.write(body))).compose(sent -> answer);
        });
    }

    private JsonNode read(HttpClientResponse response, Buffer bytes) {
        if (response.statusCode() != 200) {
            throw refusal(response.statusCode(), bytes);
        }
        try {
            return Json.MAPPER.readTree(bytes.getBytes());
        } catch (IOException e) {
            throw EngineErrors.failed(model, "its answer is not JSON");
        }
    }

    /** What an answer with another status than 200 means. */
    ApiException refusal(int status, Buffer bytes) {
        if (status == 503) {
            return EngineErrors.restarting(model);
        }
        String message = "status " + status;
        try {
            JsonNode said = Json.MAPPER.readTree(bytes.getBytes()).path("error").path("message");
            message = said.isTextual() ? message + ", " + said.textValue() : message;
        } catch (IOException e) {
            // The status says enough.
        }
        return EngineErrors.failed(model, message);
    }

    /** What a failure means to a caller: all but our own errors are a connection that broke, most likely with its process. */
    ApiException translate(Throwable failure) {
        if (failure instanceof ApiException known) {
            return known;
        }
        Server suspect = server;
        if (suspect != null) {
            up.onDown();
            checkHealth(suspect, MOST_HEALTH_CHECKS);
        }
        return EngineErrors.restarting(model);
    }

    /** The process's end is told a moment after its connections break; until it is, or the server is well, none is used. */
    private void checkHealth(Server suspect, int checksLeft) {
        vertx.setTimer(HEALTH_CHECK_MILLIS, id -> {
            if (!suspect.is(server)) {
                return; // it ended, and its successor speaks for itself
            }
            RequestOptions health = new RequestOptions()
                    .setPort(suspect.port())
                    .setURI("/health")
                    .setTimeout(2000);
            client.request(health).compose(request -> request.send()).onComplete(answer -> {
                if (answer.succeeded() && answer.result().statusCode() == 200) {
                    up.onUp();
                } else if (checksLeft > 1) {
                    checkHealth(suspect, checksLeft - 1);
                } else {
                    guard.restart();
                }
            });
        });
    }

    @Override
    public Generation generate(EngineRequest request, GenerationListener listener) {
        lastPrompt = request.prompt();
        ObjectNode body = LlamaFields.of(request);
        body.put("prompt", request.prompt());
        body.put("stream", true);
        // With it the server writes after each batch, and so notices after each batch that nobody reads.
        body.put("return_progress", true);
        Slots.Place place = slots.take(request);
        lastSlot = place.index();
        body.put("id_slot", place.index()).put("cache_prompt", !place.isFresh());
        LlamaServerStream stream = new LlamaServerStream(this, listener, place::giveBack);
        post("/completion", body, stream::follow).onFailure(stream::fail);
        return stream;
    }

    @Override
    public OptionalLong pid() {
        Server current = server;
        return current == null || current.handle() == null
                ? OptionalLong.empty()
                : OptionalLong.of(current.handle().pid());
    }

    @Override
    public void close() {
        guard.close();
        client.close();
    }

    private final class GuardListener implements ProcessListener {

        @Override
        public void onReady(JsonNode ready) {
            ProcessHandle handle = ProcessHandle.of(ready.path("pid").asLong()).orElse(null);
            server = new Server(ready.path("port").asInt(), handle);
            up.onUp();
        }

        @Override
        public void onErrorLine(String line) {
            up.onErrorLine(line);
        }

        @Override
        public void onExit(int exitCode, boolean expected) {
            Server gone = server;
            server = null;
            up.onDown();
            if (gone != null && gone.handle() != null) {
                gone.handle().destroyForcibly(); // it lives where only the guard was killed
            }
            if (!expected) {
                LOG.warn("The process of '{}' ended with code {}; it is started again.", model, exitCode);
            }
        }
    }
}
