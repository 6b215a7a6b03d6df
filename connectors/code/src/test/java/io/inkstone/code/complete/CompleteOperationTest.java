package io.inkstone.code.complete;

import static org.assertj.core.api.Assertions.assertThat;

import io.inkstone.code.ScriptedModels;
import org.junit.jupiter.api.Test;

class CompleteOperationTest {

    private static final String BEFORE = "class A {\n    int f(int x) {\n        ";
    private static final String AFTER = "\n    }\n}\n";

    @Test
    void asks_the_model_once_when_its_text_fits() throws Exception {
        ScriptedModels models = new ScriptedModels("return x;\n    }\n\n    int g() {");

        CompleteAnswer answer = ask(models, new CompleteInput(BEFORE, AFTER, "A.java"));

        assertThat(answer.completions()).hasSize(1);
        assertThat(answer.completions().get(0).text()).isEqualTo("return x;");
        assertThat(answer.completions().get(0).confidence()).isGreaterThan(0.5);
        assertThat(answer.completions().get(0).lines()).isEqualTo(1);
        assertThat(answer.reason()).isNull();
        assertThat(answer.promptTokens()).isEqualTo(10);
        assertThat(answer.cachedTokens()).isEqualTo(4);
        assertThat(models.fills()).hasSize(1);
        assertThat(models.fills().get(0).prefix()).isEqualTo(BEFORE);
    }

    @Test
    void asks_again_when_the_text_does_not_parse() throws Exception {
        ScriptedModels models = new ScriptedModels("return class int\n", "return x + 1;\n");

        CompleteAnswer answer = ask(models, new CompleteInput(BEFORE, AFTER, "A.java"));

        assertThat(answer.completions().get(0).text()).isEqualTo("return x + 1;");
        assertThat(models.fills().get(1).temperature()).isPositive();
    }

    @Test
    void offers_nothing_rather_than_rubbish() throws Exception {
        ScriptedModels models = new ScriptedModels("return class int\n", "int int\n", "class return\n");

        CompleteAnswer answer = ask(models, new CompleteInput(BEFORE, AFTER, "A.java"));

        assertThat(answer.completions()).isEmpty();
        assertThat(answer.reason()).isEqualTo("no_syntax");
    }

    @Test
    void begins_a_line_deeper_when_the_model_repeats_what_follows() throws Exception {
        String before = "class A {\n    int f(int x) {\n";
        ScriptedModels models = new ScriptedModels("    }\n", "return x;\n");

        CompleteAnswer answer = ask(models, new CompleteInput(before, AFTER, "A.java"));

        assertThat(models.fills().get(1).prefix()).isEqualTo(before + "        ");
        assertThat(answer.completions().get(0).text()).isEqualTo("        return x;");
    }

    @Test
    void closes_what_the_file_needs_closed() throws Exception {
        String before = "class A {\n    void f(int x) {\n        if (x > 1) {\n            g();\n";
        ScriptedModels models = new ScriptedModels("            h();\n", "            h();\n", "            h();\n");

        CompleteAnswer answer = ask(models, new CompleteInput(before, AFTER, "A.java"));

        assertThat(answer.completions().get(0).text()).isEqualTo("        }");
    }

    @Test
    void prefers_a_long_line_that_makes_the_file_whole_to_a_short_one_that_does_not() throws Exception {
        String opener = "for (int i = start; i < values.length && values[i] > limit; i = i + step(i, values)) {";
        ScriptedModels models = new ScriptedModels("int row = 0;\n", opener + "\n", "int row = 0;\n", "int row = 0;\n");

        CompleteAnswer answer = ask(
                models,
                new CompleteInput(
                        BEFORE, "\n            x += values[i];\n        }\n        return x;\n    }\n}\n", "A.java"));

        assertThat(answer.completions())
                .extracting(CompleteAnswer.Completion::text)
                .containsExactly(opener);
    }

    @Test
    void completes_a_block_behind_an_empty_one() throws Exception {
        ScriptedModels models = new ScriptedModels("return x\n        + 1;\n    }\n\n    void more() {\n");

        CompleteAnswer answer = ask(models, new CompleteInput(BEFORE, AFTER, "A.java"));

        assertThat(answer.completions().get(0).text()).isEqualTo("return x\n        + 1;");
        assertThat(answer.completions().get(0).lines()).isEqualTo(2);
    }

    @Test
    void gives_as_many_different_ones_as_are_wanted() throws Exception {
        ScriptedModels models = new ScriptedModels("return x;\n", "return x;\n", "return -x;\n");

        CompleteAnswer answer = ask(models, new CompleteInput(BEFORE, AFTER, null, "java", null, "line", 2, null));

        assertThat(answer.completions())
                .extracting(CompleteAnswer.Completion::text)
                .containsExactly("return x;", "return -x;");
    }

    @Test
    void reads_windows_line_ends() throws Exception {
        ScriptedModels models = new ScriptedModels("return x;\n");

        ask(models, new CompleteInput(BEFORE.replace("\n", "\r\n"), AFTER.replace("\n", "\r\n"), "A.java"));

        assertThat(models.fills().get(0).prefix()).doesNotContain("\r");
    }

    private static CompleteAnswer ask(ScriptedModels models, CompleteInput input) throws InterruptedException {
        return models.run(CompleteOperation.create(), input);
    }
}
