package io.inkstone.documents.sheet;

import org.apache.poi.ss.formula.EvaluationCell;
import org.apache.poi.ss.formula.EvaluationSheet;
import org.apache.poi.ss.formula.ptg.Ptg;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.ss.util.CellRangeAddress;

/** A cell that is not in the workbook; its value is of the type's kind, or the tokens of a formula. */
final class ScratchCell implements EvaluationCell {

    private final CalculationSheet sheet;
    private final int row;
    private final int column;
    private final CellType type;
    private final Object value;
    private final boolean array;

    ScratchCell(CalculationSheet sheet, int row, int column, CellType type, Object value, boolean array) {
        this.sheet = sheet;
        this.row = row;
        this.column = column;
        this.type = type;
        this.value = value;
        this.array = array;
    }

    Ptg[] tokens() {
        return (Ptg[]) value;
    }

    @Override
    public Object getIdentityKey() {
        return this;
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
        return column;
    }

    @Override
    public CellType getCellType() {
        return type;
    }

    @Override
    public double getNumericCellValue() {
        return (Double) value;
    }

    @Override
    public String getStringCellValue() {
        return (String) value;
    }

    @Override
    public boolean getBooleanCellValue() {
        return (Boolean) value;
    }

    @Override
    public int getErrorCellValue() {
        return (Integer) value;
    }

    @Override
    public CellRangeAddress getArrayFormulaRange() {
        return new CellRangeAddress(row, row, column, column);
    }

    @Override
    public boolean isPartOfArrayFormulaGroup() {
        return array;
    }

    @Override
    public CellType getCachedFormulaResultType() {
        return type;
    }
}
