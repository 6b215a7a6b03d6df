package io.inkstone.evaluation.oracle;

import org.apache.poi.ss.SpreadsheetVersion;
import org.apache.poi.ss.formula.FormulaParser;
import org.apache.poi.ss.formula.FormulaRenderer;
import org.apache.poi.ss.formula.FormulaShifter;
import org.apache.poi.ss.formula.FormulaType;
import org.apache.poi.ss.formula.ptg.Ptg;
import org.apache.poi.xssf.usermodel.XSSFEvaluationWorkbook;
import org.apache.poi.xssf.usermodel.XSSFSheet;

/** A formula as it reads when it is copied down, with its relative references moved. */
public final class CopiedFormula {

    private CopiedFormula() {}

    /**
     * How it reads some rows below.
     *
     * @param formula without its equals sign, as files store it
     * @param row where it stands, from 0
     * @throws org.apache.poi.ss.formula.FormulaParseException when POI does not understand it
     */
    public static String down(XSSFSheet sheet, String formula, int row, int rows) {
        XSSFEvaluationWorkbook book = XSSFEvaluationWorkbook.create(sheet.getWorkbook());
        int index = sheet.getWorkbook().getSheetIndex(sheet);
        Ptg[] tokens = FormulaParser.parse(formula, book, FormulaType.CELL, index, row);
        FormulaShifter.createForRowCopy(index, sheet.getSheetName(), row, row, rows, SpreadsheetVersion.EXCEL2007)
                .adjustFormula(tokens, index);
        return FormulaRenderer.toFormulaString(book, tokens);
    }
}
