package io.inkstone.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class JsonSchemaGrammarTest {

    private record Held(String schema, List<String> inside, List<String> outside) {}

    /** Schemas of the property {@code v} of an object; the texts are its value. */
    private static final List<Held> VALUES = List.of(
            held("{'type':'string'}", "'' ; 'a' ; '语😀' ; 'a\\n\\u00e9'", "1 ; a ; 'a ; '\t'"),
            held(
                    "{'type':'string','minLength':2,'maxLength':3}",
                    "'ab' ; 'abc' ; '语言' ; '\\n\\n'",
                    "'' ; 'a' ; 'abcd'"),
            held("{'type':'string','maxLength':0}", "''", "'a'"),
            held(
                    "{'type':'string','format':'date'}",
                    "'2024-02-29' ; '2023-12-31'",
                    "'2023-02-29' ; '1900-02-29' ; '2024-13-01' ; '2024-04-31'"),
            held("{'enum':['a','b c',1,null,{'x':[1]}]}", "'a' ; 'b c' ; 1 ; null ; {'x':[1]}", "'c' ; 2 ; true"),
            held("{'type':'string','enum':['a',1]}", "'a'", "1"),
            held("{'const':'语\\n'}", "'语\\n'", "'语'"),
            held("{'type':'integer'}", "0 ; -1 ; 999999999999999", "-0 ; 01 ; 1.0 ; 1e2 ; 1234567890123456"),
            held("{'type':'integer','minimum':-5,'maximum':12}", "-5 ; 0 ; 12", "-6 ; 13 ; -0"),
            held("{'type':'integer','exclusiveMinimum':0,'maximum':3.5}", "1 ; 3", "0 ; 4"),
            held("{'type':'number'}", "0 ; -1.5 ; 2e10 ; 1.5E-7", "01 ; 1. ; .5 ; +1"),
            held("{'type':'number','minimum':0}", "0 ; 1.5", "-1"),
            held("{'type':'boolean'}", "true ; false", "null ; 'true'"),
            held("{'type':['string','null']}", "'a' ; null", "1"),
            held("{'type':'array','items':{'type':'integer'}}", "[] ; [1] ; [1, 2,3]", "[1,] ; ['a'] ; [1,  2] ; [ 1]"),
            held("{'type':'array','items':{'type':'integer'},'maxItems':0}", "[]", "[1]"),
            held("{'type':'array','items':{'type':'integer'},'minItems':1,'maxItems':1}", "[1]", "[] ; [1,2]"),
            held(
                    "{'type':'array','items':{'type':'integer'},'minItems':2,'maxItems':3}",
                    "[1,2] ; [1,2,3]",
                    "[1] ; [1,2,3,4]"),
            held("{'type':'array','minItems':2}", "[1,'a'] ; [{},[],null]", "[] ; [1]"),
            held("{'type':'object','properties':{},'additionalProperties':false}", "{}", "{'a':1}"),
            held("{'type':'object'}", "{} ; {'a':{'b':[1,true]}}", "[] ; {'a'} ; {a:1}"),
            held("{'anyOf':[{'type':'integer'},{'const':'none'}]}", "1 ; 'none'", "'some'"),
            held("{'oneOf':[{'type':'integer'},{'type':'null'}],'description':'d'}", "1 ; null", "'a'"),
            held("{'allOf':[{'type':'integer'}]}", "1", "'a'"),
            held("{}", "1 ; 'a' ; [{'b':null}]", "a"),
            held("true", "1", "a"));

    private static Held held(String schema, String inside, String outside) {
        return new Held(
                schema.replace('\'', '"'),
                List.of(inside.replace('\'', '"').split(" ; ", -1)),
                List.of(outside.replace('\'', '"').split(" ; ", -1)));
    }

    @TestFactory
    Stream<DynamicTest> holds_each_keyword() {
        return VALUES.stream()
                .map(held -> dynamicTest(held.schema(), () -> {
                    Gbnf grammar =
                            grammar("{'type':'object','properties':{'v':" + held.schema() + "},'required':['v']}");
                    assertThat(held.inside()).allMatch(value -> grammar.accepts("{\"v\":" + value + "}"));
                    assertThat(held.outside()).noneMatch(value -> grammar.accepts("{\"v\":" + value + "}"));
                }));
    }

    private static JsonNode json(String text) throws JsonProcessingException {
        return Json.MAPPER.readTree(text.replace('\'', '"'));
    }

    private static Gbnf grammar(String schema) throws JsonProcessingException {
        return Gbnf.parse(JsonSchemaGrammar.toGbnf(json(schema)));
    }

    @Test
    void puts_commas_right_around_optional_properties() throws Exception {
        Gbnf grammar = grammar("{'type':'object','required':['c'],'properties':"
                + "{'a':{'const':1},'b':{'const':2},'c':{'const':3},'d':{'const':4}}}");

        assertThat(List.of("{'c':3}", "{'a':1,'c':3}", "{'b':2, 'c': 3}", "{'a':1,'b':2,'c':3,'d':4}", "{'c':3,'d':4}"))
                .allMatch(text -> grammar.accepts(text.replace('\'', '"')));
        assertThat(List.of("{}", "{'a':1}", "{,'c':3}", "{'c':3,}", "{'a':1'c':3}", "{'c':3,'a':1}", "{'c':3,'e':5}"))
                .noneMatch(text -> grammar.accepts(text.replace('\'', '"')));
    }

    @Test
    void allows_no_property_at_all_where_none_is_required() throws Exception {
        Gbnf grammar = grammar("{'type':'object','properties':{'a':{'const':1},'b':{'const':2}}}");

        assertThat(List.of("{}", "{'a':1}", "{'b':2}", "{'a':1,'b':2}"))
                .allMatch(text -> grammar.accepts(text.replace('\'', '"')));
        assertThat(List.of("{,}", "{'b':2,'a':1}", "{'a':1,}"))
                .noneMatch(text -> grammar.accepts(text.replace('\'', '"')));
    }

    @Test
    void follows_references_that_come_back_to_themselves() throws Exception {
        Gbnf grammar =
                grammar("{'$ref':'#/$defs/node','$defs':{'node':{'type':'object','required':['n','next'],'properties':"
                        + "{'n':{'type':'integer'},'next':{'anyOf':[{'$ref':'#/$defs/node'},{'type':'null'}]}}}}}");

        assertThat(grammar.accepts("{\"n\":1,\"next\":{\"n\":2,\"next\":null}}"))
                .isTrue();
        assertThat(grammar.accepts("{\"n\":1,\"next\":{\"n\":2}}")).isFalse();
    }

    @Test
    void takes_any_object_for_a_schema_that_says_nothing() throws Exception {
        assertThat(grammar("{'description':'whatever'}").accepts("{\"a\":[1]}")).isTrue();
        assertThat(grammar("{}").accepts("[]")).isFalse();
        assertThat(Gbnf.parse(JsonSchemaGrammar.anyObject()).accepts("{\"a\": 1, \"b\":\"\\u8bed\"}"))
                .isTrue();
    }

    private record Refused(String schema, String path) {}

    private static final List<Refused> REFUSED = List.of(
            new Refused("[]", "#"),
            new Refused("{'type':'array'}", "#"),
            new Refused(
                    "{'type':'object','properties':{'a':{'type':'string','pattern':'a+'}}}", "#/properties/a/pattern"),
            new Refused(
                    "{'type':'object','properties':{'a':{'type':'string','format':'email'}}}", "#/properties/a/format"),
            new Refused("{'type':'object','properties':{'a':{'type':'text'}}}", "#/properties/a/type"),
            new Refused("{'type':'object','properties':{'a':{'type':[]}}}", "#/properties/a/type"),
            new Refused("{'type':'object','properties':{'a':{'type':'number','maximum':1}}}", "#/properties/a/maximum"),
            new Refused(
                    "{'type':'object','properties':{'a':{'type':'integer','multipleOf':2}}}",
                    "#/properties/a/multipleOf"),
            new Refused(
                    "{'type':'object','properties':{'a':{'type':'integer','minimum':2,'maximum':1}}}",
                    "#/properties/a"),
            new Refused(
                    "{'type':'object','properties':{'a':{'type':'integer','minimum':1e999999999}}}",
                    "#/properties/a/minimum"),
            new Refused(
                    "{'type':'object','properties':{'a':{'type':'array','uniqueItems':true}}}",
                    "#/properties/a/uniqueItems"),
            new Refused(
                    "{'type':'object','properties':{'a':{'type':'array','maxItems':100000}}}",
                    "#/properties/a/maxItems"),
            new Refused(
                    "{'type':'object','properties':{'a':{'type':'array','minItems':2,'maxItems':1}}}",
                    "#/properties/a"),
            new Refused("{'type':'object','properties':{'a':{'enum':[]}}}", "#/properties/a/enum"),
            new Refused(
                    "{'type':'object','properties':{'a':{'enum':['x'],'minLength':1}}}", "#/properties/a/minLength"),
            new Refused("{'type':'object','properties':{'a':{'anyOf':[]}}}", "#/properties/a/anyOf"),
            new Refused("{'type':'object','properties':{'a':{'allOf':[{},{}]}}}", "#/properties/a/allOf"),
            new Refused("{'type':'object','properties':{'a':{'$ref':'http://x/y'}}}", "#/properties/a/$ref"),
            new Refused("{'type':'object','properties':{'a':{'$ref':'#/$defs/none'}}}", "#/properties/a/$ref"),
            new Refused("{'type':'object','properties':{'a':{'not':{}}}}", "#/properties/a/not"),
            new Refused("{'type':'object','properties':{'a':false}}", "#/properties/a"),
            new Refused("{'type':'object','required':['b'],'properties':{'a':{}}}", "#/required"),
            new Refused("{'type':'object','additionalProperties':{'type':'string'}}", "#/additionalProperties"),
            new Refused("{'$ref':'#'}", ""),
            new Refused("{'type':'object','required':['a'],'properties':{'a':{'$ref':'#'}}}", "without an end"));

    @TestFactory
    Stream<DynamicTest> refuses_what_it_cannot_hold_and_names_the_place() {
        return REFUSED.stream()
                .map(refused -> dynamicTest(
                        refused.schema(),
                        () -> assertThatThrownBy(() -> JsonSchemaGrammar.toGbnf(json(refused.schema())))
                                .isInstanceOfSatisfying(ApiException.class, e -> {
                                    assertThat(e.status()).isEqualTo(400);
                                    assertThat(e.code()).isEqualTo("unsupported_schema");
                                })
                                .hasMessageContaining(refused.path())));
    }

    @Test
    void looks_at_each_definition_once_and_not_too_deep() throws Exception {
        StringBuilder doubled = new StringBuilder("{'$ref':'#/$defs/d0','$defs':{");
        StringBuilder chained = new StringBuilder("{'$ref':'#/$defs/d0','$defs':{");
        for (int i = 0; i < 100; i++) {
            String next = "{'$ref':'#/$defs/d" + (i + 1) + "'}";
            doubled.append("'d" + i + "':{'anyOf':[" + next + "," + next + "]},");
        }
        for (int i = 0; i < 5000; i++) {
            chained.append("'d" + i + "':{'type':'object','properties':{'a':{'$ref':'#/$defs/d" + (i + 1) + "'}}},");
        }

        assertThat(grammar(doubled + "'d100':{'type':'object','properties':{}}}}")
                        .accepts("{}"))
                .isTrue();
        assertThatThrownBy(() -> grammar(chained + "'d5000':{}}}")).hasMessageContaining("nested more than 256");
    }

    @Test
    void writes_integer_ranges_that_hold_exactly_their_numbers() {
        Random random = new Random(11);
        for (int round = 0; round < 400; round++) {
            long low = random.nextInt(4000) - 2000L;
            long high = low + random.nextInt(round % 2 == 0 ? 30 : 3000);
            Gbnf grammar = Gbnf.parse("root ::= " + IntegerRange.toGbnf(low, high));
            for (long number = low - 120; number <= high + 120; number += 1 + random.nextInt(5)) {
                assertThat(grammar.accepts(Long.toString(number)))
                        .as("%d in %d to %d", number, low, high)
                        .isEqualTo(number >= low && number <= high);
            }
            assertThat(List.of("-0", "00", "", "-")).noneMatch(grammar::accepts);
            assertThat(grammar.accepts(Long.toString(low))).isTrue();
            assertThat(grammar.accepts(Long.toString(high))).isTrue();
        }
        Gbnf widest = Gbnf.parse("root ::= " + IntegerRange.toGbnf(-IntegerRange.MAX, IntegerRange.MAX));
        assertThat(widest.accepts("-999999999999999")).isTrue();
        assertThat(widest.accepts("1000000000000000")).isFalse();
    }
}
