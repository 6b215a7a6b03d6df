package io.inkstone.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inkstone.protocol.Json;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Responses and messages over HTTP; what becomes of each field is tested beside the dialects. */
class DialectRoutesTest {

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

    @ParameterizedTest
    @ValueSource(strings = {"/v1/responses", "/responses"})
    void answers_a_response(String path) throws Exception {
        JsonNode json = RunningGateway.json(running.post(path, response("say hello", false)));

        assertThat(json.at("/output/0/content/0/text").asText()).isEqualTo("hello");
        assertThat(json.at("/usage/total_tokens").asInt()).isEqualTo(12);
        assertThat(json.path("model").asText()).isEqualTo(OpenAiServer.CHAT_MODEL);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/messages", "/messages"})
    void answers_a_message(String path) throws Exception {
        JsonNode json = RunningGateway.json(running.post(path, message("say hello", false)));

        assertThat(json.at("/content/0/text").asText()).isEqualTo("hello");
        assertThat(json.at("/usage/output_tokens").asInt()).isEqualTo(5);
    }

    @Test
    void streams_a_response_with_its_usage_and_a_name_for_each_event() throws Exception {
        HttpResponse<String> response = running.post("/v1/responses", response("say one two", true));

        assertThat(response.headers().firstValue("content-type")).hasValue("text/event-stream");
        assertThat(response.body())
                .startsWith("event: response.created\ndata: {")
                .contains("event: response.output_text.delta\n", "\"delta\":\"two\"", "\"total_tokens\":12")
                .contains("event: response.completed\n")
                .doesNotContain("[DONE]");
    }

    @Test
    void streams_a_message() throws Exception {
        HttpResponse<String> response = running.post("/v1/messages", message("say one two", true));

        assertThat(response.body())
                .startsWith("event: message_start\ndata: {")
                .contains("event: content_block_delta\n", "\"text\":\"two\"", "\"output_tokens\":5")
                .endsWith("event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n");
    }

    @Test
    void says_in_the_stream_that_it_broke() throws Exception {
        assertThat(running.post("/v1/responses", response("break", true)).body())
                .contains("event: response.failed\n", "upstream_lost");
        assertThat(running.post("/v1/messages", message("break", true)).body())
                .contains("event: error\n", "upstream_lost");
    }

    @Test
    void answers_with_the_status_of_what_went_wrong() throws Exception {
        HttpResponse<String> response = running.post("/v1/responses", response("fail 429", false));
        HttpResponse<String> message = running.post("/v1/messages", message("fail 429", true));

        assertThat(response.statusCode()).isEqualTo(429);
        assertThat(RunningGateway.code(response)).isEqualTo("told_to_fail");
        assertThat(message.statusCode()).isEqualTo(429);
        assertThat(RunningGateway.json(message).path("type").asText()).isEqualTo("error");
        assertThat(RunningGateway.json(message).at("/error/type").asText()).isEqualTo("rate_limit_error");
        assertThat(message.headers().firstValue("retry-after")).hasValue("3");
    }

    @Test
    void refuses_to_go_on_from_a_response_that_was_not_stored() throws Exception {
        ObjectNode body = Json.parseObject(response("say hi", false)).put("previous_response_id", "resp_1");

        HttpResponse<String> response = running.post("/v1/responses", Json.write(body));

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("previous_response_id", "nothing that is said is stored");
    }

    @Test
    void takes_the_key_as_anthropics_clients_send_it() throws Exception {
        HttpResponse<String> known = running.send(withKey(running.adminKey));
        HttpResponse<String> unknown = running.send(withKey("ink_nobody"));

        assertThat(known.statusCode()).isEqualTo(200);
        assertThat(unknown.statusCode()).isEqualTo(401);
        assertThat(RunningGateway.json(unknown).at("/error/type").asText()).isEqualTo("authentication_error");
        assertThat(RunningGateway.json(unknown).path("request_id").asText())
                .isEqualTo(unknown.headers().firstValue("x-request-id").orElseThrow());
    }

    private static HttpRequest.Builder withKey(String key) {
        return HttpRequest.newBuilder(running.uri("/v1/messages"))
                .header("x-api-key", key)
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(message("say hi", false)));
    }

    private static String response(String order, boolean stream) {
        return Json.write(Json.MAPPER
                .createObjectNode()
                .put("model", "default")
                .put("input", order)
                .put("stream", stream));
    }

    private static String message(String order, boolean stream) {
        ObjectNode body = Json.parseObject(RunningGateway.chat(order, stream));
        return Json.write(body.put("max_tokens", 16));
    }
}
