package io.inkstone.code.assist;

import static org.assertj.core.api.Assertions.assertThat;

import io.inkstone.code.ScriptedModels;
import io.inkstone.connector.FillRequest;
import io.inkstone.connector.Operation;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LineMendingTest {

    private static final String RIGHT = "def total(prices):\n"
            + "    \"\"\"The sum of all prices.\"\"\"\n"
            + "    result = 0\n"
            + "    for price in prices:\n"
            + "        result += price\n"
            + "    return result";

    private static final Operation<?, ?> FIX = AssistOperation.all().stream()
            .filter(operation -> operation.name().equals("fix"))
            .findFirst()
            .orElseThrow();

    /** A model that knows how the code should be, and has ideas of its own about some lines. */
    private static ScriptedModels knowing(String right, Map<String, String> ideas) {
        return new ScriptedModels("I do not know.", "I do not know.").filling(request -> {
            String line = right.split("\n", -1)[row(request)].strip();
            return ideas.getOrDefault(line, line) + "\n";
        });
    }

    /** The line that the cursor stands in. */
    private static int row(FillRequest request) {
        return (int) request.prefix().chars().filter(c -> c == '\n').count();
    }

    private static AssistAnswer fix(ScriptedModels models, String code) throws InterruptedException {
        return models.run(FIX, new AssistInput(code, "python"));
    }

    @Test
    void changes_the_line_that_it_changes_least() throws Exception {
        ScriptedModels models = knowing(
                RIGHT, Map.of("for price in prices:", "for i in range(0, len(prices)):", "result = 0", "result = 0"));

        AssistAnswer answer = fix(models, RIGHT.replace("+=", "-="));

        assertThat(answer.code()).isEqualTo(RIGHT);
        assertThat(answer.text())
                .contains("Line 5: `result -= price` is now `result += price`.")
                .contains(RIGHT);
        assertThat(models.passedOn()).isEqualTo(answer.text());
        assertThat(models.chats()).isEmpty();
    }

    @Test
    void says_so_in_chinese() throws Exception {
        ScriptedModels models = knowing(RIGHT, Map.of()).in(Locale.CHINESE);
        assertThat(fix(models, RIGHT.replace("+=", "-=")).text())
                .contains("第 5 行:`result -= price` 改为 `result += price`。");
    }

    @Test
    void a_line_that_makes_the_code_parse_goes_first() throws Exception {
        ScriptedModels models = knowing(RIGHT, Map.of("result = 0", "result = 1"));
        assertThat(fix(models, RIGHT.replace("for price in prices:", "for price in prices"))
                        .code())
                .isEqualTo(RIGHT);
    }

    @Test
    void asks_in_words_where_no_line_is_a_slip() throws Exception {
        ScriptedModels models = new ScriptedModels("```python\n" + RIGHT.replace("0", "0.0") + "\n```")
                .filling(request -> RIGHT.split("\n", -1)[row(request)].strip() + "\n");
        assertThat(fix(models, RIGHT).code()).isEqualTo(RIGHT.replace("0", "0.0"));
        assertThat(models.chats()).hasSize(1);
    }

    @Test
    void leaves_comments_and_line_ends_alone() throws Exception {
        String commented =
                RIGHT.replace("result = 0", "result = 0  # \"#\" of coins").replace("\n", "\r\n");
        ScriptedModels models = knowing(RIGHT, Map.of());
        assertThat(fix(models, commented.replace("+=", "-=")).code()).isEqualTo(commented);

        String wrong = commented.replace("result = 0 ", "result = 1 ");
        assertThat(fix(knowing(RIGHT, Map.of()), wrong).code()).isEqualTo(commented);
    }

    @Test
    void another_line_is_no_mended_one() throws Exception {
        ScriptedModels models = new ScriptedModels("```python\n" + RIGHT.replace("0", "0.0") + "\n```")
                .filling(request -> {
                    String line = RIGHT.split("\n", -1)[row(request)].strip();
                    return (line.startsWith("return") ? "print(sorted(set(prices)))" : line) + "\n";
                });
        assertThat(fix(models, RIGHT).code()).isEqualTo(RIGHT.replace("0", "0.0"));
    }

    @Test
    void counts_tokens_that_change() {
        assertThat(TokenChange.between("a <= b", "a < b")).isEqualTo(new TokenChange(1, 0.25));
        assertThat(TokenChange.between("  x", "x")).isEqualTo(new TokenChange(0, 0));
        assertThat(TokenChange.between("return 价格", "return 价格 + 1").tokens()).isEqualTo(2);
        assertThat(TokenChange.between("", "a b c")).isEqualTo(new TokenChange(3, 1));
    }
}
