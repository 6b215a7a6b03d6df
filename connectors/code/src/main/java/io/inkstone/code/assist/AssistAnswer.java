package io.inkstone.code.assist;

import dev.langchain4j.model.output.structured.Description;
import org.jspecify.annotations.Nullable;

/** What those operations answer. */
public record AssistAnswer(
        @Description(
                "The whole answer in words and code, as it was streamed; of a second try where the first did not hold")
        String text,

        @Description("For fix, test and comment the code alone, checked; null for explain") @Nullable
        String code) {}
