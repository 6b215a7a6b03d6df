package io.inkstone.documents.edit;

import static io.inkstone.documents.WrittenTables.row;
import static io.inkstone.documents.WrittenTables.sample;
import static io.inkstone.documents.edit.EditedFiles.cell;
import static io.inkstone.documents.edit.EditedFiles.fill;
import static io.inkstone.documents.edit.EditedFiles.open;
import static io.inkstone.documents.edit.EditedFiles.read;
import static io.inkstone.documents.edit.EditedFiles.workbook;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.inkstone.connector.ConnectorException;
import io.inkstone.documents.sheet.CellValue;
import io.inkstone.documents.sheet.CellValue.Failure;
import io.inkstone.documents.sheet.CellValue.Number;
import io.inkstone.documents.sheet.CellValue.Text;
import io.inkstone.documents.sheet.CellValue.Truth;
import io.inkstone.documents.sheet.SheetCalculator;
import io.inkstone.documents.sheet.SheetFormula;
import io.inkstone.documents.sheet.WorkbookView;
import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.ss.usermodel.DateUtil;
import org.apache.poi.ss.util.CellRangeAddress;
import org.apache.poi.xssf.usermodel.XSSFCell;
import org.apache.poi.xssf.usermodel.XSSFCellStyle;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class WorkbookEditorTest {

    private static final SheetFormula SUM = new SheetFormula("SUM(J2:J261)", false, null);

    private final WorkbookView orders = read(sample("sales-orders.xlsx"));

    @Test
    void writes_a_formula_that_evaluates_to_its_stored_value_and_changes_no_other_cell() throws IOException {
        CellValue value = SheetCalculator.open(orders).evaluate("Orders", SUM);

        byte[] written = written(orders, "Orders", "M2", SUM, value, false);

        Map<String, String> cells = cells(written);
        assertThat(cells.remove("Orders!M2")).isEqualTo("=SUM(J2:J261)");
        assertThat(cells).isEqualTo(cells(orders.content()));
        try (XSSFWorkbook workbook = open(written)) {
            XSSFCell cell = workbook.getSheet("Orders").getRow(1).getCell(12);
            assertThat(new Number(cell.getNumericCellValue())).isEqualTo(value);
            assertThat(workbook.getCreationHelper()
                            .createFormulaEvaluator()
                            .evaluate(cell)
                            .getNumberValue())
                    .isEqualTo(cell.getNumericCellValue());
        }
    }

    @Test
    void writes_an_array_formula_as_one() throws IOException {
        SheetFormula array = new SheetFormula("SUM((C2:C261=\"Northern\")*J2:J261)", true, null);

        byte[] written = written(orders, "Orders", "M2", array, new Number(5), false);

        XSSFCell cell = cell(written, "Orders", "M2");
        assertThat(cell.isPartOfArrayFormulaGroup()).isTrue();
        assertThat(cell.getCellFormula()).isEqualTo(array.text());
        assertThat(cell.getNumericCellValue()).isEqualTo(5);
    }

    @Test
    void a_prefixed_function_still_evaluates_after_reopening() {
        SheetFormula max = new SheetFormula("MAXIFS(J2:J261,C2:C261,\"Northern\")", false, null);
        CellValue value = SheetCalculator.open(orders).evaluate("Orders", max);

        byte[] written = written(orders, "Orders", "M2", max, new Failure("unknown"), false);

        assertThat(cell(written, "Orders", "M2").getCellFormula()).startsWith("_xlfn.MAXIFS(");
        assertThat(SheetCalculator.open(read(written)).evaluate("Orders", new SheetFormula("M2+0", false, null)))
                .isEqualTo(value);
    }

    @Test
    void stores_texts_and_truth_values_as_results_and_never_as_formulas() {
        byte[] text = written(orders, "Orders", "M2", SUM, new Text("=HYPERLINK(\"x\")"), false);
        byte[] truth = written(orders, "Orders", "M2", SUM, new Truth(true), false);

        assertThat(cell(text, "Orders", "M2").getCellFormula()).isEqualTo(SUM.text());
        assertThat(cell(text, "Orders", "M2").getCachedFormulaResultType()).isEqualTo(CellType.STRING);
        assertThat(cell(text, "Orders", "M2").getStringCellValue()).isEqualTo("=HYPERLINK(\"x\")");
        assertThat(cell(truth, "Orders", "M2").getBooleanCellValue()).isTrue();
    }

    @Test
    void asks_to_be_calculated_when_the_value_is_not_known() throws IOException {
        try (XSSFWorkbook workbook = open(written(orders, "Orders", "M2", SUM, new Failure("#N/A"), false))) {
            assertThat(workbook.getForceFormulaRecalculation()).isTrue();
        }
    }

    @Test
    void shows_days_as_days_and_numbers_like_those_they_were_made_of() {
        SheetFormula latest = new SheetFormula("MAX(B2:B261)", false, null);
        Number day = new Number(DateUtil.getExcelDate(LocalDate.of(2024, 5, 6)));

        byte[] plainDay = written(orders, "Orders", "M2", latest, day, true);
        byte[] likeDay = written(orders, "Orders", "M2", latest, day, true, "B2");
        byte[] likePercent = written(orders, "Orders", "M2", SUM, new Number(0.5), false, "I2");

        assertThat(cell(plainDay, "Orders", "M2").getLocalDateTimeCellValue().toLocalDate())
                .isEqualTo(LocalDate.of(2024, 5, 6));
        assertThat(format(plainDay)).isEqualTo("yyyy-mm-dd");
        assertThat(format(likeDay))
                .isEqualTo(cell(orders.content(), "Orders", "B2").getCellStyle().getDataFormatString());
        assertThat(format(likePercent)).contains("%");
    }

    @Test
    void stores_a_day_of_a_1904_workbook_in_its_own_system() {
        WorkbookView view = read(workbook(workbook -> {
            workbook.getCTWorkbook().getWorkbookPr().setDate1904(true);
            XSSFSheet sheet = workbook.createSheet("Data");
            fill(sheet, row("Name", "Day"), row("a", 0));
            XSSFCellStyle day = workbook.createCellStyle();
            day.setDataFormat((short) 14);
            sheet.getRow(1).getCell(1).setCellStyle(day);
            sheet.getRow(1).getCell(1).setCellValue(LocalDate.of(2024, 5, 6));
        }));
        SheetFormula latest = new SheetFormula("MAX(B2:B2)", false, null);
        CellValue value = SheetCalculator.open(view).evaluate("Data", latest);

        byte[] written = written(view, "Data", "D2", latest, value, true);

        assertThat(cell(written, "Data", "D2").getNumericCellValue())
                .isEqualTo(cell(written, "Data", "B2").getNumericCellValue());
    }

    @ParameterizedTest
    @ValueSource(strings = {"A1", "$J$2", "b3"})
    void does_not_overwrite_a_filled_cell(String cell) {
        ConnectorException refusal = refusal("Orders", cell);

        assertThat(refusal.code()).isEqualTo("cell_not_empty");
        assertThat(refusal.getMessage())
                .contains(cell.replace("$", "").toUpperCase(Locale.ROOT))
                .containsPattern("a text|a number")
                .contains("Choose another cell");
    }

    @Test
    void does_not_write_where_merged_cells_would_hide_it() {
        WorkbookView view = read(workbook(workbook -> {
            XSSFSheet sheet = workbook.createSheet("Data");
            fill(sheet, row("Name", "Day"), row("a", 1));
            sheet.addMergedRegion(new CellRangeAddress(0, 1, 3, 4));
        }));

        assertThat(catchThrowableOfType(
                                ConnectorException.class, () -> written(view, "Data", "E2", SUM, new Number(1), false))
                        .code())
                .isEqualTo("cell_merged");
        assertThat(cell(written(view, "Data", "D1", SUM, new Number(1), false), "Data", "D1")
                        .getCellFormula())
                .isEqualTo(SUM.text());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "A0", "A1048577", "XFE1", "AAAA1", "M2:M3", "Sheet1!A1", "R1C1", "A99999999999"})
    void refuses_what_is_no_cell(String cell) {
        assertThat(refusal("Orders", cell).code()).isEqualTo("invalid_cell");
    }

    @Test
    void takes_the_last_cell_of_a_sheet_and_refuses_a_sheet_that_is_not_there() {
        byte[] written = written(orders, "Orders", "XFD1048576", SUM, new Number(1), false);

        assertThat(cell(written, "Orders", "XFD1048576").getCellFormula()).isEqualTo(SUM.text());
        assertThat(refusal("Nowhere", "M2").code()).isEqualTo("no_such_sheet");
    }

    @Test
    void refuses_a_formula_that_is_none() {
        SheetFormula broken = new SheetFormula("SUM(", false, null);

        ConnectorException refusal = catchThrowableOfType(
                ConnectorException.class, () -> written(orders, "Orders", "M2", broken, new Number(1), false));

        assertThat(refusal.code()).isEqualTo("invalid_formula");
    }

    private ConnectorException refusal(String sheet, String cell) {
        return catchThrowableOfType(
                ConnectorException.class, () -> written(orders, sheet, cell, SUM, new Number(1), false));
    }

    private static String format(byte[] content) {
        return cell(content, "Orders", "M2").getCellStyle().getDataFormatString();
    }

    private static byte[] written(
            WorkbookView view, String sheet, String cell, SheetFormula formula, CellValue cached, boolean date) {
        return written(view, sheet, cell, formula, cached, date, null);
    }

    private static byte[] written(
            WorkbookView view,
            String sheet,
            String cell,
            SheetFormula formula,
            CellValue cached,
            boolean date,
            @Nullable String formatLike) {
        CellEdit edit = CellEdit.insert(CellAddress.of(cell), formula, cached).withDate(date);
        return WorkbookEditor.open(view)
                .edit(sheet, List.of(formatLike == null ? edit : edit.formattedLike(CellAddress.of(formatLike))))
                .content();
    }

    private static Map<String, String> cells(byte[] content) throws IOException {
        Map<String, String> cells = new TreeMap<>();
        try (XSSFWorkbook workbook = open(content)) {
            workbook.forEach(sheet -> sheet.forEach(row -> row.forEach(cell -> cells.put(
                    sheet.getSheetName() + "!" + cell.getAddress(),
                    cell.getCellType() == CellType.FORMULA ? "=" + cell.getCellFormula() : cell.toString()))));
        }
        return cells;
    }
}
