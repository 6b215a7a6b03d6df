package io.inkstone.code.complete;

import static org.assertj.core.api.Assertions.assertThat;

import io.inkstone.code.syntax.CodeLanguage;
import org.junit.jupiter.api.Test;

class BlockStopTest {

    @Test
    void closes_a_block_that_nothing_closes_below() {
        BlockStop stop = new BlockStop(java("class A {\n    int f() {", "\n"));

        assertThat(stop.enough("\n        return 1;\n")).isFalse();
        assertThat(stop.cut("\n        return 1;\n    }\n\n    int g() {\n")).isEqualTo("\n        return 1;\n    }");
    }

    @Test
    void leaves_the_closer_that_is_there() {
        BlockStop stop = new BlockStop(java("class A {\n    int f() {\n        ", "\n    }\n}\n"));

        assertThat(stop.cut("int x = 1;\n        return x;\n    }\n}\n")).isEqualTo("int x = 1;\n        return x;");
    }

    @Test
    void ends_a_python_block_where_the_indentation_falls_back() {
        BlockStop stop =
                new BlockStop(new Gap("def f(x):\n    ", "\n\ndef g():\n    pass\n", CodeLanguage.PYTHON, true));

        assertThat(stop.cut("if x:\n        return 1\n    return 2\n\n\ndef h():\n"))
                .isEqualTo("if x:\n        return 1\n    return 2");
    }

    @Test
    void stops_before_it_repeats_what_follows() {
        BlockStop stop = new BlockStop(java("void f() {\n    ", "\n    send(message);\n}\n"));

        assertThat(stop.cut("check(message);\n    send(message);\n    done();\n"))
                .isEqualTo("check(message);");
    }

    private static Gap java(String before, String after) {
        return new Gap(before, after, CodeLanguage.JAVA, true);
    }
}
