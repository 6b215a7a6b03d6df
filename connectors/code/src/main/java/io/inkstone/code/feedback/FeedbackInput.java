package io.inkstone.code.feedback;

import dev.langchain4j.model.output.structured.Description;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@code code/feedback} is told.
 *
 * @param events in the order in which they happened
 */
public record FeedbackInput(
        @Description("What happened, in order") @NotNull @Size(min = 1, max = FeedbackInput.MAX_EVENTS)
        List<@NotNull @Valid Event> events) {

    /** The most events of one request. */
    public static final int MAX_EVENTS = 256;

    /** The most characters of one event. */
    public static final int MAX_CHARACTERS = 1 << 20;

    /** Copies. */
    public FeedbackInput {
        events = List.copyOf(events);
    }

    /** What can happen. */
    public enum Kind {
        /** A person saw a completion. */
        SHOWN,
        /** They took it, or a part of it: for each further part once more, with the characters of that part. */
        ACCEPTED,
        /** Half a minute later it still stood there. */
        RETAINED_30S,
        /** And so it did after five minutes. */
        RETAINED_5M,
        /** They typed themselves. */
        TYPED
    }

    /**
     * One event.
     *
     * @param completionId of {@code code/complete}'s answer; missing for what was typed
     * @param event what happened
     * @param language as editors name it
     * @param characters how many UTF-16 units of code it is about
     */
    public record Event(
            @Description("The id of code/complete's answer; left out for what was typed")
            @Size(max = 64)
            @Pattern(regexp = "[A-Za-z0-9_-]+", message = "expected letters, digits, - and _")
            @Nullable
            String completionId,

            @Description("What happened") @NotNull Kind event,

            @Description("The language as editors name it, e.g. java, python, javascript") @Size(max = 64) @Nullable
            String language,

            @Description("How many characters of code it is about") @Min(0) @Max(FeedbackInput.MAX_CHARACTERS)
            int characters) {}
}
