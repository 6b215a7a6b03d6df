/**
 * Holds formulas and their values against an independent spreadsheet program. Sees Apache POI, which writes and reads the
 * files, and LibreOffice as a process; nothing of the assistant and nothing of the measurement.
 */
@NullMarked
package io.inkstone.evaluation.oracle;

import org.jspecify.annotations.NullMarked;
