package io.inkstone.documents.edit;

import static io.inkstone.documents.WrittenTables.BLANK;
import static io.inkstone.documents.WrittenTables.row;
import static io.inkstone.documents.edit.EditedFiles.cell;
import static io.inkstone.documents.edit.EditedFiles.fill;
import static io.inkstone.documents.edit.EditedFiles.open;
import static io.inkstone.documents.edit.EditedFiles.part;
import static io.inkstone.documents.edit.EditedFiles.read;
import static io.inkstone.documents.edit.EditedFiles.sheet;
import static io.inkstone.documents.edit.EditedFiles.with;
import static io.inkstone.documents.edit.EditedFiles.workbook;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.inkstone.connector.ConnectorException;
import io.inkstone.documents.sheet.CellValue;
import io.inkstone.documents.sheet.SheetFormula;
import java.util.List;
import org.apache.poi.ss.SpreadsheetVersion;
import org.apache.poi.ss.usermodel.DataConsolidateFunction;
import org.apache.poi.ss.util.AreaReference;
import org.apache.poi.ss.util.CellRangeAddress;
import org.apache.poi.ss.util.CellReference;
import org.apache.poi.xssf.usermodel.XSSFCellStyle;
import org.apache.poi.xssf.usermodel.XSSFPivotTable;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFTable;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

final class ObstaclesTest {

    private static final SheetFormula ONE = new SheetFormula("1+0", false, null);

    @Test
    void finds_the_first_column_that_is_free_far_enough_down() {
        byte[] content = workbook(workbook -> {
            XSSFSheet data = workbook.createSheet("Data");
            fill(
                    data,
                    row("Item", "Made", BLANK, BLANK, BLANK),
                    row("a", "=1+1", BLANK, BLANK, BLANK),
                    row("b", 2, BLANK, 7));
            data.addMergedRegion(CellRangeAddress.valueOf("B1:C1"));
        });
        WorkbookEditor editor = WorkbookEditor.open(read(content));

        assertThat(editor.firstFree("Data", CellAddress.of("A1"), 1)).contains(CellAddress.of("D1"));
        assertThat(editor.firstFree("Data", CellAddress.of("A1"), 3)).contains(CellAddress.of("E1"));
        assertThat(editor.firstFree("Data", CellAddress.of("A2"), 2)).contains(CellAddress.of("C2"));
        assertThat(refusal(() -> editor.requireFree("Data", CellAddress.of("B2"))))
                .hasMessageContaining("a formula");
        assertThat(refusal(() -> editor.requireFree("Data", CellAddress.of("C1")))
                        .code())
                .isEqualTo("cell_merged");
        editor.requireFree("Data", CellAddress.of("C2"));
    }

    @Test
    void keeps_headers_and_totals_of_tables_and_fills_their_rows() {
        byte[] content = workbook(workbook -> {
            XSSFSheet data = workbook.createSheet("Data");
            fill(data, row("Item", "Made", "Twice"), row("a", 1), row("b", 2), row("Total", 3));
            XSSFTable table = data.createTable(new AreaReference("A1:C4", SpreadsheetVersion.EXCEL2007));
            table.setDisplayName("Made");
            table.getCTTable().setTotalsRowCount(1);
        });

        assertThat(code(content, "C1")).isEqualTo("table_header");
        assertThat(code(content, "C4")).isEqualTo("table_totals");
        byte[] edited = WorkbookEditor.open(read(content))
                .edit("Data", List.of(replacing("C2", new SheetFormula("[@Made]*2", false, null))))
                .content();
        assertThat(part(edited, "xl/worksheets/sheet1.xml")).contains("<f>Made[[#This Row],[Made]]*2</f>");
        assertThat(cell(edited, "Data", "C2").getNumericCellValue()).isEqualTo(1);
    }

    @Test
    void keeps_locked_cells_of_a_protected_sheet() {
        byte[] content = workbook(workbook -> {
            XSSFSheet data = workbook.createSheet("Data");
            fill(data, row("Item", "Made"), row("a", 1));
            XSSFCellStyle unlocked = workbook.createCellStyle();
            unlocked.setLocked(false);
            data.getRow(1).createCell(2).setCellStyle(unlocked);
            data.protectSheet("x");
        });

        assertThat(code(content, "D2")).isEqualTo("cell_locked");
        byte[] edited = WorkbookEditor.open(read(content))
                .edit("Data", List.of(replacing("C2", ONE)))
                .content();
        assertThat(cell(edited, "Data", "C2").getCellStyle().getLocked()).isFalse();
        assertThat(open(edited).getSheet("Data").getProtect()).isTrue();
    }

    @Test
    void keeps_array_formulas_whole() {
        byte[] content = workbook(workbook -> {
            XSSFSheet data = workbook.createSheet("Data");
            fill(data, row("Item", "Made"), row("a", 1), row("b", 2));
            data.setArrayFormula("B2:B3*2", CellRangeAddress.valueOf("C2:C3"));
            data.setArrayFormula("SUM(B2:B3*2)", CellRangeAddress.valueOf("D2"));
        });

        assertThat(code(content, "C2")).isEqualTo("cell_in_array");
        assertThat(code(content, "C3")).isEqualTo("cell_in_array");
        byte[] edited = WorkbookEditor.open(read(content))
                .edit("Data", List.of(replacing("D2", ONE)))
                .content();
        assertThat(cell(edited, "Data", "D2").isPartOfArrayFormulaGroup()).isFalse();
        assertThat(cell(edited, "Data", "C3").isPartOfArrayFormulaGroup()).isTrue();
    }

    @Test
    void keeps_pivot_tables() {
        byte[] content = workbook(workbook -> {
            XSSFSheet data = workbook.createSheet("Data");
            fill(data, row("Item", "Made"), row("a", 1), row("b", 2));
            XSSFPivotTable pivot = data.createPivotTable(
                    new AreaReference("A1:B3", SpreadsheetVersion.EXCEL2007), new CellReference("F5"));
            pivot.addRowLabel(0);
            pivot.addColumnLabel(DataConsolidateFunction.SUM, 1);
        });

        assertThat(code(content, "F5")).isEqualTo("cell_in_pivot_table");
        assertThat(code(content, "E5")).isEqualTo("none");
    }

    @Test
    void keeps_signed_workbooks() {
        byte[] content = with(sheet(row("a", 1)), "_xmlsignatures/sig1.xml", any -> "<Signature/>");

        assertThat(code(content, "D2")).isEqualTo("workbook_signed");
    }

    @Test
    void names_what_is_wrong_with_the_edit_itself() {
        byte[] content = sheet(row("a", 1));
        WorkbookEditor editor = WorkbookEditor.open(read(content));
        CellEdit edit = CellEdit.insert(CellAddress.of("D2"), ONE, new CellValue.Number(1));

        assertThat(refusal(() -> editor.edit("Data", List.of(edit, edit))).code())
                .isEqualTo("invalid_cell");
        assertThat(refusal(() -> editor.edit("Nowhere", List.of(edit))).code()).isEqualTo("no_such_sheet");
        assertThat(refusal(() -> CellAddress.of("Data!D2")).code()).isEqualTo("invalid_cell");
    }

    private static String code(byte[] content, String cell) {
        WorkbookEditor editor = WorkbookEditor.open(read(content));
        ConnectorException refusal = refusal(() -> editor.edit("Data", List.of(replacing(cell, ONE))));
        return refusal == null ? "none" : refusal.code();
    }

    private static CellEdit replacing(String cell, SheetFormula formula) {
        return CellEdit.insert(CellAddress.of(cell), formula, new CellValue.Number(1))
                .replacing();
    }

    private static ConnectorException refusal(ThrowingCallable action) {
        return catchThrowableOfType(ConnectorException.class, action);
    }
}
