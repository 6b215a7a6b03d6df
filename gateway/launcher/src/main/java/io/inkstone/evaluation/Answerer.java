package io.inkstone.evaluation;

/** Something that answers requests. */
interface Answerer {

    /** One answer to one request. */
    Outcome answer(FormulaRequest request);
}
