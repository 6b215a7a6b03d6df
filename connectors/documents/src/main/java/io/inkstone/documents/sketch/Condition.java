package io.inkstone.documents.sketch;

import io.inkstone.documents.linking.Comparison;
import io.inkstone.documents.linking.TextMention;
import io.inkstone.documents.sheet.Column;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a row has to fulfil to be taken. */
public sealed interface Condition {

    /** The column that is looked at; of a choice of conditions the first one's. */
    Column column();

    /** The cell holds one of these texts, or, negated, none of them; case does not matter. */
    record In(Column column, List<String> values, boolean negated) implements Condition {
        /** Copies. */
        public In {
            values = List.copyOf(values);
        }
    }

    /** The cell's text holds a part there, or, negated, does not; case does not matter. */
    record Contains(Column column, String part, TextMention.Place place, boolean negated) implements Condition {}

    /** The cell's number stands so to a number; a cell without a number does not. */
    record Compares(Column column, Comparison comparison, double value) implements Condition {}

    /** The cell's number lies between two numbers, both included. */
    record Between(Column column, double low, double high) implements Condition {}

    /** The cell's day is not before {@code from} and before {@code until}; either may be open. */
    record Days(
            Column column,
            @Nullable LocalDate from,
            @Nullable LocalDate until) implements Condition {}

    /** The cell's day lies in one of these months, 1–12, of any year. */
    record Months(Column column, List<Integer> months) implements Condition {
        /** Copies. */
        public Months {
            months = List.copyOf(months);
        }
    }

    /** The cell is empty, or, negated, is not. */
    record Blank(Column column, boolean negated) implements Condition {}

    /** The cell's number stands so to the number of another cell of its row. */
    record Against(Column column, Comparison comparison, Column other) implements Condition {}

    /** At least one of several holds. */
    record AnyOf(List<Condition> options) implements Condition {
        /** Copies. */
        public AnyOf {
            options = List.copyOf(options);
            if (options.isEmpty()) {
                throw new IllegalArgumentException("a choice of no conditions");
            }
        }

        @Override
        public Column column() {
            return options.get(0).column();
        }
    }
}
