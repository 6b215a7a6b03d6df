package io.inkstone.evaluation;

import java.nio.file.Path;

/**
 * A workbook that a request is about, and what is right there.
 *
 * @param workbook an {@code .xlsx} file, or a table in the dialect of {@link CsvTable}
 */
record Trial(Path workbook, Expected expected) {}
