package io.inkstone.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inkstone.protocol.Json;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OpenAiRoutesTest {

    @TempDir
    static Path dataDir;

    static RunningGateway running;

    @BeforeAll
    static void start() throws Exception {
        running = new RunningGateway(dataDir);
    }

    @AfterAll
    static void stop() {
        running.close();
    }

    @BeforeEach
    void forget() {
        running.upstream.calls.clear();
        running.upstream.abandoned.clear();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/chat/completions", "/chat/completions"})
    void answers_a_chat_with_the_upstreams_json(String path) throws Exception {
        HttpResponse<String> response = running.post(path, RunningGateway.chat("say hello", false));

        assertThat(response.statusCode()).isEqualTo(200);
        JsonNode json = RunningGateway.json(response);
        assertThat(json.path("choices").path(0).path("message").path("content").asText())
                .isEqualTo("hello");
        assertThat(json.path("usage").path("total_tokens").asInt()).isEqualTo(12);
        assertThat(running.upstream.lastAuthorization).isEqualTo("Bearer upstream-secret");
    }

    @Test
    void passes_every_field_on_and_names_the_model_that_default_means() throws Exception {
        ObjectNode body = Json.parseObject(RunningGateway.chat("say hi", false));
        body.put("some_new_field", 0.10).putObject("nested").put("deep", "值");

        running.post("/v1/chat/completions", Json.write(body));

        ObjectNode seen = running.upstream.calls.take();
        assertThat(seen.path("model").asText()).isEqualTo(OpenAiServer.CHAT_MODEL);
        assertThat(seen.remove("cache_salt").asText())
                .as("what keeps the caller's prompts apart")
                .matches("[0-9a-f]{32}");
        body.put("model", OpenAiServer.CHAT_MODEL);
        assertThat(Json.write(seen)).isEqualTo(Json.write(body));
    }

    @Test
    void streams_and_hides_the_usage_that_nobody_asked_for() throws Exception {
        HttpResponse<String> response =
                running.post("/v1/chat/completions", RunningGateway.chat("say one two three", true));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("content-type")).hasValue("text/event-stream");
        assertThat(response.body())
                .contains("\"one \"", "\"two \"", "\"three\"")
                .endsWith("data: [DONE]\n\n")
                .doesNotContain("usage");
    }

    @Test
    void streams_the_usage_that_was_asked_for() throws Exception {
        ObjectNode body = Json.parseObject(RunningGateway.chat("say one", true));
        body.putObject("stream_options").put("include_usage", true);

        HttpResponse<String> response = running.post("/v1/chat/completions", Json.write(body));

        assertThat(response.body()).contains("\"total_tokens\":12");
    }

    @Test
    void completes_with_a_suffix_and_embeds() throws Exception {
        HttpResponse<String> completion =
                running.post("/v1/completions", "{\"model\":\"parrot\",\"prompt\":\"a\",\"suffix\":\"b\"}");
        HttpResponse<String> embedding = running.post("/v1/embeddings", "{\"model\":\"vectors\",\"input\":\"a\"}");

        assertThat(completion.body()).contains("[a|b]");
        assertThat(embedding.body()).contains("0.25");
    }

    @Test
    void lists_the_upstreams_models() throws Exception {
        assertThat(RunningGateway.json(running.get("/v1/models")).path("data").findValuesAsText("id"))
                .containsExactly("parrot", "vectors");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/models/parrot", "/models/parrot", "/v1/models/p%61rrot"})
    void describes_one_model(String path) throws Exception {
        assertThat(RunningGateway.json(running.get(path)).path("id").asText()).isEqualTo("parrot");
    }

    @Test
    void says_that_a_model_is_not_there() throws Exception {
        HttpResponse<String> response = running.get("/v1/models/Some/Model");

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(RunningGateway.code(response)).isEqualTo("model_not_found");
        assertThat(response.body()).contains("'Some/Model'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"say one", "say without a role one"})
    void says_the_role_in_the_first_piece_of_a_stream(String order) throws Exception {
        String stream = running.post("/v1/chat/completions", RunningGateway.chat(order, true))
                .body();

        assertThat(stream.lines().findFirst().orElseThrow()).contains("\"role\":\"assistant\"");
        assertThat(stream.split("\"role\"", -1)).hasSize(2);
    }

    @Test
    void names_the_known_models_when_there_is_no_such_one() throws Exception {
        HttpResponse<String> response = running.post("/v1/chat/completions", "{\"model\":\"gpt-9\",\"messages\":[]}");

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(RunningGateway.code(response)).isEqualTo("model_not_found");
        assertThat(response.body()).contains("gpt-9", "parrot, vectors");
    }

    @Test
    void asks_for_a_model_where_none_is_named_and_no_default_is_set() throws Exception {
        HttpResponse<String> unnamed = running.post("/v1/chat/completions", "{\"messages\":[]}");
        HttpResponse<String> noDefault = running.post("/v1/embeddings", "{\"model\":\"default\",\"input\":\"a\"}");

        assertThat(unnamed.statusCode()).isEqualTo(400);
        assertThat(RunningGateway.code(unnamed)).isEqualTo("missing_required_parameter");
        assertThat(RunningGateway.code(noDefault)).isEqualTo("model_not_found");
    }

    @ParameterizedTest
    @CsvSource({
        "fail 400,400,told_to_fail",
        "fail 404,404,told_to_fail",
        "fail 429,429,told_to_fail",
        "fail 500,500,told_to_fail",
        "fail 503,503,told_to_fail",
        "fail 401,502,upstream_refused_key",
        "bare error,409,upstream_error",
        "garbage,502,bad_upstream_answer"
    })
    void reports_what_the_upstream_reports(String order, int status, String code) throws Exception {
        HttpResponse<String> response = running.post("/v1/chat/completions", RunningGateway.chat(order, false));

        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(RunningGateway.code(response)).isEqualTo(code);
        assertThat(response.headers().firstValue("retry-after"))
                .isEqualTo(status == 429 || status == 503 ? java.util.Optional.of("3") : java.util.Optional.empty());
    }

    @Test
    void answers_503_when_a_stream_breaks_before_its_first_chunk() throws Exception {
        HttpResponse<String> response = running.post("/v1/chat/completions", RunningGateway.chat("break early", true));

        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(RunningGateway.code(response)).isEqualTo("upstream_lost");
    }

    @Test
    void answers_502_when_a_stream_was_asked_for_and_something_else_came() throws Exception {
        HttpResponse<String> response = running.post("/v1/chat/completions", RunningGateway.chat("garbage", true));

        assertThat(RunningGateway.code(response)).isEqualTo("bad_upstream_answer");
    }

    @ParameterizedTest
    @CsvSource({"break,upstream_lost", "report,engine_lost"})
    void ends_a_broken_stream_with_an_error_and_without_done(String order, String code) throws Exception {
        HttpResponse<String> response = running.post("/v1/chat/completions", RunningGateway.chat(order, true));

        assertThat(response.body()).contains("\"code\":\"" + code + "\"").doesNotContain("[DONE]");
    }

    @Test
    void stops_the_upstream_when_the_client_of_a_stream_leaves() throws Exception {
        HttpResponse<InputStream> response = running.http.send(
                request(RunningGateway.chat("hang", true)), HttpResponse.BodyHandlers.ofInputStream());
        response.body().close();

        assertThat(running.upstream.abandoned.poll(5, TimeUnit.SECONDS)).isEqualTo("stream");
    }

    @Test
    void stops_the_upstream_when_the_client_of_a_whole_answer_leaves() throws Exception {
        CompletableFuture<HttpResponse<String>> sent = running.http.sendAsync(
                request(RunningGateway.chat("hang", false)), HttpResponse.BodyHandlers.ofString());
        assertThat(running.upstream.calls.poll(5, TimeUnit.SECONDS)).isNotNull();
        sent.cancel(true);

        assertThat(running.upstream.abandoned.poll(5, TimeUnit.SECONDS)).isEqualTo("whole");
    }

    @Test
    void stops_reading_from_the_upstream_while_the_client_does_not_read() throws Exception {
        HttpResponse<InputStream> response = running.http.send(
                request(RunningGateway.chat("flood", true)), HttpResponse.BodyHandlers.ofInputStream());

        assertThat(running.upstream.abandoned.poll(10, TimeUnit.SECONDS)).isEqualTo("stalled");
        byte[] start = response.body().readNBytes(5);
        assertThat(new String(start, StandardCharsets.UTF_8)).isEqualTo("data:");
        response.body().close();
        assertThat(running.upstream.abandoned.poll(10, TimeUnit.SECONDS)).isEqualTo("closed");
    }

    private static HttpRequest request(String body) {
        return running.request("/v1/chat/completions")
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
    }
}
