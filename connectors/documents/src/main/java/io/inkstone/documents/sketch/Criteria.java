package io.inkstone.documents.sketch;

import io.inkstone.documents.linking.Comparison;
import io.inkstone.documents.linking.TextMention;
import io.inkstone.documents.sheet.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Says conditions as criteria of {@code SUMIFS} and its family, where that family can say them. */
final class Criteria {

    /** Texts that a criterion would take for a number, a truth value or an error. */
    private static final String READ_AS_OTHERS = "[\\s\\d.,%$¥€+\\-/:eE()]+|(?i)true|false|#.*|.*~.*";

    private final Ranges ranges;

    Criteria(Ranges ranges) {
        this.ranges = ranges;
    }

    /** Pairs of range and criterion separated by commas, or empty when one of the conditions cannot be said so. */
    Optional<String> say(List<Condition> where) {
        return say(where, false);
    }

    /**
     * The same with a choice of how ranges are written.
     *
     * @param absolute whether their rows are fixed
     */
    Optional<String> say(List<Condition> where, boolean absolute) {
        List<String> parts = new ArrayList<>();
        for (Condition condition : where) {
            Optional<List<String>> criteria = isSaidOfRange(condition) ? criteria(condition) : Optional.empty();
            if (criteria.isEmpty()) {
                return Optional.empty();
            }
            String range = absolute ? ranges.absolute(condition.column()) : ranges.range(condition.column());
            criteria.get().forEach(criterion -> parts.add(range + "," + criterion));
        }
        return Optional.of(String.join(",", parts));
    }

    private static Optional<List<String>> criteria(Condition condition) {
        if (condition instanceof Condition.In in) {
            return in(in);
        }
        if (condition instanceof Condition.Contains contains) {
            return contains(contains);
        }
        if (condition instanceof Condition.Compares compares) {
            String sign = compares.comparison() == Comparison.EQUAL
                    ? "="
                    : compares.comparison().sign();
            return Optional.of(List.of(Ranges.quoted(sign + Ranges.number(compares.value()))));
        }
        if (condition instanceof Condition.Between between) {
            return Optional.of(List.of(
                    Ranges.quoted(">=" + Ranges.number(between.low())),
                    Ranges.quoted("<=" + Ranges.number(between.high()))));
        }
        if (condition instanceof Condition.Days days) {
            List<String> criteria = new ArrayList<>();
            if (days.from() != null) {
                criteria.add("\">=\"&" + Ranges.date(days.from()));
            }
            if (days.until() != null) {
                criteria.add("\"<\"&" + Ranges.date(days.until()));
            }
            return Optional.of(criteria);
        }
        return Optional.empty();
    }

    /** Texts that say numbers are compared as texts by a range, and as numbers only once they are computed. */
    private static boolean isSaidOfRange(Condition condition) {
        boolean text = condition instanceof Condition.In || condition instanceof Condition.Contains;
        boolean othersThan = condition instanceof Condition.In in && in.negated();
        if (othersThan && holdsNumbers(condition.column())) {
            return false; // not every program takes a number for other than a text
        }
        return condition.column().isPlain() || text && !condition.column().isDerived();
    }

    private static boolean holdsNumbers(Column column) {
        return IntStream.range(0, column.size()).anyMatch(row -> !Double.isNaN(column.number(row)));
    }

    private static Optional<List<String>> in(Condition.In in) {
        if (in.column().holdsTruths() && in.values().size() == 1 && !in.negated()) {
            return Optional.of(List.of(in.values().get(0))); // a truth value, not its name in quotes
        }
        if (!isSayable(in)) {
            return Optional.empty();
        }
        String sign = in.negated() ? "<>" : startsWithSign(in.values().get(0)) ? "=" : "";
        return Optional.of(in.values().stream()
                .map(value -> Ranges.quoted(sign + wildcardsEscaped(value)))
                .toList());
    }

    private static Optional<List<String>> contains(Condition.Contains contains) {
        if (contains.part().contains("~") || contains.column().holdsTruths()) {
            return Optional.empty();
        }
        String pattern = (contains.place() == TextMention.Place.START ? "" : "*")
                + wildcardsEscaped(contains.part())
                + (contains.place() == TextMention.Place.END ? "" : "*");
        String sign = contains.negated() ? "<>" : startsWithSign(pattern) ? "=" : "";
        return Optional.of(List.of(Ranges.quoted(sign + pattern)));
    }

    private static String wildcardsEscaped(String text) {
        return text.replaceAll("([*?~])", "~$1");
    }

    /** Several values have to be negated to be criteria that all hold; a text like a number would match the number too. */
    private static boolean isSayable(Condition.In in) {
        return (in.values().size() == 1 || in.negated())
                && in.values().stream().noneMatch(value -> value.matches(READ_AS_OTHERS));
    }

    private static boolean startsWithSign(String value) {
        return value.startsWith("=") || value.startsWith("<") || value.startsWith(">");
    }
}
