package io.inkstone.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The contract of plain completions and of filling gaps. */
interface CompletionContract extends ContractPart {

    private ObjectNode completion(String model, String prompt) {
        return Json.MAPPER
                .createObjectNode()
                .put("model", model)
                .put("prompt", prompt)
                .put("temperature", 0);
    }

    @Test
    default void completes_a_prompt() {
        JsonNode reply = answer("/v1/completions", completion(target().chatModel(), "one, two, three, four,"));

        assertThat(reply.path("object").asText()).isEqualTo("text_completion");
        assertThat(reply.path("model").asText()).isEqualTo(target().chatModel());
        assertThat(reply.at("/choices/0/text").asText()).isNotBlank();
        assertThat(reply.at("/choices/0/finish_reason").asText()).isIn(Replies.STOP, Replies.LENGTH);
        assertThat(reply.at("/usage/completion_tokens").asInt()).isBetween(1, CompletionRequest.DEFAULT_MAX_TOKENS);
    }

    @Test
    default void streams_a_completion_in_the_same_words() {
        ObjectNode request = completion(target().chatModel(), "one, two, three, four,");
        String whole = answer("/v1/completions", request).at("/choices/0/text").asText();
        List<JsonNode> chunks = client().stream("/v1/completions", request.put("stream", true));

        assertThat(chunks).allMatch(chunk -> chunk.path("object").asText().equals("text_completion"));
        assertThat(chunks.stream()
                        .map(chunk -> chunk.at("/choices/0/text").asText())
                        .collect(Collectors.joining()))
                .isEqualTo(whole);
        assertThat(chunks.get(chunks.size() - 1).at("/choices/0/finish_reason").asText())
                .isIn(Replies.STOP, Replies.LENGTH);
    }

    @Test
    default void completes_under_a_grammar() {
        assumeGrammar();
        JsonNode reply = answer(
                "/v1/completions",
                completion(target().chatModel(), "The stone is").put("grammar", "root ::= \" black\" | \" white\""));

        assertThat(reply.at("/choices/0/text").asText()).isIn(" black", " white");
    }

    @Test
    default void fills_a_gap_or_says_that_it_cannot() {
        ObjectNode request = completion(target().fimModel().orElse(target().chatModel()), "def add(a, b):\n    return ")
                .put("suffix", "\n\nassert add(1, 2) == 3\n")
                .put("max_tokens", 12);

        if (target().fimModel().isPresent()) {
            assertThat(answer("/v1/completions", request).at("/choices/0/text").asText())
                    .contains("a + b");
        } else {
            ContractPart.assertError(client().post("/v1/completions", request), 400, "unsupported_parameter");
        }
    }
}
