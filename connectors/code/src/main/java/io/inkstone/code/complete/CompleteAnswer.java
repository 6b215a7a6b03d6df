package io.inkstone.code.complete;

import dev.langchain4j.model.output.structured.Description;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What {@code code/complete} answers. */
public record CompleteAnswer(
        @Description("Names this answer in code/feedback") String id,

        @Description("What could be inserted, best first; empty when nothing was good enough")
        List<Completion> completions,

        @Description("Why nothing is offered: low_confidence, no_syntax, repeats or empty") @Nullable
        String reason,

        @Description("The tokens of the prompt, where the engine tells") @Nullable
        Integer promptTokens,

        @Description("Those of them that the engine had read before, where it tells") @Nullable
        Integer cachedTokens) {

    /** Copies. */
    public CompleteAnswer {
        completions = List.copyOf(completions);
    }

    /** One text to insert at the cursor. */
    public record Completion(
            @Description("The text to insert") String text,

            @Description("How sure it is to be what is wanted, 0 to 1")
            double confidence,

            @Description("How many lines it touches") int lines) {}
}
