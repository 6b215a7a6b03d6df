package io.inkstone.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What is right on a workbook. */
sealed interface Expected {

    /** No value can be right: declining is. */
    record Refusal() implements Expected {}

    /**
     * A value, by the rule that the READMEs of the shipped sets state.
     *
     * @param value a number, truth value or text, a day in ISO form
     * @param count whether it is a number of things, which has no rounding
     * @param last of a column that is filled, its last value
     */
    record Value(JsonNode value, boolean count, Optional<JsonNode> last) implements Expected {}

    /** The raw items of an answer over a table, by the rule of {@link Denotation}. */
    record Items(List<String> items) implements Expected {

        /** Copies. */
        public Items {
            items = List.copyOf(items);
        }
    }

    /** Cells as they are in another workbook. */
    record Cells(Path answer, AnswerRange range) implements Expected {}

    /** For people to read. */
    default String shown() {
        if (this instanceof Value value) {
            return value.value() + value.last().map(last -> " to " + last).orElse("");
        }
        if (this instanceof Items items) {
            return String.join(" | ", items.items());
        }
        return this instanceof Cells cells ? "what " + cells.range() + " holds in the answer" : "a refusal";
    }
}
