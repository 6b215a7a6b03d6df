package io.inkstone.code.complete;

import dev.langchain4j.model.output.structured.Description;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/** A piece of other code that may help. */
public record ContextText(
        @Description("The path of its file, relative to the project") @NotNull @Size(max = 1024)
        String path,

        @Description("The code") @NotNull @Size(max = 100_000)
        String text,

        @Description("Why it is sent: import, open, recent, symbol or similar")
        @Nullable
        @Pattern(
                regexp = "import|open|recent|symbol|similar",
                message = "expected import, open, recent, symbol or similar")
        String kind,

        @Description("How much it is likely to help, 0 to 1; by its kind when left out")
        @DecimalMin("0")
        @DecimalMax("1")
        @Nullable
        Double score) {

    private static final double USUAL_SCORE = 0.3;

    /** The score that was sent, else the usual one of the kind. */
    double value() {
        if (score != null) {
            return score;
        }
        if (kind == null) {
            return USUAL_SCORE;
        }
        return switch (kind) {
            case "symbol" -> 0.8;
            case "import" -> 0.6;
            case "recent" -> 0.5;
            case "similar" -> 0.4;
            default -> USUAL_SCORE;
        };
    }
}
