package io.inkstone.guardrails.openai;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class GrammarLiteralsTest {

    @Test
    void changes_literals_alone() {
        String grammar = "root ::= \"a b\" | [a-z\"]+ name # \"a comment\"\nname ::= \"c\" \"\"";

        assertThat(GrammarLiterals.changed(grammar, text -> text.toUpperCase(Locale.ROOT)))
                .isEqualTo("root ::= \"A B\" | [a-z\"]+ name # \"a comment\"\nname ::= \"C\" \"\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "root ::= \"say \\\"hi\\\" \\\\ there\"",
                "root ::= \"a\\nb\\x41\" [ \\t]",
                "root ::= [\\]\"] \"x\"",
                "root ::= \"open",
                "root ::= [open",
                "root ::= \"\\",
                ""
            })
    void leaves_a_grammar_as_it_is_that_nothing_is_changed_in(String grammar) {
        assertThat(GrammarLiterals.changed(grammar, text -> text)).isEqualTo(grammar);
    }
}
