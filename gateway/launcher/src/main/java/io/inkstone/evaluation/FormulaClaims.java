package io.inkstone.evaluation;

import io.inkstone.evaluation.oracle.Claim;
import java.util.ArrayList;
import java.util.List;
import org.apache.poi.ss.util.CellAddress;
import org.apache.poi.ss.util.CellRangeAddress;

/** What an assistant's answers claim: that its formulas show the values that it gave. */
final class FormulaClaims {

    private FormulaClaims() {}

    /** All of a set; of a column that was filled, the first and the last value. */
    static List<Claim> of(MeasuredSet set, PostedTables tables) {
        List<Claim> claims = new ArrayList<>();
        for (Scored scored : set.assistant()) {
            for (Attempt attempt : scored.attempts()) {
                if (attempt.outcome() instanceof Outcome.Answered answered) {
                    add(set.name() + " " + scored.request().id(), attempt, answered, tables, claims);
                }
            }
        }
        return claims;
    }

    private static void add(
            String id, Attempt attempt, Outcome.Answered answered, PostedTables tables, List<Claim> claims) {
        Outcome.Entry entry = answered.entry();
        Claim first = new Claim(
                id,
                tables.posted(attempt.trial().workbook()),
                entry.sheet(),
                entry.cell(),
                answered.formula(),
                entry.array(),
                0,
                answered.value());
        claims.add(first);
        if (entry.fill().isPresent() && !entry.cell().isEmpty()) {
            Outcome.Fill fill = entry.fill().get();
            int rows = CellRangeAddress.valueOf(fill.range()).getLastRow() - new CellAddress(entry.cell()).getRow();
            if (rows > 0) {
                claims.add(new Claim(
                        id + ", last cell",
                        first.workbook(),
                        first.sheet(),
                        first.cell(),
                        first.formula(),
                        first.array(),
                        rows,
                        fill.lastValue()));
            }
        }
    }
}
