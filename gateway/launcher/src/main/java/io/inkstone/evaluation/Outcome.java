package io.inkstone.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.OptionalDouble;

/** What became of a request. */
sealed interface Outcome {

    /**
     * A value was shown.
     *
     * @param value a number, text or truth value
     * @param confidence how sure the assistant says it is, 0 to 1
     */
    record Answered(String formula, JsonNode value, OptionalDouble confidence) implements Outcome {}

    /**
     * No value was shown.
     *
     * @param code a stable word for why
     */
    record Declined(String code, String reason) implements Outcome {}

    /** The system failed, which is neither an answer nor a refusal. */
    record Failed(String reason) implements Outcome {}
}
