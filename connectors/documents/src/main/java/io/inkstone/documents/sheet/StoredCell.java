package io.inkstone.documents.sheet;

import io.inkstone.documents.sheet.SheetCells.Kind;
import java.util.Objects;
import org.apache.poi.ss.formula.EvaluationCell;
import org.apache.poi.ss.formula.EvaluationSheet;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.ss.util.CellRangeAddress;
import org.jspecify.annotations.Nullable;

/** A cell of the workbook, as a view on the sheet's cells that is made for each look at it. */
final class StoredCell implements EvaluationCell {

    private final CalculationSheet sheet;
    private final SheetCells cells;
    private final int cell;
    private final int row;

    StoredCell(CalculationSheet sheet, SheetCells cells, int cell, int row) {
        this.sheet = sheet;
        this.cells = cells;
        this.cell = cell;
        this.row = row;
    }

    CellFormula formula() {
        return (CellFormula) cells.formula(cell);
    }

    @Override
    public Object getIdentityKey() {
        return this;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof StoredCell stored && stored.cell == cell && stored.sheet == sheet;
    }

    @Override
    public int hashCode() {
        return Objects.hash(sheet.index(), cell);
    }

    @Override
    public EvaluationSheet getSheet() {
        return sheet;
    }

    @Override
    public int getRowIndex() {
        return row;
    }

    @Override
    public int getColumnIndex() {
        return cells.column(cell);
    }

    @Override
    public CellType getCellType() {
        return switch (cells.kind(cell)) {
            case NUMBER, DAY -> CellType.NUMERIC;
            case TEXT -> CellType.STRING;
            case TRUTH -> CellType.BOOLEAN;
            case ERROR -> CellType.ERROR;
            case FORMULA -> CellType.FORMULA;
        };
    }

    @Override
    public double getNumericCellValue() {
        return cells.number(cell);
    }

    @Override
    public String getStringCellValue() {
        return cells.text(cell);
    }

    @Override
    public boolean getBooleanCellValue() {
        return cells.number(cell) != 0;
    }

    @Override
    public int getErrorCellValue() {
        return (int) cells.number(cell);
    }

    @Override
    public @Nullable CellRangeAddress getArrayFormulaRange() {
        return cells.kind(cell) == Kind.FORMULA ? formula().array() : null;
    }

    @Override
    public boolean isPartOfArrayFormulaGroup() {
        return getArrayFormulaRange() != null;
    }

    @Override
    public CellType getCachedFormulaResultType() {
        return getCellType();
    }
}
