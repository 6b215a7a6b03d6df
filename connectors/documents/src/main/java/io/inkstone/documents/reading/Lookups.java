package io.inkstone.documents.reading;

import io.inkstone.documents.linking.ColumnMention;
import io.inkstone.documents.linking.Cue;
import io.inkstone.documents.linking.Links;
import io.inkstone.documents.sheet.Column;
import io.inkstone.documents.sheet.ColumnType;
import io.inkstone.documents.sheet.Table;
import io.inkstone.documents.sketch.Condition;
import io.inkstone.documents.sketch.Outcome;
import io.inkstone.documents.sketch.Sketch;
import io.inkstone.documents.sketch.SketchRunner;
import java.util.ArrayList;
import java.util.List;

/** What a column holds in the row that a request names. */
final class Lookups {

    /** A column named later is likelier to say more about the row than to be asked for. */
    private static final double LATER = 0.06;

    private static final double UNNAMED = 0.12;

    private final Links links;
    private final Table table;
    private final ConditionReader conditions;
    private final Labels labels;

    Lookups(Links links, ConditionReader conditions, Labels labels) {
        this.links = links;
        this.table = links.table();
        this.conditions = conditions;
        this.labels = labels;
    }

    /** The candidates for rows that fulfil all of some conditions; rows that differ in what they hold give none. */
    List<Candidate> candidates(List<Condition> where, double penalty) {
        if (where.isEmpty()) {
            return List.of();
        }
        List<Candidate> found = new ArrayList<>();
        int place = 0;
        int lastStart = -1;
        for (ColumnMention mention : links.columns()) {
            boolean named = where.stream()
                    .anyMatch(condition -> condition instanceof Condition.In && condition.column() == mention.column());
            if (!conditions.isConsumed(mention) && !named) {
                place += lastStart >= 0 && mention.span().start() != lastStart ? 1 : 0;
                lastStart = mention.span().start();
                double number = Headers.isKeyNamed(mention.column()) && !asksForNumber() ? 0.05 : 0;
                add(
                        found,
                        mention.column(),
                        where,
                        penalty
                                + (1 - mention.score()) * 0.6
                                + LATER * place
                                + number
                                - 3 * Measures.support(links, mention.column()));
            }
        }
        if (found.isEmpty() && links.asks(Cue.WHICH)) {
            for (Measures.Scored label : labels.answers()) {
                add(found, label.column(), where, penalty + label.penalty() + UNNAMED);
            }
        }
        return found;
    }

    private boolean asksForNumber() {
        return links.request().text().matches(".*(?:\\b(?:id|no|number|code)\\b|号|编码).*");
    }

    private void add(List<Candidate> found, Column column, List<Condition> where, double penalty) {
        Sketch sketch = new Sketch.Lookup(table, column, Sketch.Pick.ONLY, where);
        Outcome outcome = SketchRunner.run(sketch);
        boolean several = column.type() == ColumnType.NUMBER && outcome.rows() > 1;
        if (outcome.value() != null && outcome.ties() == 1) {
            found.add(new Candidate(sketch, penalty + (several ? 0.05 : 0)));
        }
    }
}
