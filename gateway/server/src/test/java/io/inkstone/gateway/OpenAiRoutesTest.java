package io.inkstone.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenAiRoutesTest {

    @TempDir
    static Path dataDir;

    static RunningGateway running;

    @BeforeAll
    static void start() throws Exception {
        running = new RunningGateway(dataDir);
    }

    @AfterAll
    static void stop() throws Exception {
        running.close();
    }

    @Test
    void answers_a_chat_with_the_upstreams_json() throws Exception {
        HttpResponse<String> response = running.post("/v1/chat/completions", RunningGateway.chat("say hello", false));

        assertThat(response.statusCode()).isEqualTo(200);
        JsonNode json = RunningGateway.json(response);
        assertThat(json.path("choices").path(0).path("message").path("content").asText())
                .isEqualTo("hello");
        assertThat(json.path("usage").path("total_tokens").asInt()).isEqualTo(12);
        assertThat(running.upstream.lastAuthorization).isEqualTo("Bearer upstream-secret");
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
}
