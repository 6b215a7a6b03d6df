package io.inkstone.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inkstone.protocol.ProtocolContract.Ability;
import io.inkstone.protocol.ProtocolContract.Target;

/** What the parts of the contract share: the server, and requests to begin with. */
interface ContractPart {

    Target target();

    default ContractClient client() {
        return new ContractClient(target());
    }

    /** A greedy chat of one message with at most 12 tokens to come. */
    default ObjectNode chat(String content) {
        ObjectNode request = Json.MAPPER.createObjectNode();
        request.put("model", target().chatModel()).put("temperature", 0).put("max_tokens", 12);
        request.putArray("messages").addObject().put("role", "user").put("content", content);
        return request;
    }

    /** The same under a grammar, with room for 200 tokens. */
    default ObjectNode chatUnder(String grammar) {
        return chat("Say something.").put("grammar", grammar).put("max_tokens", 200);
    }

    default void assumeGrammar() {
        assumeTrue(target().can(Ability.GRAMMAR), "this server holds no grammars");
    }

    /** The body of a good answer. */
    default JsonNode answer(String path, ObjectNode request) {
        ContractClient.Reply reply = client().post(path, request);
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        return reply.json();
    }

    default JsonNode answerChat(ObjectNode request) {
        return answer("/v1/chat/completions", request);
    }

    static String content(JsonNode completion) {
        return completion.at("/choices/0/message/content").asText();
    }

    static void assertError(ContractClient.Reply reply, int status, String code) {
        assertThat(reply.status()).as(reply.text()).isEqualTo(status);
        JsonNode error = reply.json().path("error");
        assertThat(error.path("code").asText()).as(reply.text()).isEqualTo(code);
        assertThat(error.path("message").asText()).as(reply.text()).isNotBlank();
        assertThat(error.path("type").asText()).as(reply.text()).isNotBlank();
        assertThat(error.has("param")).as(reply.text()).isTrue();
    }
}
