package io.inkstone.evaluation;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/** Names requests that were not answered rightly, with what became of them. */
record FormulaListing(PrintWriter out) {

    private static final int MOST_LETTERS = 300;

    /** All that is wrong or refused. */
    void list(String name, List<Scored> answers) {
        print(name + ", not correct", answers, scored -> scored.verdict() != Verdict.CORRECT);
    }

    /** Those where the system failed. */
    void listFailures(String name, List<Scored> answers) {
        print(name + ", failed", answers, scored -> scored.outcome() instanceof Outcome.Failed);
    }

    private void print(String heading, List<Scored> answers, Predicate<Scored> rule) {
        List<Scored> listed = answers.stream().filter(rule).toList();
        if (listed.isEmpty()) {
            return;
        }
        out.println(heading + ": " + listed.size());
        for (Scored scored : listed) {
            FormulaRequest request = scored.request();
            out.printf(
                    "  %-9s %-8s %-9s %s%n",
                    request.id(),
                    scored.verdict().name().toLowerCase(Locale.ROOT),
                    request.kind(),
                    oneLine(request.text()));
            out.println("           expected "
                    + request.trials().get(0).expected().shown() + "; " + oneLine(describe(scored.outcome())));
        }
        out.println();
    }

    private static String describe(Outcome outcome) {
        if (outcome instanceof Outcome.Answered answered) {
            return answered.value() + " from " + answered.formula();
        }
        if (outcome instanceof Outcome.Declined declined) {
            return declined.code() + ": " + declined.reason();
        }
        return "failed: " + ((Outcome.Failed) outcome).reason();
    }

    static String oneLine(String text) {
        // A model may write anything, also what a terminal would obey.
        String line = text.strip().replaceAll("\\s*\\R\\s*", " ⏎ ").replaceAll("\\p{Cntrl}", " ");
        return line.length() <= MOST_LETTERS ? line : line.substring(0, MOST_LETTERS) + " …";
    }
}
