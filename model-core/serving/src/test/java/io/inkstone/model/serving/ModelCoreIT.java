package io.inkstone.model.serving;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inkstone.protocol.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** model-core as a whole, over the embedded engine. */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ModelCoreIT {

    private static final String CHATS = "/v1/chat/completions";

    private RunningModelCore core;

    @BeforeAll
    void start() throws ProcessFailure, InterruptedException {
        TestModels.assumeAtHand(TestModels.SMALL);
        core = RunningModelCore.start(Map.of(
                "models",
                TestModels.SMALL,
                "queue-length",
                "1",
                "context-tokens",
                "2048",
                "embeddings",
                "false",
                "restart-wait-seconds",
                "60"));
    }

    @AfterAll
    void stop() {
        if (core != null) {
            core.close();
        }
    }

    private static ObjectNode chat(String content) {
        ObjectNode request = Json.MAPPER.createObjectNode();
        request.put("model", TestModels.SMALL).put("temperature", 0).put("max_tokens", 4);
        request.putArray("messages").addObject().put("role", "user").put("content", content);
        return request;
    }

    /** A streamed answer that goes on until somebody stops it, after its first event. */
    private BufferedReader openEndless() throws IOException, InterruptedException {
        ObjectNode request =
                chat("Tell me all.").put("grammar", "root ::= [a-z ]{1000}").put("max_tokens", 900);
        InputStream body = core.open(CHATS, request.put("stream", true));
        BufferedReader lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
        assertThat(lines.readLine()).startsWith("data: ");
        return lines;
    }

    private static JsonNode error(HttpResponse<String> response) throws IOException {
        return Json.MAPPER.readTree(response.body()).path("error");
    }

    private ProcessHandle engine() {
        List<ProcessHandle> engines = core.children();
        assertThat(engines).hasSize(1);
        return engines.get(0);
    }

    @Test
    void a_killed_engine_costs_its_request_an_error_and_the_next_one_works() throws Exception {
        try (BufferedReader stream = openEndless()) {
            engine().destroyForcibly();
            List<String> lines = stream.lines().filter(line -> !line.isEmpty()).toList();
            assertThat(lines.get(lines.size() - 1))
                    .contains("engine_restarting")
                    .doesNotContain("[DONE]");
        }
        HttpResponse<String> next = core.post(CHATS, chat("Hi."));
        assertThat(next.statusCode()).as(next.body()).isEqualTo(200);
    }

    @Test
    void a_full_queue_sends_requests_away_and_the_one_that_waits_is_served() throws Exception {
        List<CompletableFuture<HttpResponse<String>>> asked = new ArrayList<>();
        List<HttpResponse<String>> refused = new ArrayList<>();
        try (BufferedReader running = openEndless()) {
            for (int i = 0; i < 3; i++) {
                asked.add(core.postAsync(CHATS, chat("Hi.")));
            }
            while (asked.size() > 1) {
                assertThat(CompletableFuture.anyOf(asked.toArray(new CompletableFuture<?>[0]))
                                .get(30, TimeUnit.SECONDS))
                        .isNotNull();
                asked.stream().filter(CompletableFuture::isDone).forEach(answer -> refused.add(answer.join()));
                asked.removeIf(answer -> answer.isDone() && refused.contains(answer.join()));
            }
            assertThat(running.readLine()).isNotNull();
        }
        assertThat(refused).hasSize(2).allSatisfy(response -> {
            assertThat(response.statusCode()).isEqualTo(429);
            assertThat(error(response).path("code").asText()).isEqualTo("queue_full");
            assertThat(response.headers().firstValueAsLong("Retry-After").getAsLong())
                    .isPositive();
        });
        for (CompletableFuture<HttpResponse<String>> waiting : asked) {
            assertThat(waiting.get(60, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
        }
    }

    /** Each of these aborts the native engine, hangs it or is passed over in silence, when it gets there. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'logprobs': true, 'top_logprobs': 3} | unsupported_parameter",
                "{'response_format': {'type': 'json_schema', 'json_schema': {'schema': {'type': 'nonsense'}}}}"
                        + " | unsupported_schema",
                "{'response_format': {'type': 'json_schema', 'json_schema': {'schema': {'$ref': '#/nowhere'}}}}"
                        + " | unsupported_schema",
                "{'temperature': 1e999} | invalid_value",
                "{'temperature': 'NaN'} | invalid_type",
                "{'top_p': -1} | invalid_value",
                "{'logit_bias': {'49152': 1}} | invalid_value",
                "{'logit_bias': {'-1': 1}} | invalid_value",
                "{'logit_bias': {'x': 1}} | invalid_value",
                "{'grammar': 'root ::= undefined'} | invalid_grammar",
                "{'grammar': 'root ::= root [a]'} | invalid_grammar",
                "{'grammar': 'root ::= [a'} | invalid_grammar",
                "{'grammar': 'other ::= [a]'} | invalid_grammar",
                "{'max_tokens': 2048} | context_length_exceeded",
                "{'max_tokens': 2147483647} | context_length_exceeded",
            })
    void what_harms_the_engine_never_reaches_it(String fields, String code) throws Exception {
        long engineBefore = engine().pid();
        ObjectNode request = chat("Hi.");
        request.setAll((ObjectNode) Json.MAPPER.readTree(fields.replace('\'', '"')));

        HttpResponse<String> response = core.post(CHATS, request);

        assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
        assertThat(error(response).path("code").asText()).as(response.body()).isEqualTo(code);
        assertThat(engine().pid()).isEqualTo(engineBefore);
    }

    @Test
    void a_prompt_that_does_not_fit_is_refused_with_what_does() throws Exception {
        HttpResponse<String> tokens = core.post(CHATS, chat("word ".repeat(3000)));
        assertThat(error(tokens).path("code").asText()).isEqualTo("context_length_exceeded");
        assertThat(error(tokens).path("message").asText()).contains("2048").contains("shorten the prompt by at least");

        HttpResponse<String> characters = core.post(CHATS, chat("word ".repeat(400_000)));
        assertThat(error(characters).path("code").asText()).isEqualTo("context_length_exceeded");

        HttpResponse<String> body = core.post(CHATS, chat("x".repeat(17 * 1024 * 1024)));
        assertThat(body.statusCode()).isEqualTo(413);
        assertThat(error(body).path("code").asText()).isEqualTo("body_too_large");
    }

    @Test
    void is_ready_when_a_token_can_be_generated() throws Exception {
        assertThat(core.get("/health/ready").statusCode()).isEqualTo(200);
        assertThat(core.get("/health/started").statusCode()).isEqualTo(200);
        try (BufferedReader running = openEndless()) {
            JsonNode health = Json.MAPPER.readTree(core.get("/health/ready").body());
            assertThat(health.path("status").asText()).isEqualTo("UP");
            assertThat(health.path("checks").findValuesAsText("name")).containsExactly(TestModels.SMALL);
            assertThat(running.readLine()).isNotNull();
        }
    }

    @Test
    void leaves_no_process_behind_when_it_is_killed() throws Exception {
        try (RunningModelCore other = RunningModelCore.start(Map.of("models", TestModels.SMALL))) {
            List<ProcessHandle> children = other.children();
            assertThat(children).hasSize(2);

            other.kill();

            for (ProcessHandle child : children) {
                child.onExit().get(10, TimeUnit.SECONDS);
            }
        }
    }
}
