package io.inkstone.evaluation;

import java.util.List;

/**
 * A request, and what became of it on each of its workbooks.
 *
 * @param attempts as many as the request has trials, in the same order
 */
record Scored(FormulaRequest request, List<Attempt> attempts) {

    Scored {
        attempts = List.copyOf(attempts);
    }

    /** Correct where all is; wrong where something wrong was shown; else refused. */
    Verdict verdict() {
        return telling().verdict();
    }

    /** The outcome that decided. */
    Outcome outcome() {
        return telling().outcome();
    }

    /** How much of it was correct, 0 to 1. */
    double right() {
        return (double) attempts.stream()
                        .filter(attempt -> attempt.verdict() == Verdict.CORRECT)
                        .count()
                / attempts.size();
    }

    private Attempt telling() {
        return first(Verdict.WRONG, first(Verdict.REFUSED, attempts.get(0)));
    }

    private Attempt first(Verdict verdict, Attempt otherwise) {
        return attempts.stream()
                .filter(attempt -> attempt.verdict() == verdict)
                .findFirst()
                .orElse(otherwise);
    }
}
