package io.inkstone.evaluation;

import java.nio.file.Path;

/** Something that answers requests. */
interface Answerer {

    /** One answer to one request on one workbook. */
    Outcome answer(FormulaRequest request, Trial trial);

    /** The workbook with that answer written in, as a file that nobody else writes. */
    Path written(FormulaRequest request, Trial trial, Outcome.Answered answered);
}
