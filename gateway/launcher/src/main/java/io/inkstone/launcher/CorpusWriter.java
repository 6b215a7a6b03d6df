package io.inkstone.launcher;

import io.inkstone.connector.ConnectorException;
import io.inkstone.documents.edit.CellAddress;
import io.inkstone.documents.edit.CellEdit;
import io.inkstone.documents.edit.WorkbookEditor;
import io.inkstone.documents.sheet.CellValue;
import io.inkstone.documents.sheet.SheetCalculator;
import io.inkstone.documents.sheet.SheetFormula;
import io.inkstone.documents.sheet.Table;
import io.inkstone.documents.sheet.WorkbookReader;
import io.inkstone.documents.sheet.WorkbookView;
import io.inkstone.evaluation.WorkbookCorpus.FormulaWriter;
import io.inkstone.evaluation.WorkbookCorpus.Refusal;
import java.util.List;

/** Writes a formula into a workbook as the documents connector does, right of the first table or into the first free cell. */
final class CorpusWriter implements FormulaWriter {

    /** Counts two cells that no workbook fills, so that its value is known. */
    private static final SheetFormula FORMULA = new SheetFormula("1+COUNT(XFC1048575:XFC1048576)", false, null);

    @Override
    public Written write(String name, byte[] workbook) throws Refusal {
        WorkbookView view = read(name, workbook);
        if (view.sheets().isEmpty()) {
            throw new Refusal("no_such_sheet: it has no visible sheet with cells", true);
        }
        Table table = view.tables().isEmpty() ? null : view.tables().get(0);
        String sheet = table == null ? view.sheets().get(0) : table.sheet();
        CellAddress start = CellAddress.of(table == null ? "A1" : table.cellBeside(1));
        CellValue value = SheetCalculator.open(view).evaluate(sheet, FORMULA);
        if (!value.equals(new CellValue.Number(1))) {
            throw new IllegalStateException("the formula came to " + value);
        }
        try {
            WorkbookEditor editor = WorkbookEditor.open(view);
            CellAddress cell = editor.firstFree(sheet, start, 1).orElse(start);
            byte[] content = editor.edit(sheet, List.of(CellEdit.insert(cell, FORMULA, value)))
                    .content();
            WorkbookReader.read(name, content);
            return new Written(content, sheet, cell.toString(), FORMULA.text());
        } catch (ConnectorException e) {
            throw refusal(e, true);
        }
    }

    private static WorkbookView read(String name, byte[] workbook) throws Refusal {
        try {
            return WorkbookReader.read(name, workbook);
        } catch (ConnectorException e) {
            throw refusal(e, false);
        }
    }

    /** A fault of the system is none. */
    private static Refusal refusal(ConnectorException e, boolean opened) {
        if (e.category() == ConnectorException.Category.INTERNAL) {
            throw e;
        }
        return new Refusal(e.code() + ": " + e.getMessage(), opened);
    }
}
