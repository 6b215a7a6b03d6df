package io.inkstone.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inkstone.protocol.Json;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TenantLimitsTest {

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

    @Test
    void holds_the_requests_of_a_minute() throws Exception {
        String key = keyOf("minute", "{\"requests_per_minute\":2}", "[]");

        assertThat(chat(key, "say a", 1).statusCode()).isEqualTo(200);
        assertThat(chat(key, "say a", 1).statusCode()).isEqualTo(200);
        HttpResponse<String> third = chat(key, "say a", 1);

        assertThat(third.statusCode()).isEqualTo(429);
        assertThat(RunningGateway.code(third)).isEqualTo("requests_per_minute_exceeded");
        int wait = Integer.parseInt(third.headers().firstValue("retry-after").orElseThrow());
        assertThat(wait).isBetween(50, 61);
    }

    @Test
    void holds_the_requests_at_one_time() throws Exception {
        String key = keyOf("parallel", "{\"concurrency\":1}", "[]");
        CompletableFuture<HttpResponse<String>> hanging =
                running.http.sendAsync(request(key, "hang", 1), HttpResponse.BodyHandlers.ofString());
        assertThat(running.upstream.calls.poll(5, TimeUnit.SECONDS)).isNotNull();

        HttpResponse<String> second = chat(key, "say a", 1);
        hanging.cancel(true);
        assertThat(running.upstream.abandoned.poll(5, TimeUnit.SECONDS)).isNotNull();

        assertThat(RunningGateway.code(second)).isEqualTo("concurrency_exceeded");
        assertThat(chat(key, "say a", 1).statusCode()).isEqualTo(200);
    }

    @Test
    void holds_the_tokens_of_a_day_and_settles_what_was_used() throws Exception {
        // Each call may need 9 bytes of prompt, 8 around the message, 32 of template and 9 written: 58 at most. It uses
        // 12.
        String key = keyOf("day", "{\"tokens_per_day\":75}", "[]");

        assertThat(chat(key, "say a", 9).statusCode()).isEqualTo(200);
        assertThat(chat(key, "say a", 9).statusCode()).isEqualTo(200);
        HttpResponse<String> third = chat(key, "say a", 9);

        assertThat(third.statusCode()).isEqualTo(429);
        assertThat(RunningGateway.code(third)).isEqualTo("tokens_per_day_exceeded");
    }

    @Test
    void refunds_a_call_that_failed() throws Exception {
        String key = keyOf("refund", "{\"tokens_per_minute\":65}", "[]");

        assertThat(chat(key, "fail 500", 9).statusCode()).isEqualTo(500);
        assertThat(chat(key, "fail 500", 9).statusCode()).isEqualTo(500);
        assertThat(chat(key, "say a", 9).statusCode()).isEqualTo(200);
        assertThat(RunningGateway.code(chat(key, "say a", 9))).isEqualTo("tokens_per_minute_exceeded");
    }

    @Test
    void bounds_an_answer_that_sets_no_limit_by_what_is_left() throws Exception {
        String key = keyOf("bounded", "{\"tokens_per_day\":100}", "[]");

        assertThat(chat(key, "say a", 0).statusCode()).isEqualTo(200);

        assertThat(running.upstream.calls.take().path("max_tokens").asInt()).isEqualTo(100 - 9 - 8 - 32);
    }

    @Test
    void counts_the_calls_of_an_operation() throws Exception {
        String key = keyOf("operation", "{\"tokens_per_day\":50}", "[]");

        HttpResponse<String> first = ask(key, "fill");
        HttpResponse<String> second = ask(key, "fill");
        HttpResponse<String> third = ask(key, "fill");
        HttpResponse<String> fourth = ask(key, "fill");

        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(second.statusCode()).isEqualTo(200);
        assertThat(third.statusCode()).isEqualTo(200);
        assertThat(fourth.statusCode()).isEqualTo(429);
        assertThat(RunningGateway.code(fourth)).isEqualTo("tokens_per_day_exceeded");
    }

    @Test
    void lets_a_tenant_ask_its_models_only() throws Exception {
        String key = keyOf("narrow", "{}", "[\"vectors\"]");

        HttpResponse<String> response = chat(key, "say a", 1);

        assertThat(response.statusCode()).isEqualTo(403);
        assertThat(RunningGateway.code(response)).isEqualTo("model_not_allowed");
    }

    private static String keyOf(String tenant, String limits, String models) throws Exception {
        running.post(
                "/admin/v1/tenants", "{\"id\":\"" + tenant + "\",\"limits\":" + limits + ",\"models\":" + models + "}");
        return RunningGateway.json(running.post("/admin/v1/keys", "{\"tenant\":\"" + tenant + "\"}"))
                .path("key")
                .asText();
    }

    private static HttpResponse<String> chat(String key, String order, int maxTokens) throws Exception {
        return running.http.send(request(key, order, maxTokens), HttpResponse.BodyHandlers.ofString());
    }

    private static HttpRequest request(String key, String order, int maxTokens) {
        ObjectNode body = Json.parseObject(RunningGateway.chat(order, false));
        if (maxTokens > 0) {
            body.put("max_tokens", maxTokens);
        }
        return post(key, "/v1/chat/completions", Json.write(body));
    }

    private static HttpResponse<String> ask(String key, String what) throws Exception {
        return running.http.send(
                post(key, "/v1/connectors/demo/ask", "{\"what\":\"" + what + "\"}"),
                HttpResponse.BodyHandlers.ofString());
    }

    private static HttpRequest post(String key, String path, String body) {
        return HttpRequest.newBuilder(running.uri(path))
                .header("authorization", "Bearer " + key)
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
    }
}
