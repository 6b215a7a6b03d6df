package io.inkstone.model.serving;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inkstone.model.catalog.Catalog;
import io.inkstone.model.catalog.ModelEntry;
import io.inkstone.protocol.Json;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The server's own behaviour, over an engine that does what the test says. */
@Timeout(30)
final class ModelServerTest {

    private static final String SECRET = "s3cret";
    private static final String MODEL = TestModels.SMALL;
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @TempDir
    private Path dataDir;

    private final Vertx vertx = Vertx.vertx();
    private final ScriptedEngine engine = new ScriptedEngine();
    private URI base = URI.create("http://127.0.0.1");

    @AfterEach
    void stop() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    private void serve(Map<String, String> settings) throws Exception {
        ModelCoreConfig config = TestSettings.load(dataDir, settings, SECRET);
        ModelEntry entry = Catalog.load().require(MODEL);
        ServedModel model = new ServedModel(
                entry,
                100,
                new GgufVocabulary("llama", 100, 50, 8, OptionalInt.empty()),
                new EngineSupervisor(MODEL, engine, Duration.ofSeconds(config.restartWaitSeconds()), System::nanoTime),
                new RequestQueue(MODEL, 1, 0, config.queueLength(), System::nanoTime),
                new PromptWriter(entry));
        ServedModels models = new ServedModels(List.of(model), Optional.empty());
        models.start().get(10, TimeUnit.SECONDS);
        HttpServer http = new ModelServer(vertx, SECRET, models, config)
                .listen("127.0.0.1", 0)
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
        base = URI.create("http://127.0.0.1:" + http.actualPort());
    }

    private static ObjectNode chat() {
        ObjectNode request = Json.MAPPER.createObjectNode().put("model", MODEL);
        request.putArray("messages").addObject().put("role", "user").put("content", "Hi");
        return request;
    }

    private HttpRequest posting(ObjectNode body) {
        return HttpRequest.newBuilder(base.resolve("/v1/chat/completions"))
                .header("Authorization", "Bearer " + SECRET)
                .POST(HttpRequest.BodyPublishers.ofString(Json.write(body)))
                .build();
    }

    private CompletableFuture<HttpResponse<String>> post(ObjectNode body) {
        return HTTP.sendAsync(posting(body), HttpResponse.BodyHandlers.ofString());
    }

    private static JsonNode json(HttpResponse<String> response) throws Exception {
        return Json.MAPPER.readTree(response.body());
    }

    private static void assertError(HttpResponse<String> response, int status, String code) throws Exception {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(json(response).at("/error/code").asText()).isEqualTo(code);
    }

    private HttpResponse<String> get(String path, String authorization) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(base.resolve(path))
                .header("Authorization", authorization)
                .build();
        return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void answers_with_what_the_engine_says() throws Exception {
        serve(Map.of());
        CompletableFuture<HttpResponse<String>> response = post(chat());
        ScriptedEngine.Call call = engine.nextCall();
        call.listener().onReading(9, 3);
        call.answer("Hel", "lo");

        JsonNode answer = json(response.get());
        assertThat(answer.at("/choices/0/message/content").asText()).isEqualTo("Hello");
        assertThat(answer.at("/choices/0/finish_reason").asText()).isEqualTo("stop");
        assertThat(answer.at("/usage/prompt_tokens").asInt()).isEqualTo(9);
        assertThat(answer.at("/usage/completion_tokens").asInt()).isEqualTo(2);
        assertThat(call.request().prompt()).endsWith("<|im_start|>user\nHi<|im_end|>\n<|im_start|>assistant\n");
    }

    @Test
    void keeps_callers_apart_by_their_salt() throws Exception {
        serve(Map.of());

        for (ObjectNode request : List.of(
                chat(),
                chat().put("cache_salt", "a"),
                chat().put("cache_salt", "a").put("cache_prompt", false))) {
            CompletableFuture<HttpResponse<String>> response = post(request);
            ScriptedEngine.Call call = engine.nextCall();
            call.answer("Hello");
            assertThat(response.get().statusCode()).isEqualTo(200);
            assertThat(call.request().cacheSalt())
                    .isEqualTo(
                            request.has("cache_prompt")
                                    ? Optional.empty()
                                    : Optional.of(request.path("cache_salt").asText("")));
        }
        assertError(post(chat().put("cache_salt", 7)).get(), 400, "invalid_value");
    }

    @Test
    void shows_what_the_engine_has_done() throws Exception {
        serve(Map.of());
        engine.counters().addRead(0, 0, 64);
        engine.counters().addStopped();

        String metrics = get("/metrics", "Bearer " + SECRET).body();

        String model = "{gen_ai_request_model=\"" + TestModels.SMALL + "\"} ";
        assertThat(metrics)
                .contains("inkstone_engine_read_tokens_total" + model + "64.0")
                .contains("inkstone_engine_written_tokens_total" + model + "0.0")
                .contains("inkstone_engine_stopped_total" + model + "1.0")
                .contains("inkstone_engine_waiting" + model + "0.0");
        assertThat(get("/metrics", "Bearer wrong").statusCode()).isEqualTo(401);
    }

    @Test
    void tells_the_usage_with_each_piece_where_asked() throws Exception {
        serve(Map.of());
        ObjectNode request = chat().put("stream", true);
        request.putObject("stream_options").put("continuous_usage_stats", true);
        CompletableFuture<HttpResponse<String>> response = post(request);
        ScriptedEngine.Call call = engine.nextCall();
        call.answer("Hel", "lo");

        List<JsonNode> pieces = response.get()
                .body()
                .lines()
                .filter(line -> line.contains("\"content\":\"") && line.contains("usage"))
                .map(line -> Json.parseObject(line.substring(6).getBytes(StandardCharsets.UTF_8)))
                .map(JsonNode.class::cast)
                .toList();
        assertThat(pieces).isNotEmpty().allSatisfy(piece -> {
            assertThat(piece.at("/usage/prompt_tokens").asInt()).isPositive();
            assertThat(piece.at("/usage/prompt_tokens_details/cached_tokens").isInt())
                    .isTrue();
            assertThat(piece.at("/usage/completion_tokens").asInt()).isBetween(1, 2);
        });
    }

    @Test
    void an_answer_that_leaves_its_grammar_is_an_error_and_the_engine_is_stopped() throws Exception {
        serve(Map.of());
        CompletableFuture<HttpResponse<String>> response = post(chat().put("grammar", "root ::= \"yes\" | \"no\""));
        engine.nextCall().say("ye", "p");

        assertError(response.get(), 502, "nonconforming_answer");
        assertThat(engine.awaitCancel()).isTrue();
    }

    @Test
    void an_answer_that_ends_before_its_grammar_is_an_error() throws Exception {
        serve(Map.of());
        CompletableFuture<HttpResponse<String>> response = post(chat().put("grammar", "root ::= \"yes\" | \"no\""));
        engine.nextCall().answer("ye");

        assertError(response.get(), 502, "nonconforming_answer");
    }

    @Test
    void an_answer_ends_where_its_grammar_does() throws Exception {
        serve(Map.of());
        CompletableFuture<HttpResponse<String>> response = post(chat().put("grammar", "root ::= \"yes\" | \"no\""));
        engine.nextCall().say("yes");

        assertThat(json(response.get()).at("/choices/0/finish_reason").asText()).isEqualTo("stop");
        assertThat(engine.awaitCancel()).isTrue();
    }

    @Test
    void an_engine_that_dies_before_the_first_token_is_503() throws Exception {
        serve(Map.of());
        CompletableFuture<HttpResponse<String>> response = post(chat().put("stream", true));
        engine.nextCall().listener().onError(EngineErrors.restarting(MODEL));

        assertError(response.get(), 503, "engine_restarting");
        assertThat(response.get().headers().firstValue("Retry-After")).isPresent();
    }

    @Test
    void a_request_waits_for_an_engine_that_restarts() throws Exception {
        serve(Map.of());
        engine.goDown();
        CompletableFuture<HttpResponse<String>> response = post(chat());
        assertThat(engine.otherCalls()).isEmpty();
        engine.comeUp();
        engine.nextCall().answer("Here");

        assertThat(response.get().statusCode()).isEqualTo(200);
    }

    @Test
    void a_request_does_not_wait_for_ever_for_an_engine() throws Exception {
        serve(Map.of("restart-wait-seconds", "0"));
        engine.goDown();

        assertError(post(chat()).get(), 503, "engine_restarting");
        assertThat(get("/health/ready", "Bearer " + SECRET).statusCode()).isEqualTo(503);
    }

    @Test
    void a_request_beyond_its_time_is_stopped() throws Exception {
        serve(Map.of("request-timeout-seconds", "1"));
        CompletableFuture<HttpResponse<String>> response = post(chat());
        engine.nextCall().say("An endless");

        assertError(response.get(), 504, "request_timeout");
        assertThat(engine.awaitCancel()).isTrue();
    }

    @Test
    void a_client_that_goes_away_stops_the_engine() throws Exception {
        serve(Map.of());
        InputStream body = HTTP.sendAsync(
                        posting(chat().put("stream", true)), HttpResponse.BodyHandlers.ofInputStream())
                .thenApply(HttpResponse::body)
                .thenCombine(CompletableFuture.supplyAsync(this::sayFirst), (stream, said) -> stream)
                .get();
        assertThat(new String(body.readNBytes(5), StandardCharsets.UTF_8)).isEqualTo("data:");
        body.close();

        assertThat(engine.awaitCancel()).isTrue();
    }

    private ScriptedEngine.Call sayFirst() {
        try {
            ScriptedEngine.Call call = engine.nextCall();
            call.say("First");
            return call;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void a_full_queue_is_429_and_a_client_that_leaves_it_makes_room() throws Exception {
        serve(Map.of("queue-length", "1"));
        CompletableFuture<HttpResponse<String>> running = post(chat());
        ScriptedEngine.Call first = engine.nextCall();
        CompletableFuture<HttpResponse<String>> one = post(chat());
        CompletableFuture<HttpResponse<String>> other = post(chat());
        HttpResponse<String> refused =
                one.applyToEither(other, first429 -> first429).get();
        assertError(refused, 429, "queue_full");
        assertThat(refused.headers().firstValueAsLong("Retry-After").getAsLong())
                .isPositive();

        CompletableFuture<HttpResponse<String>> waiting = one.isDone() ? other : one;
        waiting.cancel(true); // closes its connection
        first.answer("Done");
        assertThat(running.get().statusCode()).isEqualTo(200);

        CompletableFuture<HttpResponse<String>> next = post(chat());
        engine.nextCall().answer("Next");
        assertThat(json(next.get()).at("/choices/0/message/content").asText()).isEqualTo("Next");
        assertThat(engine.otherCalls()).isEmpty();
    }

    @Test
    void the_secret_is_wanted_everywhere_but_on_live() throws Exception {
        serve(Map.of());

        assertThat(get("/health/live", "none").statusCode()).isEqualTo(200);
        for (String path : List.of("/health/ready", "/health/started", "/v1/models", "/v1/nothing")) {
            assertError(get(path, "Bearer " + SECRET + "x"), 401, "invalid_api_key");
        }
        assertError(get("/v1/nothing", "Bearer " + SECRET), 404, "not_found");
        assertError(get("/v1/chat/completions", "Bearer " + SECRET), 405, "method_not_allowed");
    }

    @Test
    void a_body_that_is_too_large_is_413() throws Exception {
        serve(Map.of("max-body-bytes", "2000"));
        ObjectNode request = chat().put("user", "x".repeat(3000));

        assertError(post(request).get(), 413, "body_too_large");
    }

    @Test
    void an_answer_is_held_to_the_default_length_and_the_context() throws Exception {
        serve(Map.of("default-answer-tokens", "30"));
        CompletableFuture<HttpResponse<String>> response = post(chat());
        ScriptedEngine.Call call = engine.nextCall();
        assertThat(call.request().maxTokens()).isEqualTo(30);
        call.listener().onEnd(new GenerationEnd(true, 30));
        assertThat(json(response.get()).at("/choices/0/finish_reason").asText()).isEqualTo("length");

        assertError(post(chat().put("max_tokens", 100)).get(), 400, "context_length_exceeded");
    }

    @Test
    void a_bias_beyond_the_vocabulary_is_refused() throws Exception {
        serve(Map.of());
        ObjectNode request = chat();
        request.putObject("logit_bias").put("50", 1);

        assertError(post(request).get(), 400, "invalid_value");
        assertThat(engine.otherCalls()).isEmpty();
    }
}
