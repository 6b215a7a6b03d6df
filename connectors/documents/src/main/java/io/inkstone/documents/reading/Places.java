package io.inkstone.documents.reading;

import io.inkstone.documents.linking.Cue;
import io.inkstone.documents.linking.Links;
import io.inkstone.documents.sheet.Table;
import io.inkstone.documents.sketch.Condition;
import io.inkstone.documents.sketch.Sketch;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Which place a row, or a group of rows, has in an order. */
final class Places {

    private static final Pattern FROM_LOWEST =
            Pattern.compile("from (?:the )?(?:lowest|smallest|cheapest|bottom)|lowest first|从低到高|从小到大|从少到多|倒数");

    private final Links links;
    private final Table table;
    private final Measures measures;
    private final List<Candidate> found = new ArrayList<>();

    Places(Links links, Measures measures) {
        this.links = links;
        this.table = links.table();
        this.measures = measures;
    }

    /** The candidates for one choice of readings: the condition on one value says whose place is asked. */
    List<Candidate> candidates(Selection selection) {
        boolean highest = !FROM_LOWEST.matcher(links.request().text()).find();
        for (Condition condition : selection.chosen()) {
            if (!(condition instanceof Condition.In in)
                    || in.negated()
                    || in.values().size() != 1) {
                continue;
            }
            List<Condition> rest = new ArrayList<>(selection.chosen());
            rest.remove(condition);
            boolean row = isOneRow(in);
            double base = selection.penalty() + (row ? 0 : 0.05);
            for (Measures.Scored measure : measures.namedOrMoney()) {
                double penalty = base + measure.penalty();
                if (row) {
                    found.add(new Candidate(
                            new Sketch.Rank(table, measure.column(), highest, List.of(in), rest), penalty));
                } else {
                    Sketch.Measure by =
                            links.asks(Cue.AVERAGE) || Headers.isRate(measure.column()) && !links.asks(Cue.SUM)
                                    ? Sketch.Measure.AVERAGE
                                    : Sketch.Measure.SUM;
                    found.add(new Candidate(
                            new Sketch.GroupRank(
                                    table, in.column(), in.values().get(0), by, measure.column(), highest, rest),
                            penalty));
                }
            }
            if (!row && links.asks(Cue.COUNT)) {
                found.add(new Candidate(
                        new Sketch.GroupRank(
                                table, in.column(), in.values().get(0), Sketch.Measure.COUNT, null, highest, rest),
                        base + 0.1));
            }
        }
        return found;
    }

    /** Whether the value tells one row from all others; a group may have one row as well, and remains one. */
    private static boolean isOneRow(Condition.In in) {
        return in.column().isKey();
    }
}
