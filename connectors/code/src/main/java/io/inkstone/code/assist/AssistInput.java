package io.inkstone.code.assist;

import dev.langchain4j.model.output.structured.Description;
import io.inkstone.code.syntax.CodeLanguage;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What {@code code/explain}, {@code fix}, {@code test} and {@code comment} are asked. */
public record AssistInput(
        @Description("The code that it is about") @NotBlank @Size(max = 20_000)
        String code,

        @Description("The language as editors name it, e.g. java; by the path when left out") @Size(max = 64) @Nullable
        String language,

        @Description("The path of its file, relative to the project") @Size(max = 1024) @Nullable
        String path,

        @Description("What is wanted beyond that, in words") @Size(max = 2000) @Nullable
        String instruction,

        @Description("The text of the file before the code") @Size(max = 20_000) @Nullable
        String before,

        @Description("The text of the file after it") @Size(max = 20_000) @Nullable
        String after,

        @Description("For fix: what the compiler or the program says") @Size(max = 4000) @Nullable
        String error) {

    /** A piece of code alone. */
    public AssistInput(String code, @Nullable String language) {
        this(code, language, null, null, null, null, null);
    }

    CodeLanguage theLanguage() {
        return CodeLanguage.of(language, path);
    }

    String textBefore() {
        return Objects.requireNonNullElse(before, "");
    }

    String textAfter() {
        return Objects.requireNonNullElse(after, "");
    }
}
