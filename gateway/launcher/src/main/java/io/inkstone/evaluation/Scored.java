package io.inkstone.evaluation;

/** A request, what became of it, and how that counts. */
record Scored(FormulaRequest request, Outcome outcome, Verdict verdict) {

    static Scored of(FormulaRequest request, Outcome outcome) {
        return new Scored(request, outcome, Verdict.of(request, outcome));
    }
}
