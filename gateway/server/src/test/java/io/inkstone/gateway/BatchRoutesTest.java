package io.inkstone.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inkstone.protocol.Json;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BatchRoutesTest {

    private static final List<String> OVER = List.of("completed", "failed", "expired", "cancelled");

    @TempDir
    Path dataDir;

    private RunningGateway running;
    private Tenants tenants;
    private String key;

    @BeforeEach
    void start() throws Exception {
        running = new RunningGateway(dataDir, Map.of("inkstone.gateway.batches.max-unfinished", "2"));
        tenants = new Tenants(running);
        key = tenants.key("alpha");
    }

    @AfterEach
    void stop() {
        running.close();
    }

    @Test
    void asks_every_line_and_keeps_answers_and_errors_apart() throws Exception {
        JsonNode made =
                RunningGateway.json(create(chat("a", "say one"), chat("b", "fail 400"), "", chat("c", "say two")));
        assertThat(made.path("status").asText()).isEqualTo("validating");
        assertThat(made.at("/metadata/team").asText()).isEqualTo("sales");

        JsonNode batch = over(made);

        assertThat(batch.path("status").asText()).isEqualTo("completed");
        assertThat(batch.path("request_counts").toString()).isEqualTo("{\"total\":3,\"completed\":2,\"failed\":1}");
        assertThat(batch.path("completed_at").asLong()).isPositive();
        List<JsonNode> answers = lines(batch.path("output_file_id").asText());
        assertThat(answers).extracting(line -> line.path("custom_id").asText()).containsExactly("a", "c");
        assertThat(answers.get(1).at("/response/body/choices/0/message/content").asText())
                .isEqualTo("two");
        assertThat(answers.get(1).at("/response/status_code").asInt()).isEqualTo(200);
        List<JsonNode> errors = lines(batch.path("error_file_id").asText());
        assertThat(errors).hasSize(1);
        assertThat(errors.get(0).at("/response/status_code").asInt()).isEqualTo(400);
        assertThat(errors.get(0).at("/response/body/error/code").asText()).isEqualTo("told_to_fail");
        assertThat(RunningGateway.json(tenants.get(
                                key, "/v1/files/" + batch.path("output_file_id").asText()))
                        .path("purpose")
                        .asText())
                .isEqualTo("batch_output");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "/v1/responses ; {\"model\":\"default\",\"input\":\"say hi\"} ; /output/0/content/0/text ; hi",
                "/v1/completions ; {\"model\":\"default\",\"prompt\":\"p\"} ; /choices/0/text ; [p|]",
                "/v1/embeddings ; {\"model\":\"vectors\",\"input\":\"cat\"} ; /data/0/embedding/1 ; 0.25",
                "/v1/moderations ; {\"input\":\"hi\"} ; /results/0/flagged ; false",
            })
    void asks_other_endpoints(String endpoint, String body, String pointer, String expected) throws Exception {
        JsonNode batch = over(RunningGateway.json(createFor(endpoint, line("a", endpoint, body))));

        assertThat(lines(batch.path("output_file_id").asText())
                        .get(0)
                        .at("/response/body" + pointer)
                        .asText())
                .isEqualTo(expected);
    }

    @Test
    void lists_the_faults_of_a_file_with_their_lines() throws Exception {
        JsonNode batch = over(RunningGateway.json(create(
                chat("a", "say one"),
                chat("a", "say two"),
                "{",
                line("b", "/v1/embeddings", "{}"),
                line("c", "/v1/chat/completions", "{\"stream\":true}"),
                "{\"custom_id\":\"\",\"url\":\"/v1/chat/completions\",\"body\":{}}")));

        assertThat(batch.path("status").asText()).isEqualTo("failed");
        assertThat(batch.at("/errors/data"))
                .extracting(fault ->
                        fault.path("line").asInt() + " " + fault.path("code").asText())
                .containsExactly(
                        "2 duplicate_custom_id",
                        "3 invalid_json",
                        "4 invalid_line",
                        "5 invalid_line",
                        "6 invalid_line");
        assertThat(batch.path("output_file_id").isNull()).isTrue();
        assertThat(running.upstream.calls).isEmpty();
    }

    @Test
    void finds_a_file_without_lines_wrong() throws Exception {
        assertThat(over(RunningGateway.json(create("", "")))
                        .at("/errors/data/0/code")
                        .asText())
                .isEqualTo("empty_file");
    }

    @Test
    void waits_while_somebody_waits_for_an_answer() throws Exception {
        CompletableFuture<HttpResponse<String>> interactive = running.http.sendAsync(
                running.request("/v1/chat/completions")
                        .header("content-type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(RunningGateway.chat("hang", false)))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(running.upstream.calls.poll(10, TimeUnit.SECONDS)).isNotNull();
        JsonNode made = RunningGateway.json(create(chat("a", "say one")));
        Eventually.get(() -> batch(made), batch -> batch.path("status").asText().equals("in_progress"));

        assertThat(running.upstream.calls.poll(500, TimeUnit.MILLISECONDS)).isNull();
        interactive.cancel(true);

        assertThat(running.upstream.calls.poll(10, TimeUnit.SECONDS)).isNotNull();
        assertThat(over(made).path("status").asText()).isEqualTo("completed");
    }

    @Test
    void cancels_what_was_not_asked_yet() throws Exception {
        JsonNode made = RunningGateway.json(create(chat("a", "say one"), chat("b", "hang"), chat("c", "say two")));
        Eventually.get(() -> running.upstream.calls.size(), calls -> calls == 2);

        JsonNode cancelling = RunningGateway.json(tenants.post(key, path(made) + "/cancel", ""));
        assertThat(cancelling.path("status").asText()).isEqualTo("cancelling");
        running.upstream.letGo();

        JsonNode batch = over(made);
        assertThat(batch.path("status").asText()).isEqualTo("cancelled");
        assertThat(lines(batch.path("output_file_id").asText()))
                .extracting(line -> line.path("custom_id").asText())
                .containsExactly("a", "b");
        assertThat(lines(batch.path("error_file_id").asText()))
                .extracting(line -> line.path("custom_id").asText() + " "
                        + line.at("/error/code").asText())
                .containsExactly("c batch_cancelled");
        HttpResponse<String> again = tenants.post(key, path(made) + "/cancel", "");
        assertThat(again.statusCode()).isEqualTo(409);
        assertThat(RunningGateway.code(again)).isEqualTo("batch_is_over");
    }

    @Test
    void goes_on_after_a_restart_without_asking_again_what_was_answered() throws Exception {
        JsonNode made = RunningGateway.json(create(chat("a", "say one"), chat("b", "hang"), chat("c", "say three")));
        Eventually.get(
                () -> batch(made),
                batch -> batch.at("/request_counts/completed").asInt() == 1 && running.upstream.calls.size() == 2);
        running.close();

        running = RunningGateway.restarted(dataDir, Map.of());
        tenants = new Tenants(running);
        running.upstream.letGo();

        JsonNode batch = over(made);
        assertThat(batch.path("request_counts").toString()).isEqualTo("{\"total\":3,\"completed\":3,\"failed\":0}");
        assertThat(running.upstream.calls)
                .extracting(call -> call.at("/messages/0/content").asText())
                .containsExactly("hang", "say three");
        assertThat(lines(batch.path("output_file_id").asText()))
                .extracting(line -> line.path("custom_id").asText())
                .containsExactly("a", "b", "c");
    }

    @Test
    void waits_for_a_limit_and_tries_a_failing_upstream_again() throws Exception {
        running.upstream.failures.add(503);
        running.upstream.failures.add(429);

        JsonNode batch = over(RunningGateway.json(create(chat("a", "say one"))));

        assertThat(batch.path("request_counts").toString()).isEqualTo("{\"total\":1,\"completed\":1,\"failed\":0}");
        assertThat(running.upstream.calls).hasSize(3);
    }

    @Test
    void ends_with_the_key_that_asked_for_it() throws Exception {
        JsonNode made = RunningGateway.json(create(chat("a", "hang"), chat("b", "say one")));
        Eventually.get(() -> running.upstream.calls.size(), calls -> calls == 1);
        String keyId = RunningGateway.json(running.get("/admin/v1/keys"))
                .path("data")
                .valueStream()
                .filter(one -> one.path("tenant").asText().equals("alpha"))
                .findFirst()
                .orElseThrow()
                .path("id")
                .asText();
        String other = tenants.key("alpha");
        running.send(running.request("/admin/v1/keys/" + keyId).DELETE());
        key = other;
        running.upstream.letGo();

        JsonNode batch = over(made);
        assertThat(batch.path("status").asText()).isEqualTo("failed");
        assertThat(batch.at("/errors/data/0/code").asText()).isEqualTo("invalid_api_key");
        assertThat(running.upstream.calls).hasSize(1);
    }

    @Test
    void keeps_the_rails_for_every_line() throws Exception {
        running.send(running.request("/admin/v1/policies/alpha")
                .header("content-type", "application/yaml")
                .PUT(HttpRequest.BodyPublishers.ofString("rails: {marker: {on: [user, model]}}")));

        JsonNode batch = over(RunningGateway.json(create(chat("a", "say " + MarkerRail.MARK), chat("b", "say one"))));

        assertThat(lines(batch.path("error_file_id").asText())
                        .get(0)
                        .at("/response/body/error/code")
                        .asText())
                .isEqualTo("content_filter");
        assertThat(running.upstream.calls).hasSize(1);
    }

    @Test
    void keeps_the_rails_for_every_answer() throws Exception {
        running.send(running.request("/admin/v1/policies/alpha")
                .header("content-type", "application/yaml")
                .PUT(HttpRequest.BodyPublishers.ofString("rails: {marker: {on: [model]}}")));

        JsonNode batch = over(RunningGateway.json(create(chat("a", "say " + MarkerRail.MARK))));

        String answer = Json.write(lines(batch.path("output_file_id").asText()).get(0));
        assertThat(answer).contains("\"finish_reason\":\"content_filter\"").doesNotContain(MarkerRail.MARK);
    }

    @Test
    void hides_a_batch_from_other_tenants() throws Exception {
        JsonNode made = over(RunningGateway.json(create(chat("a", "say one"))));
        String other = tenants.key("beta");

        assertThat(RunningGateway.code(tenants.get(other, path(made)))).isEqualTo("batch_not_found");
        assertThat(tenants.post(other, path(made) + "/cancel", "").statusCode()).isEqualTo(404);
        assertThat(RunningGateway.json(tenants.get(other, "/v1/batches")).path("data"))
                .isEmpty();
        assertThat(RunningGateway.json(tenants.get(key, "/v1/batches")).path("data"))
                .hasSize(1);
        HttpResponse<String> stolen = tenants.post(
                other, "/v1/batches", order(made.path("input_file_id").asText(), "/v1/chat/completions"));
        assertThat(RunningGateway.code(stolen)).isEqualTo("file_not_found");
    }

    @Test
    void keeps_a_file_that_a_batch_reads() throws Exception {
        JsonNode made = RunningGateway.json(create(chat("a", "hang")));

        HttpResponse<String> response =
                tenants.delete(key, "/v1/files/" + made.path("input_file_id").asText());

        assertThat(response.statusCode()).isEqualTo(409);
        assertThat(RunningGateway.code(response)).isEqualTo("file_in_use");
    }

    @Test
    void runs_only_so_many_batches_of_a_tenant() throws Exception {
        create(chat("a", "hang"));
        create(chat("a", "hang"));

        HttpResponse<String> third = create(chat("a", "hang"));

        assertThat(third.statusCode()).isEqualTo(429);
        assertThat(RunningGateway.code(third)).isEqualTo("too_many_batches");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | endpoint",
                "{'endpoint':'/v1/files','completion_window':'24h'} | endpoint",
                "{'endpoint':'/v1/embeddings'} | completion_window",
                "{'endpoint':'/v1/embeddings','completion_window':'1h'} | completion_window",
                "{'endpoint':'/v1/embeddings','completion_window':'24h'} | input_file_id",
                "{'endpoint':'/v1/embeddings','completion_window':'24h','input_file_id':'FILE'} | input_file_id",
            })
    void names_what_is_wrong(String body, String param) throws Exception {
        String notForBatches = tenants.uploaded(key, "user_data", "x");

        HttpResponse<String> response =
                tenants.post(key, "/v1/batches", body.replace('\'', '"').replace("FILE", notForBatches));

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(RunningGateway.json(response).at("/error/param").asText()).isEqualTo(param);
    }

    private HttpResponse<String> create(String... lines) throws Exception {
        return createFor("/v1/chat/completions", lines);
    }

    private HttpResponse<String> createFor(String endpoint, String... lines) throws Exception {
        String file = tenants.uploaded(key, "batch", String.join("\n", lines));
        return tenants.post(key, "/v1/batches", order(file, endpoint));
    }

    private static String order(String file, String endpoint) {
        ObjectNode order = Json.MAPPER
                .createObjectNode()
                .put("input_file_id", file)
                .put("endpoint", endpoint)
                .put("completion_window", "24h");
        order.putObject("metadata").put("team", "sales");
        return Json.write(order);
    }

    private static String chat(String id, String order) {
        return line(id, "/v1/chat/completions", RunningGateway.chat(order, false));
    }

    private static String line(String id, String url, String body) {
        return "{\"custom_id\":\"" + id + "\",\"method\":\"POST\",\"url\":\"" + url + "\",\"body\":" + body + "}";
    }

    private static String path(JsonNode batch) {
        return "/v1/batches/" + batch.path("id").asText();
    }

    private JsonNode batch(JsonNode made) throws Exception {
        return RunningGateway.json(tenants.get(key, path(made)));
    }

    private JsonNode over(JsonNode made) throws Exception {
        return Eventually.get(
                () -> batch(made), batch -> OVER.contains(batch.path("status").asText()));
    }

    private List<JsonNode> lines(String file) throws Exception {
        List<JsonNode> lines = new ArrayList<>();
        for (String line : tenants.get(key, "/v1/files/" + file + "/content")
                .body()
                .lines()
                .toList()) {
            lines.add(Json.MAPPER.readTree(line));
        }
        return lines;
    }
}
