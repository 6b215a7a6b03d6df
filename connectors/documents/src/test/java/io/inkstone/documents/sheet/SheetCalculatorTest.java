package io.inkstone.documents.sheet;

import static io.inkstone.documents.sheet.TestWorkbooks.BLANK;
import static io.inkstone.documents.sheet.TestWorkbooks.edited;
import static io.inkstone.documents.sheet.TestWorkbooks.fill;
import static io.inkstone.documents.sheet.TestWorkbooks.read;
import static io.inkstone.documents.sheet.TestWorkbooks.row;
import static io.inkstone.documents.sheet.TestWorkbooks.sample;
import static io.inkstone.documents.sheet.TestWorkbooks.sheet;
import static io.inkstone.documents.sheet.TestWorkbooks.workbook;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.inkstone.documents.sheet.CellValue.Failure;
import io.inkstone.documents.sheet.CellValue.Text;
import io.inkstone.documents.sheet.CellValue.Truth;
import io.inkstone.documents.sheet.SheetFormula.RowForm;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
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
