package io.inkstone.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inkstone.protocol.ProtocolContract.Ability;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The contract of whole chats and of the model list. */
interface ChatContract extends ContractPart {

    @Test
    default void lists_its_models() {
        ContractClient.Reply reply = client().get("/v1/models");

        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        assertThat(reply.json().path("object").asText()).isEqualTo("list");
        List<String> names = reply.json().path("data").findValuesAsText("id");
        assertThat(names).contains(target().chatModel());
        target().fimModel().ifPresent(model -> assertThat(names).contains(model));
        target().embeddingModel().ifPresent(model -> assertThat(names).contains(model));
        assertThat(reply.json().path("data")).allSatisfy(model -> {
            assertThat(model.path("object").asText()).isEqualTo("model");
            assertThat(model.path("created").isIntegralNumber()).isTrue();
            assertThat(model.path("owned_by").isTextual()).isTrue();
        });
    }

    @Test
    default void answers_a_chat() {
        JsonNode reply = answerChat(chat("Say hello."));

        assertThat(reply.path("object").asText()).isEqualTo("chat.completion");
        assertThat(reply.path("id").asText()).isNotBlank();
        assertThat(reply.path("created").asLong()).isPositive();
        assertThat(reply.path("model").asText()).isEqualTo(target().chatModel());
        assertThat(reply.path("choices")).hasSize(1);
        JsonNode choice = reply.at("/choices/0");
        assertThat(choice.path("index").asInt(-1)).isZero();
        assertThat(choice.at("/message/role").asText()).isEqualTo("assistant");
        assertThat(choice.at("/message/content").asText()).isNotBlank();
        assertThat(choice.path("finish_reason").asText()).isIn(Replies.STOP, Replies.LENGTH);
    }

    @Test
    default void counts_tokens() {
        JsonNode few = answerChat(chat("Hi.")).path("usage");
        JsonNode more =
                answerChat(chat("Hi. " + "One two three four five. ".repeat(4))).path("usage");

        for (JsonNode usage : List.of(few, more)) {
            int prompt = usage.path("prompt_tokens").asInt();
            int completion = usage.path("completion_tokens").asInt();
            assertThat(completion).isBetween(1, 12);
            assertThat(usage.path("total_tokens").asInt()).isEqualTo(prompt + completion);
            assertThat(usage.at("/prompt_tokens_details/cached_tokens").asInt()).isBetween(0, prompt);
        }
        assertThat(few.path("prompt_tokens").asInt()).isPositive();
        assertThat(more.path("prompt_tokens").asInt())
                .isGreaterThanOrEqualTo(few.path("prompt_tokens").asInt() + 15);
    }

    @Test
    default void ends_with_length_after_max_tokens() {
        JsonNode reply = answerChat(
                chat("Count from one to one hundred in words, without a pause.").put("max_tokens", 2));

        assertThat(reply.at("/choices/0/finish_reason").asText()).isEqualTo(Replies.LENGTH);
        assertThat(reply.at("/usage/completion_tokens").asInt()).isEqualTo(2);
    }

    @Test
    default void says_the_same_again_at_temperature_zero() {
        ObjectNode request = chat("Name a colour.");

        assertThat(ContractPart.content(answerChat(request))).isEqualTo(ContractPart.content(answerChat(request)));
    }

    @Test
    default void takes_content_in_parts() {
        ObjectNode whole = chat("Name a colour.");
        ObjectNode parts = chat("");
        ((ObjectNode) parts.at("/messages/0"))
                .putArray("content")
                .add(Json.MAPPER.createObjectNode().put("type", "text").put("text", "Name a "))
                .add(Json.MAPPER.createObjectNode().put("type", "text").put("text", "colour."));

        assertThat(ContractPart.content(answerChat(parts))).isEqualTo(ContractPart.content(answerChat(whole)));
    }

    @Test
    default void gives_as_many_choices_as_asked_for() {
        JsonNode reply = answerChat(
                chat("Name a colour.").put("n", 3).put("temperature", 1).put("max_tokens", 4));

        assertThat(reply.path("choices").findValuesAsText("index")).containsExactly("0", "1", "2");
        assertThat(reply.at("/usage/completion_tokens").asInt()).isBetween(1, 12);
    }

    /**
     * As one token, a mark that begins or ends a message in a model's template would make a user's text a message of its
     * own; as text it takes several.
     */
    @Test
    default void keeps_control_tokens_in_content_from_becoming_roles() {
        int plain = promptTokens("");
        for (String mark : List.of("<|im_start|>", "<|im_end|>", "<|endoftext|>", "<start_of_turn>", "<end_of_turn>")) {
            assertThat(promptTokens(mark.repeat(10)) - plain).as(mark).isGreaterThanOrEqualTo(30);
        }
    }

    private int promptTokens(String content) {
        return answerChat(chat("a" + content).put("max_tokens", 1))
                .at("/usage/prompt_tokens")
                .asInt();
    }

    @Test
    default void names_each_answer() {
        assumeTrue(target().can(Ability.REQUEST_ID), "this server names no answers");
        ContractClient.Reply first = client().get("/v1/models");
        ContractClient.Reply second = client().post("/v1/chat/completions", "{");

        assertThat(first.headers().firstValue("x-request-id")).isPresent();
        assertThat(second.headers().firstValue("x-request-id"))
                .isPresent()
                .isNotEqualTo(first.headers().firstValue("x-request-id"));
    }
}
