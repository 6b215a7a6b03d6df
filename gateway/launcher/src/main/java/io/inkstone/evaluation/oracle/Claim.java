package io.inkstone.evaluation.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;

/**
 * That a formula in a cell of a workbook shows a value.
 *
 * @param id names it for people
 * @param workbook an .xlsx file
 * @param sheet empty for the first
 * @param cell in A1 notation; empty where it does not matter
 * @param formula with its equals sign, as somebody types it
 * @param rowsBelow how many rows below the cell a copy of the formula shows the value; 0 for the formula itself
 */
public record Claim(
        String id,
        Path workbook,
        String sheet,
        String cell,
        String formula,
        boolean array,
        int rowsBelow,
        JsonNode value) {}
