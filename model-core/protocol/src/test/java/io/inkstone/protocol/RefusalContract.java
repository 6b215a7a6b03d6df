package io.inkstone.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inkstone.protocol.ProtocolContract.Ability;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The contract of what is refused, and how: each with its status and code, and the server goes on serving. */
interface RefusalContract extends ContractPart {

    private ContractClient.Reply post(ObjectNode request) {
        return client().post("/v1/chat/completions", request);
    }

    private ObjectNode with(String field, String value) {
        ObjectNode request = chat("Hi.");
        request.set(field, ContractClient.parse(value));
        return request;
    }

    @Test
    default void refuses_who_has_no_token() {
        for (String path : List.of("/v1/chat/completions", "/v1/completions", "/v1/embeddings")) {
            for (Optional<String> token : List.of(Optional.<String>empty(), Optional.of("wrong"))) {
                ContractPart.assertError(client().post(path, Json.write(chat("Hi.")), token), 401, "invalid_api_key");
            }
        }
    }

    @Test
    default void refuses_what_is_not_json() {
        String good = Json.write(chat("Hi."));
        for (String body :
                List.of("", "{", "[]", "null", good + "x", good.replace("\"temperature\":0", "\"temperature\":NaN"))) {
            ContractPart.assertError(client().post("/v1/chat/completions", body), 400, "invalid_json");
        }
    }

    @Test
    default void refuses_a_model_that_it_does_not_have() {
        ObjectNode request =
                chat("Hi.").put("model", "no-such-model").put("prompt", "Hi.").put("input", "Hi.");
        for (String path : List.of("/v1/chat/completions", "/v1/completions", "/v1/embeddings")) {
            ContractPart.assertError(client().post(path, request), 404, "model_not_found");
        }
    }

    @Test
    default void refuses_a_request_without_its_parts() {
        ObjectNode noModel = chat("Hi.");
        noModel.remove("model");
        ObjectNode noMessages = chat("Hi.");
        noMessages.remove("messages");

        ContractPart.assertError(post(noModel), 400, "missing_required_parameter");
        ContractPart.assertError(post(noMessages), 400, "missing_required_parameter");
        assertThat(post(noMessages).json().at("/error/param").asText()).isEqualTo("messages");
        ContractPart.assertError(post(with("messages", "[]")), 400, "invalid_value");
        ContractPart.assertError(
                post(with("messages", "[{\"role\":\"king\",\"content\":\"x\"}]")), 400, "invalid_value");
    }

    @Test
    default void refuses_numbers_out_of_range() {
        record Wrong(String field, String value) {}
        for (Wrong wrong : List.of(
                new Wrong("temperature", "-0.1"),
                new Wrong("temperature", "2.1"),
                new Wrong("temperature", "1e999"),
                new Wrong("top_p", "0"),
                new Wrong("top_p", "1.1"),
                new Wrong("min_p", "2"),
                new Wrong("top_k", "-1"),
                new Wrong("presence_penalty", "3"),
                new Wrong("frequency_penalty", "-3"),
                new Wrong("max_tokens", "0"),
                new Wrong("n", "0"),
                new Wrong("n", "100"),
                new Wrong("stop", "[\"\"]"),
                new Wrong("logit_bias", "{\"1\":101}"))) {
            ContractClient.Reply reply = post(with(wrong.field(), wrong.value()));
            ContractPart.assertError(reply, 400, "invalid_value");
            assertThat(reply.json().at("/error/param").asText()).startsWith(wrong.field());
        }
        for (Wrong wrong : List.of(
                new Wrong("temperature", "\"NaN\""),
                new Wrong("seed", "\"x\""),
                new Wrong("stream", "1"),
                new Wrong("messages", "{}"))) {
            ContractPart.assertError(post(with(wrong.field(), wrong.value())), 400, "invalid_type");
        }
        answerChat(chat("Hi."));
    }

    @Test
    default void refuses_what_its_engine_cannot_do() {
        if (!target().can(Ability.LOGPROBS)) {
            ContractPart.assertError(post(with("logprobs", "true")), 400, "unsupported_parameter");
        }
        if (!target().can(Ability.TOOLS)) {
            String tools = "[{\"type\":\"function\",\"function\":{\"name\":\"f\",\"parameters\":{}}}]";
            ContractPart.assertError(post(with("tools", tools)), 400, "unsupported_parameter");
        }
        if (!target().can(Ability.GRAMMAR)) {
            ContractPart.assertError(post(with("grammar", "\"root ::= [a]\"")), 400, "unsupported_parameter");
        }
        String image =
                "[{\"role\":\"user\",\"content\":[{\"type\":\"image_url\",\"image_url\":{\"url\":\"data:,\"}}]}]";
        ContractPart.assertError(post(with("messages", image)), 400, "unsupported_parameter");
        answerChat(chat("Hi."));
    }

    @Test
    default void refuses_a_prompt_that_does_not_fit_and_says_how_much_does() {
        ContractClient.Reply reply = post(chat("word ".repeat(45_000)));

        ContractPart.assertError(reply, 400, "context_length_exceeded");
        JsonNode message = reply.json().at("/error/message");
        assertThat(message.asText()).containsPattern("[1-9][0-9]{2,}");
        answerChat(chat("Hi."));
    }
}
