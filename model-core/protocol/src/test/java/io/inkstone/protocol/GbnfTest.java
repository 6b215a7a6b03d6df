package io.inkstone.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class GbnfTest {

    private record Language(String grammar, List<String> inside, List<String> outside) {}

    private static final List<Language> LANGUAGES = List.of(
            new Language("root ::= \"yes\" | \"no\"", List.of("yes", "no"), List.of("", "ye", "yesno", "Yes")),
            new Language("root ::= \"\" | \"a\"", List.of("", "a"), List.of("aa")),
            new Language("root ::= [a-c]+", List.of("a", "cab"), List.of("", "d", "ad")),
            new Language("root ::= [^a-c\\n]{2}", List.of("xy", "语言", "😀d"), List.of("x", "xa", "x\n", "xyz")),
            new Language("root ::= [a-]", List.of("a", "-"), List.of("b")),
            new Language("root ::= [-a]", List.of("a", "-"), List.of("b")),
            new Language("root ::= [\\]\\[\\\\]+", List.of("[]\\"), List.of("a")),
            new Language("root ::= [a^]", List.of("a", "^"), List.of("b")),
            new Language("root ::= .", List.of("a", "\n", "😀"), List.of("", "ab")),
            new Language("root ::= \"\\n\\t\\r\\\\\\\"\\[\\]\"", List.of("\n\t\r\\\"[]"), List.of("")),
            new Language("root ::= \"\\x41\\u8BED\\U0001F600\"", List.of("A语😀"), List.of("A语")),
            new Language("root ::= [\\x41-\\u0043]", List.of("A", "B", "C"), List.of("D")),
            new Language("root ::= \"a\"?", List.of("", "a"), List.of("aa")),
            new Language("root ::= \"ab\"*", List.of("", "ab", "abab"), List.of("aba")),
            new Language("root ::= \"x\" \"ab\"+", List.of("xab", "xabab"), List.of("x", "xaba", "xabx")),
            new Language("root ::= \"ab\"{2}", List.of("abab"), List.of("ab", "ababab", "abb")),
            new Language("root ::= \"a\"{2,}", List.of("aa", "aaaa"), List.of("", "a")),
            new Language("root ::= \"a\"{ 1 , 3 }", List.of("a", "aa", "aaa"), List.of("", "aaaa")),
            new Language("root ::= \"x\" \"a\"{0} \"y\"", List.of("xy"), List.of("xay")),
            new Language("root ::= \"a\"{2}{2}", List.of("aaaa"), List.of("aa", "aaa")),
            new Language(
                    "root ::= (\"a\" | \"b\" [0-9])+ \"!\"",
                    List.of("a!", "b1a!", "ab2b3!"),
                    List.of("!", "b!", "ba!")),
            new Language("root ::= (\n \"a\" # one\n | \"b\"\n )", List.of("a", "b"), List.of("ab")),
            new Language("root ::=\n \"a\" |\n \"b\"\n", List.of("a", "b"), List.of("ab")),
            new Language("# a comment\n\nroot ::= x-1 # more\r\nx-1 ::= \"a\"", List.of("a"), List.of("x-1")),
            new Language("x ::= \"a\"\rroot ::= x x", List.of("aa"), List.of("a")),
            new Language("root ::= \"(\" root \")\" | \"\"", List.of("", "()", "((()))"), List.of("(", "())", ")(")),
            new Language("root ::= a b\na ::= \"a\"*\nb ::= \"ab\"*", List.of("", "aab", "aaabab"), List.of("aba")));

    @TestFactory
    Stream<DynamicTest> accepts_what_is_in_the_language_and_nothing_else() {
        return LANGUAGES.stream()
                .map(language -> dynamicTest(language.grammar(), () -> {
                    Gbnf grammar = Gbnf.parse(language.grammar());
                    assertThat(language.inside()).allMatch(grammar::accepts);
                    assertThat(language.outside()).noneMatch(grammar::accepts);
                }));
    }

    private record Wrong(String grammar, String place, String reason) {}

    private static final List<Wrong> WRONGS = List.of(
            new Wrong("\n", "1:1", "no rule 'root'"),
            new Wrong("start ::= \"a\"", "1:1", "no rule 'root'"),
            new Wrong("root ::= x", "1:10", "rule 'x' is not defined"),
            new Wrong("root ::= \"a\"\nroot ::= \"b\"", "2:1", "defined twice"),
            new Wrong("root := \"a\"", "1:6", "expected '::='"),
            new Wrong("root ::= \"a\n", "1:10", "no closing quotation mark"),
            new Wrong("root ::= [a", "1:10", "no closing bracket"),
            new Wrong("root ::= []", "1:10", "class is empty"),
            new Wrong("root ::= [^]", "1:10", "class is empty"),
            new Wrong("root ::= [^\\x00-\\U0010FFFF]", "1:10", "leaves no character"),
            new Wrong("root ::= [z-a]", "1:11", "upside down"),
            new Wrong("root ::= \"\\q\"", "1:11", "unknown escape"),
            new Wrong("root ::= \"\\x4\"", "1:11", "2 hexadecimal digits"),
            new Wrong("root ::= \"\\u12\"", "1:11", "4 hexadecimal digits"),
            new Wrong("root ::= \"\\U00110000\"", "1:11", "no such character"),
            new Wrong("root ::= \"\\uD83D\\uDE00\"", "1:11", "half a character"),
            new Wrong("root ::= \"\uD83D\"", "1:11", "half a character"),
            new Wrong("root ::= \"a\0b\"", "1:12", "the character 0"),
            new Wrong("root ::= \"\\x00\"", "1:11", "the character 0"),
            new Wrong("root ::= (\"a\"", "1:14", "expected ')'"),
            new Wrong("root ::= \"a\")", "1:13", "expected the end of the line"),
            new Wrong("root ::= * \"a\"", "1:10", "nothing to repeat"),
            new Wrong("root ::= \"\"*", "1:12", "nothing to repeat"),
            new Wrong("root ::= \"a\"{", "1:14", "expected a number"),
            new Wrong("root ::= \"a\"{1;2}", "1:15", "expected ',' or '}'"),
            new Wrong("root ::= \"a\"{1,2", "1:17", "expected '}'"),
            new Wrong("root ::= \"a\"{3,2}", "1:13", "less than the fewest"),
            new Wrong("root ::= \"a\"{1001}", "1:14", "at most 1000"),
            new Wrong("root ::= \"a\"{99999999999}", "1:14", "at most 1000"),
            new Wrong("my_rule ::= \"a\"", "1:3", "must not hold '_'"),
            new Wrong("root ::= my_rule", "1:12", "must not hold '_'"),
            new Wrong("root ::= _x", "1:10", "must not hold '_'"),
            new Wrong("root ::= root \"a\" | \"b\"", "1:1", "left-recursive"),
            new Wrong("root ::= a\na ::= b \"x\"\nb ::= a | \"y\"", "1:10", "left-recursive"),
            new Wrong("root ::= e root \"a\" | \"b\"\ne ::= \"c\"?", "1:1", "left-recursive"),
            new Wrong("root ::= (\"a\"?)*", "1:16", "left-recursive"),
            new Wrong("root ::= (\"\" | \"a\")+", "1:20", "left-recursive"),
            new Wrong("root ::= \"a\" root", "1:1", "never come to an end"),
            new Wrong("root ::= \"a\" | \"b\" x\nx ::= \"c\" x", "1:20", "never come to an end"));

    @TestFactory
    Stream<DynamicTest> refuses_a_wrong_grammar_and_names_the_place() {
        return WRONGS.stream()
                .map(wrong -> dynamicTest(
                        wrong.place() + " " + wrong.reason(),
                        () -> assertThatThrownBy(() -> Gbnf.parse(wrong.grammar()))
                                .isInstanceOfSatisfying(ApiException.class, e -> {
                                    assertThat(e.status()).isEqualTo(400);
                                    assertThat(e.code()).isEqualTo("invalid_grammar");
                                    assertThat(e.param()).isEqualTo("grammar");
                                })
                                .hasMessageContaining(" " + wrong.place() + " ")
                                .hasMessageContaining(wrong.reason())));
    }

    @Test
    void refuses_what_is_too_large() {
        assertRefused("root ::= \"" + "a".repeat(Gbnf.MAX_CHARS) + "\"", "longer than");
        assertRefused("root ::= " + "\"a\"{1000} ".repeat(201), "too large");
        assertRefused("root ::= \"" + "a".repeat(201) + "\"{0,1000}", "too large");
        assertRefused("root ::= " + "(".repeat(65) + "\"a\"" + ")".repeat(65), "nested more than 64");
        StringBuilder rules = new StringBuilder("root ::= \"a\"\n");
        for (int i = 0; i < Gbnf.MAX_RULES; i++) {
            rules.append("r").append(i).append(" ::= \"a\"\n");
        }
        assertRefused(rules.toString(), "more than 10000 rules");
        assertRefused("root ::= " + "\"a\" | ".repeat(Gbnf.MAX_STACKS) + "\"b\"", "ways at once");
    }

    private static void assertRefused(String grammar, String reason) {
        assertThatThrownBy(() -> Gbnf.parse(grammar))
                .isInstanceOfSatisfying(
                        ApiException.class, e -> assertThat(e.code()).isEqualTo("invalid_grammar"))
                .hasMessageContaining(reason);
    }

    @Test
    void takes_long_chains_of_rules_and_of_repetitions() {
        StringBuilder rules = new StringBuilder("root ::= r0\n");
        for (int i = 0; i < 5000; i++) {
            rules.append("r").append(i).append(" ::= r").append(i + 1).append(" \"\"\n");
        }
        rules.append("r5000 ::= [a-z]{0,1000}");
        Gbnf grammar = Gbnf.parse(rules.toString());

        assertThat(grammar.accepts("z".repeat(1000))).isTrue();
        assertThat(grammar.accepts("z".repeat(1001))).isFalse();
    }

    @Test
    void a_matcher_follows_a_text_and_stays_where_it_was_when_refusing() {
        Gbnf.Matcher matcher = Gbnf.parse("root ::= \"ab\" \"c\"?").matcher();

        assertThat(matcher.isComplete()).isFalse();
        assertThat(matcher.accept('a')).isTrue();
        assertThat(matcher.accept('x')).isFalse();
        assertThat(matcher.accept("bx")).isFalse();
        assertThat(matcher.accept("b")).isTrue();
        assertThat(matcher.isComplete()).isTrue();
        assertThat(matcher.canContinue()).isTrue();
        assertThat(matcher.accept("c")).isTrue();
        assertThat(matcher.isComplete()).isTrue();
        assertThat(matcher.canContinue()).isFalse();
        assertThat(matcher.accept('c')).isFalse();
    }

    @Test
    void refuses_half_a_character() {
        assertThat(Gbnf.parse("root ::= .+").accepts("a\uD83D")).isFalse();
    }

    @Test
    void follows_a_long_text_with_a_flat_stack() {
        Gbnf grammar = Gbnf.parse("root ::= \"[\" item (\",\" item)* \"]\"\nitem ::= [0-9]+ | \"-\" item");

        assertThat(grammar.accepts("[" + "-1234,".repeat(100_000) + "7]")).isTrue();
    }

    @Test
    void refuses_to_follow_too_many_readings_or_too_deep_a_nesting() {
        Gbnf ambiguous = Gbnf.parse("root ::= \"a\" (root | root \"b\" | \"c\" root \"d\" | root \"e\")?");
        Gbnf nested = Gbnf.parse("root ::= \"(\" root \")\" | \"x\"");

        assertThatThrownBy(() -> ambiguous.accepts("a".repeat(1000))).hasMessageContaining("8192 ways");
        assertThatThrownBy(() -> nested.accepts("(".repeat(20_000))).hasMessageContaining("10000 deep");
        assertThat(nested.accepts("(".repeat(5000) + "x" + ")".repeat(5000))).isTrue();
    }

    @Test
    void quotes_any_text_so_that_it_is_read_back() {
        Random random = new Random(7);
        for (int round = 0; round < 500; round++) {
            String text = random.ints(1 + random.nextInt(8), 1, 0x3000)
                    .mapToObj(c -> Character.toString(c < 0x2000 ? c % 128 + 1 : c))
                    .reduce("", String::concat);
            assertThat(Gbnf.parse("root ::= " + Gbnf.quote(text)).accepts(text))
                    .as(text)
                    .isTrue();
        }
        assertThat(Gbnf.parse("root ::= [" + Gbnf.quoteRange('^', '^') + Gbnf.quoteRange('a', 'c') + "]+")
                        .accepts("^abc"))
                .isTrue();
        assertThatThrownBy(() -> Gbnf.quote("\0")).isInstanceOf(IllegalArgumentException.class);
    }

    /** Reference: java.util.regex on the same random pattern. */
    @Test
    void agrees_with_regular_expressions() {
        Random random = new Random(42);
        int compared = 0;
        for (int round = 0; round < 3000; round++) {
            String[] pair = pattern(random, 3);
            Gbnf grammar;
            try {
                grammar = Gbnf.parse("root ::= " + pair[0]);
            } catch (ApiException e) {
                // A repetition of what may be empty: regular expressions allow it, engines do not.
                assertThat(e).hasMessageContaining("left-recursive");
                continue;
            }
            for (int i = 0; i < 30; i++) {
                String text = random.ints(random.nextInt(7), 'a', 'd')
                        .mapToObj(Character::toString)
                        .reduce("", String::concat);
                assertThat(grammar.accepts(text)).as("%s on %s", pair[0], text).isEqualTo(text.matches(pair[1]));
                compared++;
            }
        }
        assertThat(compared).isGreaterThan(20_000);
    }

    /** The same pattern as GBNF and as a regular expression. */
    private static String[] pattern(Random random, int depth) {
        int kind = depth == 0 ? random.nextInt(3) : random.nextInt(8);
        if (kind < 2) {
            String letters = random.nextBoolean() ? "a" : "bc";
            return new String[] {"\"" + letters + "\"", "(?:" + letters + ")"};
        }
        if (kind == 2) {
            String set = random.nextBoolean() ? "[a-b]" : "[^a]";
            return new String[] {set, set};
        }
        String[] left = pattern(random, depth - 1);
        String[] right = pattern(random, depth - 1);
        if (kind == 3 || kind == 4) {
            return new String[] {"(" + left[0] + " | " + right[0] + ")", "(?:" + left[1] + "|" + right[1] + ")"};
        }
        if (kind == 5) {
            String times =
                    List.of("*", "+", "?", "{2}", "{1,}", "{1,2}", "{0,3}").get(random.nextInt(7));
            return new String[] {"(" + left[0] + ")" + times, "(?:" + left[1] + ")" + times};
        }
        return new String[] {left[0] + " " + right[0], left[1] + right[1]};
    }
}
