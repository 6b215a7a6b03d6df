package io.inkstone.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.OptionalDouble;

/** What became of a request. */
sealed interface Outcome {

    /**
     * A value was shown.
     *
     * @param value a number, text or truth value, or an array of them
     * @param confidence how sure the assistant says it is, 0 to 1
     */
    record Answered(String formula, JsonNode value, OptionalDouble confidence, Entry entry) implements Outcome {}

    /**
     * How a formula is to be entered.
     *
     * @param sheet its sheet; empty where that was not said
     * @param cell its cell in A1 notation; empty where that was not said
     * @param array whether as an array formula
     * @param fill what it is filled into beyond its cell
     */
    record Entry(String sheet, String cell, boolean array, Optional<Fill> fill) {

        /** Nothing was said. */
        static final Entry UNKNOWN = new Entry("", "", false, Optional.empty());

        /** What the operation's answer says of it. */
        static Entry of(JsonNode json) {
            JsonNode fill = json.path("fill");
            return new Entry(
                    json.path("sheet").asText(""),
                    json.path("cell").asText(""),
                    json.path("array").asBoolean(),
                    fill.isObject()
                            ? Optional.of(new Fill(fill.path("range").asText(), fill.path("last_value")))
                            : Optional.empty());
        }
    }

    /**
     * A column that a formula was filled into.
     *
     * @param range in A1 notation
     * @param lastValue what its last cell shows
     */
    record Fill(String range, JsonNode lastValue) {}

    /**
     * No value was shown.
     *
     * @param code a stable word for why
     */
    record Declined(String code, String reason) implements Outcome {}

    /** The system failed, which is neither an answer nor a refusal. */
    record Failed(String reason) implements Outcome {}
}
