package io.inkstone.code.assist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.inkstone.code.ScriptedModels;
import io.inkstone.connector.ConnectorException;
import io.inkstone.connector.Operation;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class AssistOperationTest {

    private static final String CODE = "def half(x):\n    return x / 2\n";

    @Test
    void passes_an_explanation_on_while_it_comes() throws Exception {
        ScriptedModels models = new ScriptedModels("It halves a number.");

        AssistAnswer answer = models.run(operation("explain"), new AssistInput(CODE, "python"));

        assertThat(answer).isEqualTo(new AssistAnswer("It halves a number.", null));
        assertThat(models.passedOn()).isEqualTo("It halves a number.");
        assertThat(models.chats().get(0)).contains(CODE);
    }

    @Test
    void gives_the_mended_code_alone() throws Exception {
        ScriptedModels models = new ScriptedModels(
                        "```python\ndef half(x):\n    return x / 2\n```\nA bracket was missing.")
                .onlyChatting();

        AssistAnswer answer = models.run(
                operation("fix"),
                new AssistInput("def half(x:\n    return x / 2\n", "python", null, null, null, null, "SyntaxError"));

        assertThat(answer.code()).isEqualTo("def half(x):\n    return x / 2");
        assertThat(models.chats().get(0)).contains("SyntaxError");
    }

    @Test
    void asks_once_more_for_code_that_parses() throws Exception {
        ScriptedModels models = new ScriptedModels(
                        "```python\ndef half(x:\n```", "```python\ndef half(x):\n    return x * 0.5\n```")
                .onlyChatting();

        AssistAnswer answer = models.run(operation("fix"), new AssistInput(CODE, "python"));

        assertThat(answer.code()).contains("0.5");
        assertThat(models.chats().get(1)).contains("does not parse");
    }

    @Test
    void leaves_out_how_the_mended_code_is_called() throws Exception {
        ScriptedModels models = new ScriptedModels(
                        "```python\ndef half(x):\n    return x * 0.5\n\n# Example usage\nprint(half(4))\n```")
                .onlyChatting();

        AssistAnswer answer = models.run(operation("fix"), new AssistInput(CODE, "python"));

        assertThat(answer.code()).isEqualTo("def half(x):\n    return x * 0.5");
    }

    @Test
    void keeps_the_names_that_others_use() throws Exception {
        ScriptedModels models = new ScriptedModels(
                        "```python\ndef halve(x):\n    return x * 0.5\n```",
                        "```python\ndef half(x):\n    return x * 0.5\n```")
                .onlyChatting();

        AssistAnswer answer = models.run(operation("fix"), new AssistInput(CODE, "python"));

        assertThat(answer.code()).isEqualTo("def half(x):\n    return x * 0.5");
        assertThat(models.chats().get(1)).contains("no longer declares half");
    }

    @Test
    void refuses_what_does_not_hold_twice() {
        ScriptedModels models =
                new ScriptedModels("I cannot.", "I cannot.").onlyChatting().in(Locale.CHINESE);

        assertThatThrownBy(() -> models.run(operation("fix"), new AssistInput(CODE, "python")))
                .isInstanceOfSatisfying(ConnectorException.class, e -> {
                    assertThat(e.category()).isEqualTo(ConnectorException.Category.REFUSED);
                    assertThat(e.code()).isEqualTo("no_code");
                    assertThat(e).hasMessageContaining("没有通过检查");
                });
    }

    @Test
    void wants_a_test_to_mention_what_it_tests() throws Exception {
        ScriptedModels models = new ScriptedModels("```\nassert double(2) == 4\n```", "```\nassert half(4) == 2\n```");

        AssistAnswer answer = models.run(operation("test"), new AssistInput(CODE, "python"));

        assertThat(answer.code()).isEqualTo("assert half(4) == 2");
        assertThat(models.chats().get(1)).contains("mentions none of half");
    }

    @Test
    void puts_comments_into_the_code_as_it_was() throws Exception {
        ScriptedModels models = new ScriptedModels(
                "```python\ndef half(x):\n    # Real division.\n    return x * 0.5 if x else 0\n" + "```",
                "```python\n# Halves a number.\ndef half(y):\n    # Real division.\n    return x / 2\n```");

        AssistAnswer answer = models.run(operation("comment"), new AssistInput(CODE, "python"));

        assertThat(answer.code()).isEqualTo("def half(x):\n    # Real division.\n    return x / 2");
    }

    @Test
    void takes_comments_that_change_nothing_as_they_are() throws Exception {
        String commented = "def half(x):\n    \"\"\"Halves.\"\"\"\n    return x / 2  # real";
        ScriptedModels models = new ScriptedModels("```python\n" + commented + "\n```");

        assertThat(models.<AssistInput, AssistAnswer>run(operation("comment"), new AssistInput(CODE, "python"))
                        .code())
                .isEqualTo(commented);
    }

    private static Operation<?, ?> operation(String name) {
        return AssistOperation.all().stream()
                .filter(operation -> operation.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
