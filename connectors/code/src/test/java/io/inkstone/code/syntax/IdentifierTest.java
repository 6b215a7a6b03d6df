package io.inkstone.code.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class IdentifierTest {

    @Test
    void finds_names_outside_strings_and_comments() {
        assertThat(Identifier.in("total = a.size(0x1f) + \"b\" # c", CodeLanguage.PYTHON))
                .containsExactly(
                        new Identifier("total", 0, false, false),
                        new Identifier("a", 8, false, false),
                        new Identifier("size", 10, true, true));
    }
}
