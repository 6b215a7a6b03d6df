package io.inkstone.documents.question;

import io.inkstone.documents.sketch.Condition;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One reading for each clue, or none where a clue is left aside.
 *
 * @param conditions the reading of each clue that was used
 * @param penalty what speaks against the choice, added up
 */
record Choice(Map<Clue, Condition> conditions, double penalty) {

    private static final int MOST = 60;

    Choice {
        conditions =
                Collections.unmodifiableMap(new LinkedHashMap<>(conditions)); // keeps the order, as Map.copyOf does not
    }

    /** The likeliest choices, at most 60, by ascending penalty. */
    static List<Choice> of(List<Clue> clues) {
        List<Choice> choices = List.of(new Choice(Map.of(), 0));
        for (Clue clue : clues) {
            List<Choice> longer = new ArrayList<>();
            for (Choice choice : choices) {
                for (Clue.Reading reading : clue.readings()) {
                    Map<Clue, Condition> conditions = new LinkedHashMap<>(choice.conditions);
                    conditions.put(clue, reading.condition());
                    longer.add(new Choice(conditions, choice.penalty + reading.penalty()));
                }
                longer.add(new Choice(choice.conditions, choice.penalty + clue.dropping()));
            }
            longer.sort(Comparator.comparingDouble(Choice::penalty));
            choices = longer.size() > MOST ? longer.subList(0, MOST) : longer;
        }
        return choices;
    }

    /** The conditions that all have to hold; values of one column become a choice among them. */
    List<Condition> where() {
        List<Condition> joined = new ArrayList<>();
        for (Condition condition : new LinkedHashSet<>(conditions.values())) {
            int same = -1;
            for (int i = 0; i < joined.size(); i++) {
                if (joined.get(i) instanceof Condition.In a
                        && condition instanceof Condition.In b
                        && a.column() == b.column()
                        && a.negated() == b.negated()) {
                    same = i;
                }
            }
            if (same < 0) {
                joined.add(condition);
            } else {
                Condition.In a = (Condition.In) joined.get(same);
                Set<String> values = new LinkedHashSet<>(a.values());
                values.addAll(((Condition.In) condition).values());
                joined.set(same, new Condition.In(a.column(), List.copyOf(values), a.negated()));
            }
        }
        joined.sort(Comparator.comparing(Condition::toString));
        return joined;
    }

    /** The same without some clues, which mean something else than conditions; what speaks for dropping them is not counted. */
    Choice without(Set<Clue> others) {
        Map<Clue, Condition> rest = new LinkedHashMap<>(conditions);
        rest.keySet().removeAll(others);
        return new Choice(rest, penalty);
    }
}
