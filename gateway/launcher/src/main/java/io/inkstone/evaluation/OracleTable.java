package io.inkstone.evaluation;

import io.inkstone.evaluation.oracle.Claim;
import io.inkstone.evaluation.oracle.Judgement;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Optional;

/** What LibreOffice says of the assistant's formulas, for people to read. */
record OracleTable(Optional<Judgement> judgement) {

    void print(PrintWriter out) {
        out.print("Values of the assistant's formulas held against LibreOffice: ");
        if (judgement.isEmpty()) {
            out.println("skipped: LibreOffice is not installed.");
            out.println();
            return;
        }
        Judgement said = judgement.get();
        int judged = said.agreed() + said.disagreements().size();
        out.printf(Locale.ROOT, "%d of %d are the same.%n", said.agreed(), judged);
        for (Judgement.Disagreement other : said.disagreements()) {
            Claim claim = other.claim();
            out.println("  "
                    + FormulaListing.oneLine(claim.id() + ": " + claim.formula() + " is " + claim.value()
                            + ", LibreOffice shows " + other.shown()));
        }
        if (!said.unjudged().isEmpty()) {
            out.println("It did not say anything of " + said.unjudged().size() + ":");
            said.unjudged().forEach(claim -> out.println("  " + claim.id() + ": " + claim.formula()));
        }
        out.println();
    }
}
