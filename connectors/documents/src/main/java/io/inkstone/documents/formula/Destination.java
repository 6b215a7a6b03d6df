package io.inkstone.documents.formula;

import io.inkstone.connector.FileOutput;
import io.inkstone.documents.edit.CellAddress;
import io.inkstone.documents.edit.CellEdit;
import io.inkstone.documents.edit.WorkbookEditor;
import io.inkstone.documents.sheet.CellValue;
import io.inkstone.documents.sheet.SheetCalculator;
import io.inkstone.documents.sheet.SheetFormula;
import io.inkstone.documents.sheet.WorkbookView;
import io.inkstone.documents.sketch.Outcome;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Where in a workbook a formula goes, and the workbook with it written in. */
final class Destination {

    private final WorkbookEditor editor;
    private final String fileName;
    private final String sheet;

    Destination(WorkbookView workbook, String fileName, String sheet) {
        this.editor = WorkbookEditor.open(workbook);
        this.fileName = editor.fileName(fileName);
        this.sheet = sheet;
    }

    /**
     * The cell that is wanted, which has to be free, or else the first free one.
     *
     * @param beside the first cell right of the table
     * @param rows how many cells from it downwards have to be free too
     * @param calculator tells free cells where the file would have to be written first, which takes seconds for a large one
     */
    CellAddress cell(@Nullable String wanted, String beside, int rows, SheetCalculator calculator) {
        if (wanted == null) {
            CellAddress first = CellAddress.of(beside);
            return (editor.writesAnew() ? firstFree(first, rows, calculator) : editor.firstFree(sheet, first, rows))
                    .orElse(first);
        }
        CellAddress cell = CellAddress.of(wanted);
        if (!editor.writesAnew() || !calculator.isEmpty(sheet, cell.toString())) {
            editor.requireFree(sheet, cell);
        }
        return cell;
    }

    private Optional<CellAddress> firstFree(CellAddress from, int rows, SheetCalculator calculator) {
        int last = Math.min(from.column() + WorkbookEditor.COLUMNS_SEARCHED, CellAddress.LAST_COLUMN);
        return IntStream.rangeClosed(from.column(), last)
                .mapToObj(column -> new CellAddress(from.row(), column))
                .filter(start -> IntStream.range(0, rows)
                        .allMatch(row ->
                                calculator.isEmpty(sheet, start.below(row).toString())))
                .findFirst();
    }

    /** The file with a formula. */
    FileOutput written(CellEdit edit) {
        return new FileOutput(fileName, editor.edit(sheet, List.of(edit)).content());
    }

    /**
     * The file with a formula filled down.
     *
     * @param values of each row; null for rows that are left out
     */
    FileOutput filled(CellEdit first, List<@Nullable CellValue> values) {
        return new FileOutput(fileName, editor.fillDown(sheet, first, values).content());
    }

    static CellEdit edit(CellAddress cell, SheetFormula formula, Outcome outcome) {
        return CellEdit.insert(cell, formula, cached(outcome)).withDate(outcome.day());
    }

    static CellValue cached(Outcome outcome) {
        return outcome.value() instanceof Double number
                ? new CellValue.Number(number)
                : new CellValue.Text(String.valueOf(outcome.value()));
    }
}
