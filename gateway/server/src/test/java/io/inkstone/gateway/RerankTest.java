package io.inkstone.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inkstone.protocol.Json;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RerankTest {

    private static final String ASKED =
            "\"query\":\"my cat\",\"documents\":[\"a dog is a dog\",\"cats\",{\"text\":\"stones\"}]";

    @TempDir
    static Path dataDir;

    static RunningGateway running;

    @BeforeAll
    static void start() throws Exception {
        running = new RunningGateway(
                dataDir, Map.of("inkstone.gateway.default-embedding-model", OpenAiServer.EMBEDDING_MODEL));
    }

    @AfterAll
    static void stop() {
        running.close();
    }

    @BeforeEach
    void forget() {
        running.upstream.reranks = false;
        running.upstream.calls.clear();
    }

    @Test
    void asks_a_reranker_without_having_the_documents_sent_back() throws Exception {
        running.upstream.reranks = true;

        JsonNode answer = rerank("{\"model\":\"vectors\",\"top_n\":2,\"return_documents\":true," + ASKED + "}");

        assertThat(answer.path("method").asText()).isEqualTo("rerank");
        assertThat(answer.path("results"))
                .extracting(result -> result.path("index").asInt())
                .containsExactly(0, 2);
        assertThat(answer.at("/results/1/document/text").asText()).isEqualTo("stones");
        assertThat(answer.at("/usage/total_tokens").asInt()).isEqualTo(11);
        assertThat(running.upstream.calls.take().path("return_documents").asBoolean(true))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({"\"model\":\"parrot\"", "\"model\":\"default\"", "\"top_n\":3"})
    void scores_by_embeddings_where_there_is_no_reranker_and_says_so(String field) throws Exception {
        JsonNode answer = rerank("{" + field + "," + ASKED + "}");

        assertThat(answer.path("model").asText()).isEqualTo(OpenAiServer.EMBEDDING_MODEL);
        assertThat(answer.path("method").asText()).isEqualTo("embedding_cosine");
        assertThat(answer.path("results"))
                .extracting(result -> result.path("index").asInt())
                .containsExactly(1, 2, 0);
        assertThat(answer.at("/results/0/relevance_score").asDouble()).isEqualTo(1.0);
        assertThat(answer.at("/results/0").has("document")).isFalse();
    }

    @Test
    void embeds_many_documents_in_several_calls() throws Exception {
        ObjectNode body = Json.MAPPER.createObjectNode().put("query", "cat").put("top_n", 1);
        ArrayNode documents = body.putArray("documents");
        for (int i = 0; i < 600; i++) {
            documents.add(i == 599 ? "cat" : "stone");
        }

        assertThat(rerank(Json.write(body)).at("/results/0/index").asInt()).isEqualTo(599);
        assertThat(running.upstream.calls)
                .extracting(call -> call.path("input").size())
                .containsExactly(256, 256, 89);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'query':'a'} | 400 | missing_required_parameter",
                "{'documents':['a']} | 400 | missing_required_parameter",
                "{'query':'a','documents':[]} | 400 | invalid_value",
                "{'query':'a','documents':'b'} | 400 | invalid_type",
                "{'query':'a','documents':['']} | 400 | invalid_type",
                "{'query':'a','documents':['b'],'top_n':0} | 400 | invalid_value",
                "{'query':'a','documents':['b'],'model':'nobody'} | 404 | model_not_found",
            })
    void names_what_is_wrong(String body, int status, String code) throws Exception {
        HttpResponse<String> response = running.post("/v1/rerank", body.replace('\'', '"'));

        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(RunningGateway.code(response)).isEqualTo(code);
    }

    private static JsonNode rerank(String body) throws Exception {
        HttpResponse<String> response = running.post("/v1/rerank", body);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return RunningGateway.json(response);
    }
}
