package io.inkstone.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The contract of answers that must have a form: grammars and JSON Schemas. */
interface FormatContract extends ContractPart {

    private ObjectNode chatAs(String schema) {
        ObjectNode request = chat("Describe a cat as JSON.").put("max_tokens", 200);
        request.putObject("response_format")
                .put("type", "json_schema")
                .putObject("json_schema")
                .put("name", "animal")
                .set("schema", ContractClient.parse(schema.replace('\'', '"')));
        return request;
    }

    @Test
    default void answers_in_a_grammar() {
        assumeGrammar();
        List<String> words = List.of("inkstone", "brush", "paper");
        JsonNode reply = answerChat(chatUnder("root ::= \"inkstone\" | \"brush\" | \"paper\"")
                .put("n", 3)
                .put("temperature", 1.5));

        assertThat(reply.path("choices")).hasSize(3).allSatisfy(choice -> {
            assertThat(choice.at("/message/content").asText()).isIn(words);
            assertThat(choice.path("finish_reason").asText()).isEqualTo(Replies.STOP);
        });
    }

    @Test
    default void answers_in_a_grammar_with_rules_classes_and_repetitions() {
        assumeGrammar();
        Gbnf grammar = Gbnf.parse("# a cell range\nroot ::= cell \":\" cell\ncell ::= [A-Z]{1,2} [1-9] [0-9]{0,3}\n");
        JsonNode reply = answerChat(chatUnder(grammar.text()));

        assertThat(grammar.accepts(ContractPart.content(reply)))
                .as(ContractPart.content(reply))
                .isTrue();
    }

    @Test
    default void answers_in_a_json_schema() {
        assumeGrammar();
        JsonNode reply = answerChat(chatAs("{'type':'object','additionalProperties':false,"
                + "'required':['kind','legs','names'],'properties':{'kind':{'enum':['cat','dog','砚']},"
                + "'legs':{'type':'integer','minimum':0,'maximum':8},'note':{'type':['string','null'],'maxLength':8},"
                + "'names':{'type':'array','items':{'type':'string','maxLength':6},'minItems':1,'maxItems':2}}}"));

        assertThat(reply.at("/choices/0/finish_reason").asText()).isEqualTo(Replies.STOP);
        JsonNode animal = ContractClient.parse(ContractPart.content(reply));
        assertThat(animal.path("kind").asText()).isIn("cat", "dog", "砚");
        assertThat(animal.path("legs").isIntegralNumber()).isTrue();
        assertThat(animal.path("legs").asInt()).isBetween(0, 8);
        assertThat(animal.path("names").size()).isBetween(1, 2);
        assertThat(animal.path("names")).allMatch(JsonNode::isTextual);
    }

    /** A schema that once made an engine write whatever it liked. */
    @Test
    default void answers_with_an_empty_array_or_refuses() {
        assumeGrammar();
        ContractClient.Reply reply = client().post(
                        "/v1/chat/completions",
                        chatAs(
                                "{'type':'object','additionalProperties':false,'required':['kind','tags'],'properties':"
                                        + "{'kind':{'enum':['cat','dog']},'tags':{'type':'array','items':{'type':'string'},'maxItems':0}}}"));

        if (reply.status() != 200) {
            ContractPart.assertError(reply, 400, "unsupported_schema");
            return;
        }
        JsonNode animal = ContractClient.parse(ContractPart.content(reply.json()));
        assertThat(animal.path("kind").asText()).isIn("cat", "dog");
        assertThat(animal.path("tags").isArray()).isTrue();
        assertThat(animal.path("tags")).isEmpty();
    }

    @Test
    default void answers_with_an_object_where_any_will_do() {
        assumeGrammar();
        ObjectNode request = chat("Answer {\"cat\":4} and nothing else.").put("max_tokens", 100);
        request.putObject("response_format").put("type", "json_object");
        JsonNode reply = answerChat(request);

        assertThat(ContractPart.content(reply)).startsWith("{");
        if (reply.at("/choices/0/finish_reason").asText().equals(Replies.STOP)) {
            assertThat(ContractClient.parse(ContractPart.content(reply)).isObject())
                    .isTrue();
        }
    }

    @Test
    default void refuses_a_grammar_that_an_engine_would_ignore_or_die_of() {
        assumeGrammar();
        for (String grammar : List.of(
                "root ::= \"a",
                "root ::= no-such-rule",
                "start ::= \"a\"",
                "root ::= root \"a\" | \"b\"",
                "root ::= x \"a\"\nx ::= \"\" | root",
                "root ::= (\"a\"*)*",
                "root ::= \"a\" root",
                "root ::= \"a\"{100000}",
                "root ::= a_b\na_b ::= \"c\"")) {
            ContractPart.assertError(client().post("/v1/chat/completions", chatUnder(grammar)), 400, "invalid_grammar");
        }
    }

    @Test
    default void refuses_a_schema_that_cannot_be_held() {
        assumeGrammar();
        for (String schema : List.of(
                "{'type':'array'}",
                "{'type':'object','properties':{'a':{'type':'nonsense'}}}",
                "{'type':'object','properties':{'a':{'type':'string','pattern':'('}}}",
                "{'type':'object','required':['a'],'properties':{'a':{'$ref':'#'}}}")) {
            ContractPart.assertError(client().post("/v1/chat/completions", chatAs(schema)), 400, "unsupported_schema");
        }
    }
}
