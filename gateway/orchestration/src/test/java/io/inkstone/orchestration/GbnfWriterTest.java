package io.inkstone.orchestration;

import static org.assertj.core.api.Assertions.assertThat;

import io.inkstone.connector.Grammar;
import io.inkstone.protocol.Gbnf;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GbnfWriterTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "plain",
                "\"quoted\"",
                "back\\slash",
                "[a-z]",
                "two\nlines\ttab",
                "销售额",
                "😀",
                "a\u0001b",
                "\u007F"
            })
    void says_any_literal_so_that_it_is_read_back(String text) {
        Gbnf grammar = Gbnf.parse(GbnfWriter.write(Grammar.literal(text)));

        assertThat(grammar.accepts(text)).isTrue();
        assertThat(grammar.accepts(text + "x")).isFalse();
        assertThat(grammar.accepts("x")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"]", "[", "^", "-", "\\", "\"", "é", "中", "😀", "\n", "a"})
    void says_any_character_of_a_set(String character) {
        int point = character.codePointAt(0);
        Gbnf grammar = Gbnf.parse(GbnfWriter.write(new Grammar.CharSet(List.of(point, point, 0x30, 0x39))));

        assertThat(grammar.accepts(character)).isTrue();
        assertThat(grammar.accepts("5")).isTrue();
        assertThat(grammar.accepts("b")).isFalse();
    }

    @Test
    void says_sequences_alternatives_and_repetitions() {
        Grammar digits = Grammar.repeat(Grammar.chars('0', '9'), 1, 3);
        Grammar grammar = Grammar.sequence(
                Grammar.anyOf(Grammar.literal("sum"), Grammar.literal("count")),
                Grammar.literal("("),
                digits,
                Grammar.optional(Grammar.sequence(Grammar.literal(","), digits)),
                Grammar.literal(")"));
        Gbnf written = Gbnf.parse(GbnfWriter.write(grammar));

        assertThat(List.of("sum(1)", "count(123,4)")).allMatch(written::accepts);
        assertThat(List.of("sum()", "sum(1234)", "sum(1,)", "max(1)", "sum(1")).noneMatch(written::accepts);
    }

    @Test
    void makes_a_rule_of_a_part_that_comes_several_times() {
        Grammar column = Grammar.oneOf(List.of("region", "sales"));
        Grammar grammar = Grammar.sequence(column, Grammar.literal("="), column);

        assertThat(GbnfWriter.write(grammar))
                .isEqualTo("root ::= part-1 \"=\" part-1\npart-1 ::= \"region\" | \"sales\"\n");
    }

    @Test
    void says_an_empty_sequence() {
        Gbnf written = Gbnf.parse(GbnfWriter.write(Grammar.anyOf(Grammar.sequence(), Grammar.literal("x"))));

        assertThat(written.accepts("")).isTrue();
        assertThat(written.accepts("x")).isTrue();
    }

    @Test
    void repeats_a_repetition() {
        Grammar pair = Grammar.repeat(Grammar.literal("a"), 2, 2);
        Gbnf written = Gbnf.parse(GbnfWriter.write(Grammar.repeat(pair, 0, 2)));

        assertThat(List.of("", "aa", "aaaa")).allMatch(written::accepts);
        assertThat(List.of("a", "aaa", "aaaaaa")).noneMatch(written::accepts);
    }
}
