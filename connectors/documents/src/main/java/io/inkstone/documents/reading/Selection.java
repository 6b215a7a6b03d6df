package io.inkstone.documents.reading;

import io.inkstone.documents.sketch.Condition;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One choice of readings for all phrases that say which rows are taken.
 *
 * @param chosen one condition for each slot, in the order of the request
 * @param penalty what speaks against the choice, added up
 */
record Selection(List<Condition> chosen, double penalty) {

    private static final int MOST = 64;

    Selection {
        chosen = List.copyOf(chosen);
    }

    /** Every choice of readings, at most 64. */
    static List<Selection> of(List<ConditionReader.Slot> slots) {
        List<Selection> selections = List.of(new Selection(List.of(), 0));
        for (ConditionReader.Slot slot : slots) {
            List<Selection> longer = new ArrayList<>();
            for (Selection selection : selections) {
                for (Option option : slot.options()) {
                    List<Condition> chosen = new ArrayList<>(selection.chosen);
                    chosen.add(option.condition());
                    longer.add(new Selection(chosen, selection.penalty + option.penalty()));
                }
            }
            selections = longer.size() > MOST ? longer.subList(0, MOST) : longer;
        }
        return selections;
    }

    /**
     * The conditions that all have to hold: values of one column become a choice among them, stretches of time that adjoin
     * become one. Empty when two stretches of time of one column neither adjoin nor overlap.
     */
    static Optional<List<Condition>> joined(List<Condition> conditions) {
        List<Condition> result = new ArrayList<>();
        for (Condition condition : new LinkedHashSet<>(conditions)) {
            int same = indexOfSame(result, condition);
            if (same < 0) {
                result.add(condition);
                continue;
            }
            @Nullable Condition union = union(result.get(same), condition);
            if (union == null) {
                return Optional.empty();
            }
            result.set(same, union);
        }
        return Optional.of(result);
    }

    private static int indexOfSame(List<Condition> conditions, Condition condition) {
        for (int i = 0; i < conditions.size(); i++) {
            Condition other = conditions.get(i);
            boolean values = other instanceof Condition.In a
                    && condition instanceof Condition.In b
                    && a.negated() == b.negated();
            boolean days = other instanceof Condition.Days && condition instanceof Condition.Days;
            if (other.column() == condition.column() && (values || days)) {
                return i;
            }
        }
        return -1;
    }

    private static @Nullable Condition union(Condition first, Condition second) {
        if (first instanceof Condition.In a && second instanceof Condition.In b) {
            Set<String> values = new LinkedHashSet<>(a.values());
            values.addAll(b.values());
            return new Condition.In(a.column(), List.copyOf(values), a.negated());
        }
        Condition.Days a = (Condition.Days) first;
        Condition.Days b = (Condition.Days) second;
        if (a.from() == null || b.from() == null || a.until() == null || b.until() == null) {
            // An open beginning and an open end are the two ends of one stretch.
            LocalDate from = a.from() == null ? b.from() : a.from();
            LocalDate until = a.until() == null ? b.until() : a.until();
            return new Condition.Days(a.column(), from, until);
        }
        if (a.until().equals(b.from())) {
            return new Condition.Days(a.column(), a.from(), b.until());
        }
        return b.until().equals(a.from()) ? new Condition.Days(a.column(), b.from(), a.until()) : null;
    }
}
