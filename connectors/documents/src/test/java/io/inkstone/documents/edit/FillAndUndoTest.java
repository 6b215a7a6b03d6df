package io.inkstone.documents.edit;

import static io.inkstone.documents.WrittenTables.row;
import static io.inkstone.documents.edit.EditedFiles.cell;
import static io.inkstone.documents.edit.EditedFiles.open;
import static io.inkstone.documents.edit.EditedFiles.part;
import static io.inkstone.documents.edit.EditedFiles.read;
import static io.inkstone.documents.edit.EditedFiles.sheet;
import static io.inkstone.documents.edit.EditedFiles.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.inkstone.connector.ConnectorException;
import io.inkstone.documents.sheet.CellValue.Number;
import io.inkstone.documents.sheet.CellValue.Text;
import io.inkstone.documents.sheet.SheetFormula;
import io.inkstone.documents.sheet.WorkbookFormat;
import io.inkstone.documents.sheet.WorkbookReader;
import io.inkstone.documents.sheet.WorkbookView;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.xssf.usermodel.XSSFCell;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

final class FillAndUndoTest {

    private static final String SHEET = "xl/worksheets/sheet1.xml";
    private static final byte[] MADE = sheet(row("Item", "Made"), row("a", 1), row("b", 2), row("c", 3));

    @Test
    void fills_down_and_leaves_rows_out() {
        byte[] after = WorkbookEditor.open(read(MADE))
                .fillDown(
                        "Data",
                        CellEdit.insert(CellAddress.of("C2"), formula("B2/SUM(B$2:B$4)"), new Number(0)),
                        Arrays.asList(new Number(1 / 6.0), null, new Number(0.5)))
                .content();

        assertThat(cell(after, "Data", "C2").getCellFormula()).isEqualTo("B2/SUM(B$2:B$4)");
        assertThat(cell(after, "Data", "C2").getNumericCellValue()).isEqualTo(1 / 6.0);
        assertThat(cell(after, "Data", "C3")).isNull();
        assertThat(cell(after, "Data", "C4").getCellFormula()).isEqualTo("B4/SUM(B$2:B$4)");
        assertThat(cell(after, "Data", "C4").getNumericCellValue()).isEqualTo(0.5);
    }

    @Test
    void fills_array_formulas_each_in_its_cell() {
        byte[] after = WorkbookEditor.open(read(MADE))
                .fillDown(
                        "Data",
                        CellEdit.insert(
                                CellAddress.of("C2"),
                                new SheetFormula("SUM((B$2:B$4>B2)*1)", true, null),
                                new Number(0)),
                        List.of(new Number(2), new Number(1)))
                .content();

        assertThat(cell(after, "Data", "C3").getArrayFormulaRange().formatAsString())
                .isEqualTo("C3");
        assertThat(cell(after, "Data", "C3").getCellFormula()).isEqualTo("SUM((B$2:B$4>B3)*1)");
    }

    @Test
    void refuses_to_fill_beyond_the_sheet() {
        WorkbookEditor editor = WorkbookEditor.open(read(MADE));
        CellEdit last = CellEdit.insert(CellAddress.of("C1048576"), formula("1+0"), new Number(1));
        CellEdit far = CellEdit.insert(CellAddress.of("C2"), formula("A1048576"), new Number(1));

        assertThat(code(() -> editor.fillDown("Data", last, List.of(new Number(1), new Number(1)))))
                .isEqualTo("formula_not_fillable");
        assertThat(code(() -> editor.fillDown("Data", far, List.of(new Number(1), new Number(1)))))
                .isEqualTo("formula_not_fillable");
        assertThat(code(() -> editor.fillDown("Data", far, Collections.nCopies(250_001, new Number(1)))))
                .isEqualTo("workbook_too_large");
    }

    @Test
    void brings_back_what_was_replaced() {
        byte[] before = sheet(row("Item", "=C1", 7), row("a_x0041_", 1, "=1+1"));
        byte[] texts = with(before, SHEET, xml -> xml.replace("<f>C1</f>", "<f>SUM(C1)</f>"));
        List<CellEdit> edits =
                List.of(replacing("A2", "1+1"), replacing("C1", "2+2"), replacing("C2", "3+3"), replacing("D9", "4+4"));

        EditedWorkbook edited = WorkbookEditor.open(read(texts)).edit("Data", edits);
        byte[] undone = WorkbookEditor.open(read(edited.content())).undo(edited.undo());

        assertThat(edited.undo().cells()).extracting(Undo.Cell::cell).containsExactly("A2", "C1", "C2", "D9");
        assertThat(before(edited, 0).type()).isEqualTo("text");
        assertThat(before(edited, 2).formula()).isEqualTo("1+1");
        assertThat(edited.undo().cells().get(3).before()).isNull();
        assertThat(cell(undone, "Data", "A2").getStringCellValue())
                .isEqualTo(cell(texts, "Data", "A2").getStringCellValue());
        assertThat(cell(undone, "Data", "A2").getCellType()).isEqualTo(CellType.STRING);
        assertThat(cell(undone, "Data", "C1").getNumericCellValue()).isEqualTo(7);
        assertThat(cell(undone, "Data", "C1").getCellType()).isEqualTo(CellType.NUMERIC);
        assertThat(cell(undone, "Data", "C2").getCellFormula()).isEqualTo("1+1");
        assertThat(cell(undone, "Data", "D9")).isNull();
    }

    @Test
    void brings_nothing_back_where_somebody_has_written_since() {
        EditedWorkbook edited = WorkbookEditor.open(read(MADE)).edit("Data", List.of(replacing("B2", "1+1")));
        byte[] since = with(edited.content(), SHEET, xml -> xml.replace("<f>1+1</f>", "<f>2+2</f>"));

        assertThat(code(() -> WorkbookEditor.open(read(since)).undo(edited.undo())))
                .isEqualTo("workbook_changed");
        assertThat(code(() -> WorkbookEditor.open(read(MADE)).undo(edited.undo())))
                .isEqualTo("workbook_changed");
    }

    @Test
    void gives_cells_that_share_a_formula_their_own_when_the_first_is_replaced() {
        byte[] shared = with(
                sheet(row("Item", "Made", "=B1"), row("a", 1, "=B1"), row("b", 2, "=B1"), row("c", 3, "=B1")),
                SHEET,
                xml -> xml.replaceFirst("<f>B1</f>", "<f t=\"shared\" ref=\"C1:C4\" si=\"0\">B1*\\$A\\$1</f>")
                        .replace("<f>B1</f>", "<f t=\"shared\" si=\"0\"/>"));

        byte[] first = WorkbookEditor.open(read(shared))
                .edit("Data", List.of(replacing("C1", "9+9"), replacing("C3", "8+8")))
                .content();
        EditedWorkbook later = WorkbookEditor.open(read(shared)).edit("Data", List.of(replacing("C3", "8+8")));

        assertThat(formulas(first)).containsExactly("9+9", "B2*$A$1", "8+8", "B4*$A$1");
        assertThat(formulas(later.content())).containsExactly("B1*$A$1", "B2*$A$1", "8+8", "B4*$A$1");
        assertThat(before(later, 0).formula()).isEqualTo("B3*$A$1");
    }

    @Test
    void refuses_a_shared_formula_that_cannot_be_given_to_the_others() {
        byte[] shared = with(
                sheet(row("Item", "=B1"), row("a", "=B1")),
                SHEET,
                xml -> xml.replaceFirst("<f>B1</f>", "<f t=\"shared\" ref=\"B1:B2\" si=\"0\">A1048576</f>")
                        .replace("<f>B1</f>", "<f t=\"shared\" si=\"0\"/>"));

        assertThat(code(() -> WorkbookEditor.open(read(shared)).edit("Data", List.of(replacing("B1", "9+9")))))
                .isEqualTo("cell_in_formula_group");
    }

    private static List<String> formulas(byte[] content) {
        XSSFSheet sheet = open(content).getSheet("Data");
        return List.of(0, 1, 2, 3).stream()
                .map(row -> sheet.getRow(row).getCell(2).getCellFormula())
                .toList();
    }

    @Test
    void gives_a_text_file_back_as_a_workbook_in_which_texts_stay_texts() {
        String csv =
                "Item,Day,Made,Note\na,2024-05-06,1.5,\"=HYPERLINK(\"\"x\"\")\"\nb,2024-05-07,2,-x\nc,2024-05-08,3,@y\n";
        WorkbookView view = WorkbookReader.read("made.csv", csv.getBytes(StandardCharsets.UTF_8));
        WorkbookEditor editor = WorkbookEditor.open(view);

        byte[] after = editor.edit(
                        "made", List.of(CellEdit.insert(CellAddress.of("F2"), formula("SUM(C2:C4)"), new Number(6.5))))
                .content();

        assertThat(view.format()).isEqualTo(WorkbookFormat.TEXT);
        assertThat(editor.fileName("made.csv")).isEqualTo("made.xlsx");
        assertThat(cell(after, "made", "F2").getCellFormula()).isEqualTo("SUM(C2:C4)");
        assertThat(cell(after, "made", "B2").getLocalDateTimeCellValue().toLocalDate())
                .hasToString("2024-05-06");
        XSSFCell note = cell(after, "made", "D2");
        assertThat(note.getCellType()).isEqualTo(CellType.STRING);
        assertThat(note.getStringCellValue()).isEqualTo("=HYPERLINK(\"x\")");
        assertThat(note.getCellStyle().getQuotePrefixed()).isTrue();
        assertThat(part(after, SHEET)).doesNotContain("<f>HYPERLINK");
        assertThat(read(after).tables().get(0).columns())
                .extracting(column -> column.header())
                .containsExactly("Item", "Day", "Made", "Note");
    }

    private static Undo.Held before(EditedWorkbook edited, int cell) {
        return Objects.requireNonNull(edited.undo().cells().get(cell).before());
    }

    private static CellEdit replacing(String cell, String formula) {
        return CellEdit.insert(CellAddress.of(cell), formula(formula), new Text("x"))
                .replacing();
    }

    private static SheetFormula formula(String text) {
        return new SheetFormula(text, false, null);
    }

    private static String code(ThrowingCallable action) {
        return catchThrowableOfType(ConnectorException.class, action).code();
    }
}
