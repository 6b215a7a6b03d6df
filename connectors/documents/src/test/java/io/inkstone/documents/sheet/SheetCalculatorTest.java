package io.inkstone.documents.sheet;

import static io.inkstone.documents.WrittenTables.BLANK;
import static io.inkstone.documents.WrittenTables.row;
import static io.inkstone.documents.WrittenTables.sample;
import static io.inkstone.documents.sheet.TestWorkbooks.edited;
import static io.inkstone.documents.sheet.TestWorkbooks.fill;
import static io.inkstone.documents.sheet.TestWorkbooks.read;
import static io.inkstone.documents.sheet.TestWorkbooks.sheet;
import static io.inkstone.documents.sheet.TestWorkbooks.workbook;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import io.inkstone.connector.ConnectorException;
import io.inkstone.documents.sheet.CellValue.Failure;
import io.inkstone.documents.sheet.CellValue.Text;
import io.inkstone.documents.sheet.CellValue.Truth;
import io.inkstone.documents.sheet.SheetFormula.RowForm;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.poi.ss.usermodel.Name;
import org.apache.poi.ss.util.AreaReference;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFTable;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SheetCalculatorTest {

    private final SheetCalculator calculator = SheetCalculator.open(read(sheet(
            row("Region", "Day", "Sales"),
            row("East", LocalDate.of(2024, 3, 1), 10),
            row("West", LocalDate.of(2024, 3, 9), 20),
            row("East", LocalDate.of(2025, 3, 9), 40),
            row("North", LocalDate.of(2024, 5, 1), BLANK))));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SUM(C2:C5) | 70",
                "SUMIFS(C2:C5,A2:A5,\"East\",B2:B5,\">=\"&DATE(2025,1,1)) | 40",
                "COUNTIFS(A2:A5,\"East\") | 2",
                "AVERAGE(C2:C5) | 23.333333333333332",
                "MAXIFS(C2:C5,A2:A5,\"East\") | 40",
                "SUM(C:C) | 70"
            })
    void evaluates_plain_formulas(String formula, double value) {
        assertThat(number(plain(formula))).isCloseTo(value, within(1e-9));
    }

    @Test
    void evaluates_to_texts_and_truth_values() {
        assertThat(plain("INDEX(A2:A5,MATCH(MAX(C2:C5),C2:C5,0))")).isEqualTo(new Text("East"));
        assertThat(plain("C2>C3")).isEqualTo(new Truth(false));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"SUM((A2:A5=\"East\")*C2:C5) | 50", "LARGE(IF(A2:A5=\"East\",C2:C5),2) | 10"})
    void evaluates_array_formulas(String formula, double value) {
        assertThat(number(calculator.evaluate("Data", new SheetFormula(formula, true, null))))
                .isEqualTo(value);
    }

    @Test
    void evaluates_the_row_form_instead_of_the_text() {
        RowForm distinct = new RowForm("SUM(\uE000)", List.of("1/COUNTIF($A$2:$A$5,A{row})"), 2, 5);
        RowForm march = new RowForm("SUM(\uE000)/COUNT(\uE000)", List.of("IF(MONTH(B{row})=3,C{row},\"\")"), 2, 5);
        RowForm bestIndex = new RowForm(
                "INDEX(A2:A5,MATCH(MAX(\uE000),\uE000,0))", List.of("IF(YEAR(B{row})=2024,C{row},\"\")"), 2, 5);

        assertThat(number(rows(distinct))).isCloseTo(3, within(1e-9));
        assertThat(number(rows(march))).isCloseTo(70 / 3.0, within(1e-9));
        assertThat(rows(bestIndex)).isEqualTo(new Text("West"));
    }

    @Test
    void passes_on_an_error_in_a_row_to_the_outer_formula() {
        RowForm division = new RowForm("SUM(\uE000)", List.of("1/C{row}"), 2, 5);
        RowForm caught = new RowForm("IFERROR(SUM(\uE000),-1)", List.of("1/C{row}"), 2, 5);

        assertThat(rows(division)).isEqualTo(new Failure("#DIV/0!"));
        assertThat(number(rows(caught))).isEqualTo(-1);
    }

    @Test
    void leaves_no_trace_of_one_formula_for_the_next() {
        number(rows(new RowForm("SUM(\uE000)", List.of("C{row}*2"), 2, 5)));

        assertThat(number(plain("SUM(D1:E9)"))).isZero();
        assertThat(number(plain("COUNTA(A1:Z9)"))).isEqualTo(14);
    }

    @Test
    void says_briefly_why_a_formula_has_no_value() {
        assertThat(plain("1/0")).isEqualTo(new Failure("#DIV/0!"));
        assertThat(plain("WEBSERVICE(\"http://127.0.0.1/\")"))
                .isEqualTo(new Failure("the function WEBSERVICE cannot be evaluated"));
        assertThat(((Failure) plain("SUM(C2:C5")).reason()).startsWith("cannot be parsed");
        assertThat(calculator.evaluate("Nowhere", new SheetFormula("1", false, null)))
                .isEqualTo(new Failure("there is no sheet 'Nowhere'"));
    }

    @Test
    void does_not_follow_a_link_to_another_workbook() {
        assertThat(plain("'[other.xlsx]Data'!A1")).isInstanceOf(Failure.class);
        assertThat(plain("[1]Data!A1")).isInstanceOf(Failure.class);
    }

    @Test
    void stops_when_its_time_is_over() {
        SheetCalculator hasty = SheetCalculator.open(read(sample("sales-orders.xlsx")), Duration.ofNanos(1));
        SheetFormula plain = new SheetFormula("SUMPRODUCT(J2:J261,J2:J261)+SUM(A1:K261)", false, null);
        SheetFormula rows = new SheetFormula("1", false, new RowForm("SUM(\uE000)", List.of("J{row}"), 2, 261));

        assertThat(((Failure) hasty.evaluate("Orders", plain)).reason()).startsWith("took longer than");
        assertThat(((Failure) hasty.evaluate("Orders", rows)).reason()).startsWith("took longer than");
    }

    @Test
    void takes_stored_values_of_formulas_and_computes_those_that_have_none() {
        byte[] unstored = sheet(row("Item", "Twice"), row("a", "=2*3"), row("b", "=2*4"));
        byte[] stored = edited(
                unstored,
                "xl/worksheets/sheet1.xml",
                xml -> xml.replaceFirst("<f>2\\*3</f>(<v>[^<]*</v>)?", "<f>2*3</f><v>100</v>"));

        assertThat(number(evaluate(unstored, "SUM(B2:B3)"))).isEqualTo(14);
        assertThat(number(evaluate(stored, "SUM(B2:B3)"))).isEqualTo(108);
    }

    @Test
    void survives_a_chain_of_formulas_that_is_deeper_than_the_stack() {
        byte[] content = workbook(workbook -> fill(
                workbook.createSheet("Data"),
                0,
                0,
                IntStream.range(0, 8_000)
                        .mapToObj(i -> row(i == 7_999 ? 1 : "=A" + (i + 2) + "+1"))
                        .toArray(Object[][]::new)));

        assertThat(evaluate(content, "A1")).isInstanceOf(Failure.class);
    }

    @Test
    void gives_days_of_a_1904_workbook_in_the_1900_system() {
        byte[] content = workbook(workbook -> {
            workbook.getCTWorkbook().getWorkbookPr().setDate1904(true);
            fill(
                    workbook.createSheet("Data"),
                    0,
                    0,
                    row("Name", "Day", "Count"),
                    row("a", LocalDate.of(2024, 5, 6), 7),
                    row("b", LocalDate.of(2023, 5, 6), 8));
        });
        SheetCalculator calculator = SheetCalculator.open(read(content));

        assertThat(calculator.date1904()).isTrue();
        assertThat(Column.day(number(evaluate(content, "MAX(B2:B3)")))).isEqualTo(LocalDate.of(2024, 5, 6));
        assertThat(number(evaluate(content, "SUMIFS(C2:C3,B2:B3,\">=\"&DATE(2024,1,1))")))
                .isEqualTo(7);
        assertThat(number(evaluate(content, "YEAR(B3)"))).isEqualTo(2023);
    }

    @Test
    void resolves_names_of_the_workbook_and_of_the_sheet_and_excel_tables() {
        byte[] content = workbook(workbook -> {
            XSSFSheet sheet = workbook.createSheet("Data");
            fill(sheet, 0, 0, row("Item", "Net EUR"), row("a", 3), row("b", 4), row("Total", 7));
            fill(workbook.createSheet("Other"), 0, 0, row(100), row(200));
            name(workbook, "Prices", "Data!$B$2:$B$3", -1);
            name(workbook, "Local", "Other!$A$1", -1);
            name(workbook, "local", "Other!$A$2", 0);
            XSSFTable list = sheet.createTable(new AreaReference("A1:B4", workbook.getSpreadsheetVersion()));
            list.setName("Sales");
            list.setDisplayName("Sales");
            list.getCTTable().setTotalsRowCount(1);
        });

        assertThat(number(evaluate(content, "SUM(prices)"))).isEqualTo(7);
        assertThat(number(evaluate(content, "Local"))).isEqualTo(200);
        assertThat(number(evaluate(content, "SUM(Other!A1:A2)"))).isEqualTo(300);
        assertThat(number(evaluate(content, "SUM(Sales[Net EUR])"))).isEqualTo(7);
        assertThat(evaluate(content, "Nothing")).isInstanceOf(Failure.class);
        assertThat(evaluate(content, "SUM(Nothing!A1)")).isInstanceOf(Failure.class);
    }

    @Test
    void computes_shared_and_array_formulas_that_have_no_stored_value() {
        byte[] content = edited(
                sheet(row("Item", "Price", "Twice"), row("a", 3, "=B2*2"), row("b", 4, "=B3*2"), row("c", 5, "=1")),
                "xl/worksheets/sheet1.xml",
                xml -> xml.replaceFirst(
                                "<f>B2\\*2</f>(<v>[^<]*</v>)?", "<f t=\"shared\" ref=\"C2:C3\" si=\"0\">B2*2</f>")
                        .replaceFirst("<f>B3\\*2</f>(<v>[^<]*</v>)?", "<f t=\"shared\" si=\"0\"/>")
                        .replaceFirst("<f>1</f>(<v>[^<]*</v>)?", "<f t=\"array\" ref=\"C4\">SUM(B2:B4*B2:B4)</f>"));

        assertThat(number(evaluate(content, "C3"))).isEqualTo(8);
        assertThat(number(evaluate(content, "C4"))).isEqualTo(50);
        assertThat(number(evaluate(content, "SUM(C2:C4)"))).isEqualTo(64);
    }

    @Test
    void sees_errors_and_truth_values_as_such_and_joins_what_letters_of_two_formats_write() {
        byte[] content = edited(
                sheet(row("Item", "Kind"), row("a", 1), row("b", 2), row("c", 3)),
                "xl/worksheets/sheet1.xml",
                xml -> xml.replaceFirst(
                                "<c r=\"B2\"[^>]*><v>1.0</v>",
                                "<c r=\"B2\" t=\"inlineStr\"><is><r><t>東</t></r><r><t>京</t></r></is>")
                        .replaceFirst("<c r=\"B3\"[^>]*><v>2.0</v>", "<c r=\"B3\" t=\"b\"><v>1</v>")
                        .replaceFirst("<c r=\"B4\"[^>]*><v>3.0</v>", "<c r=\"B4\" t=\"e\"><v>#SPILL!</v>"));

        assertThat(evaluate(content, "B2")).isEqualTo(new Text("東京"));
        assertThat(evaluate(content, "B3")).isEqualTo(new Truth(true));
        assertThat(evaluate(content, "ISERROR(B4)")).isEqualTo(new Truth(true));
        assertThat(read(content).tables().get(0).columns().get(1).text(0)).isEqualTo("東京");
    }

    @Test
    void leaves_out_what_is_written_over_letters_for_their_sound() {
        byte[] content = edited(
                sheet(row("Item", "Kind"), row("a", "東京")),
                "xl/sharedStrings.xml",
                xml -> xml.replace(
                        "<t>東京</t>", "<t>東京</t><rPh sb=\"0\" eb=\"2\"><t>トウキョウ</t></rPh><phoneticPr fontId=\"1\"/>"));

        assertThat(evaluate(content, "B2")).isEqualTo(new Text("東京"));
        assertThat(read(content).tables().get(0).columns().get(1).text(0)).isEqualTo("東京");
    }

    @Test
    void tells_which_cells_are_free() {
        byte[] content = workbook(workbook -> {
            XSSFSheet sheet = workbook.createSheet("Data");
            fill(sheet, 0, 0, row("Item", "Made"), row("a", "=1+1"));
        });
        SheetCalculator free = SheetCalculator.open(read(content));

        assertThat(free.isEmpty("Data", "C2")).isTrue();
        assertThat(free.isEmpty("Data", "B2")).isFalse();
        assertThat(refusal(() -> free.isEmpty("Nowhere", "A2")).code()).isEqualTo("no_such_sheet");
    }

    private static ConnectorException refusal(ThrowingCallable action) {
        return catchThrowableOfType(ConnectorException.class, action);
    }

    private static void name(XSSFWorkbook workbook, String name, String refersTo, int sheet) {
        Name defined = workbook.createName();
        if (sheet >= 0) {
            defined.setSheetIndex(sheet);
        }
        defined.setNameName(name);
        defined.setRefersToFormula(refersTo);
    }

    private CellValue plain(String formula) {
        return calculator.evaluate("Data", new SheetFormula(formula, false, null));
    }

    private CellValue rows(RowForm rows) {
        return calculator.evaluate("Data", new SheetFormula("not read", true, rows));
    }

    private static CellValue evaluate(byte[] content, String formula) {
        return SheetCalculator.open(read(content)).evaluate("Data", new SheetFormula(formula, false, null));
    }

    private static double number(CellValue value) {
        assertThat(value).isInstanceOf(CellValue.Number.class);
        return ((CellValue.Number) value).value();
    }
}
