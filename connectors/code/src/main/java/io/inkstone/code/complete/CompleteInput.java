package io.inkstone.code.complete;

import dev.langchain4j.model.output.structured.Description;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What {@code code/complete} is asked. */
public record CompleteInput(
        @Description("The text of the file before the cursor, whole or its last part")
        @NotNull
        @Size(max = CompleteInput.MAX_FILE_CHARS)
        String prefix,

        @Description("The text after the cursor, whole or its first part")
        @NotNull
        @Size(max = CompleteInput.MAX_FILE_CHARS)
        String suffix,

        @Description("The path of the file, relative to the project") @Size(max = 1024) @Nullable
        String path,

        @Description("The language as editors name it, e.g. java, python, javascript; by the path when left out")
        @Size(max = 64)
        @Nullable
        String language,

        @Description("Other code that may help; what fits is used") @Size(max = 64) @Nullable
        List<@NotNull @Valid ContextText> context,

        @Description(
                "line: to the end of the line; block: to the end of the block; auto (the default) decides by the place")
        @Pattern(regexp = "line|block|auto", message = "expected line, block or auto")
        @Nullable
        String mode,

        @Description("How many different completions are wanted at most; 1 when left out") @Min(1) @Max(3) @Nullable
        Integer candidates,

        @Description("The most tokens that a completion may have; by the mode when left out")
        @Min(1)
        @Max(1024)
        @Nullable
        Integer maxTokens) {

    /** The most characters of a file on either side of the cursor: 1 MiB of ASCII. */
    public static final int MAX_FILE_CHARS = 1 << 20;

    /** Copies. */
    public CompleteInput {
        context = context == null ? List.of() : List.copyOf(context);
    }

    /** A plain place in a file. */
    public CompleteInput(String prefix, String suffix, @Nullable String path) {
        this(prefix, suffix, path, null, null, null, null, null);
    }

    List<ContextText> theContext() {
        return Objects.requireNonNull(context);
    }
}
