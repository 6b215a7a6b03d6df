package io.inkstone.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpResponse;
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

/** What an operation gets as its models: LangChain4j's interfaces and ours, over the model ring. */
class ModelsForConnectorsTest {

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
    void chats() throws Exception {
        assertThat(ask("chat say hello").body()).isEqualTo("{\"text\":\"hello\"}");
    }

    @Test
    void streams_word_by_word_and_counts_tokens() throws Exception {
        assertThat(ask("stream say one two").body()).isEqualTo("{\"text\":\"<one ><two>12\"}");
    }

    @Test
    void says_langchain4js_parameters_in_openais_json() throws Exception {
        assertThat(ask("schema say 5").body()).isEqualTo("{\"text\":\"5 12 STOP\"}");

        ObjectNode body = running.upstream.calls.take();
        assertThat(body.path("temperature").asDouble()).isEqualTo(0.5);
        assertThat(body.path("max_tokens").asInt()).isEqualTo(9);
        assertThat(body.path("stop").toString()).isEqualTo("[\"END\"]");
        assertThat(body.path("response_format")
                        .path("json_schema")
                        .path("schema")
                        .path("required")
                        .toString())
                .isEqualTo("[\"x\"]");
    }

    @Test
    void chooses_under_a_grammar() throws Exception {
        assertThat(ask("choose say red").body()).isEqualTo("{\"text\":\"red\"}");
        assertThat(running.upstream.calls.take().path("grammar").asText()).isEqualTo("root ::= \"red\" | \"blue\"\n");
    }

    @Test
    void refuses_a_choice_that_breaks_the_grammar() throws Exception {
        HttpResponse<String> response = ask("choose say green");

        assertThat(response.statusCode()).isEqualTo(500);
        assertThat(RunningGateway.code(response)).isEqualTo("nonconforming_answer");
    }

    @Test
    void fills_a_gap() throws Exception {
        assertThat(ask("fill").body()).isEqualTo("{\"text\":\"[a(|)] STOP 7\"}");
    }

    @Test
    void stops_the_model_as_soon_as_a_gap_is_filled() throws Exception {
        assertThat(ask("fill until |").body()).isEqualTo("{\"text\":\"[endless(| ENOUGH -1\"}");

        assertThat(running.upstream.abandoned.poll(5, TimeUnit.SECONDS)).isEqualTo("stream");
    }

    @ParameterizedTest
    @CsvSource({
        "chat fail 503,503,told_to_fail",
        "chat fail 429,429,told_to_fail",
        "chat fail 400,400,told_to_fail",
        "stream fail 503,503,told_to_fail",
        "stream break,503,upstream_lost"
    })
    void passes_a_models_failure_on_to_the_caller(String order, int status, String code) throws Exception {
        HttpResponse<String> response = ask(order);

        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(RunningGateway.code(response)).isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource({
        "fail 429,UNAVAILABLE model_unavailable",
        "fail 503,UNAVAILABLE model_unavailable",
        "fail 500,INTERNAL told_to_fail",
        "fail 400,INVALID_INPUT told_to_fail"
    })
    void tells_the_operation_whose_matter_a_failure_is(String order, String seen) throws Exception {
        assertThat(ask("catch " + order).body()).isEqualTo("{\"text\":\"" + seen + "\"}");
    }

    @Test
    void refuses_what_no_model_here_reads() throws Exception {
        assertThat(RunningGateway.code(ask("look"))).isEqualTo("unsupported_message");
    }

    @ParameterizedTest
    @CsvSource({"chat hang,whole", "stream hang,stream"})
    void stops_the_upstream_when_the_caller_leaves(String order, String abandoned) throws Exception {
        CompletableFuture<HttpResponse<String>> sent = running.http.sendAsync(
                running.request("/v1/connectors/demo/ask")
                        .header("content-type", "application/json")
                        .POST(java.net.http.HttpRequest.BodyPublishers.ofString("{\"what\":\"" + order + "\"}"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(running.upstream.calls.poll(5, TimeUnit.SECONDS)).isNotNull();
        sent.cancel(true);

        assertThat(running.upstream.abandoned.poll(5, TimeUnit.SECONDS)).isEqualTo(abandoned);
    }

    private static HttpResponse<String> ask(String what) throws Exception {
        return running.post("/v1/connectors/demo/ask", "{\"what\":\"" + what + "\"}");
    }
}
