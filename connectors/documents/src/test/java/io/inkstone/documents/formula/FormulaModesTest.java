package io.inkstone.documents.formula;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.inkstone.connector.ConnectorException;
import io.inkstone.connector.FileOutput;
import io.inkstone.documents.WrittenTables;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What the operation does beside making one formula. */
final class FormulaModesTest {

    private static final String SALES = "sales-orders.xlsx";
    private static final String CSV = """
            Item,Price,Quantity
            Pen,2.50,10
            Desk,120,2
            Lamp,30,4
            """;

    private final Assistant assistant = new Assistant();

    @Test
    void fills_a_column_and_gives_the_workbook_back() throws IOException {
        FormulaAnswer answer = assistant.ask(of(csv(), "price times quantity", null, "fill", null), true);

        assertThat(answer.formula()).isEqualTo("=$B2*$C2");
        assertThat(answer.value()).isEqualTo(25.0);
        assertThat(answer.fill()).isEqualTo(new FormulaAnswer.Fill("D2:D4", 120.0));
        assertThat(answer.undo()).isEqualTo(new FormulaAnswer.Undo("D2:D4", null));
        FileOutput file = Objects.requireNonNull(answer.workbook());
        assertThat(file.name()).isEqualTo("items.xlsx");
        try (XSSFWorkbook workbook = new XSSFWorkbook(new ByteArrayInputStream(file.content()))) {
            XSSFSheet sheet = workbook.getSheetAt(0);
            assertThat(sheet.getRow(1).getCell(3).getCellFormula()).isEqualTo("$B2*$C2");
            assertThat(sheet.getRow(3).getCell(3).getCellFormula()).isEqualTo("$B4*$C4");
            assertThat(sheet.getRow(3).getCell(3).getNumericCellValue()).isEqualTo(120);
        }
    }

    @Test
    void refuses_a_fill_that_says_no_computation() {
        assertThat(code(of(csv(), "something nice", null, "fill", null))).isEqualTo("unsupported");
    }

    @Test
    void explains_a_formula_in_the_language_of_the_request() {
        String formula = "=SUMIFS(J2:J261,C2:C261,\"Northern\")";

        FormulaAnswer english = assistant.ask(of(sales(), "", null, "explain", formula));
        FormulaAnswer chinese = assistant.ask(of(sales(), "解释一下", null, "explain", formula));

        assertThat(english.explanation()).contains("Sales Amount", "Region", "Northern");
        assertThat(chinese.explanation()).contains("Sales Amount", "Region").containsPattern("\\p{IsHan}");
        assertThat(english.steps()).isNotEmpty();
        assertThat(english.value()).isInstanceOf(Double.class);
    }

    @Test
    void mends_a_formula_and_writes_it_over_the_broken_one() throws IOException {
        FormulaAnswer answer = assistant.ask(of(csv(), "", "D2", "fix", "=SUMM(B2:B4"), true);

        assertThat(answer.formula()).isEqualTo("=SUM(B2:B4)");
        assertThat(answer.value()).isEqualTo(152.5);
        assertThat(answer.changes()).isNotEmpty();
        assertThat(answer.undo()).isEqualTo(new FormulaAnswer.Undo("D2", "=SUMM(B2:B4"));
        byte[] file = Objects.requireNonNull(answer.workbook()).content();
        try (XSSFWorkbook workbook = new XSSFWorkbook(new ByteArrayInputStream(file))) {
            assertThat(workbook.getSheetAt(0).getRow(1).getCell(3).getCellFormula())
                    .isEqualTo("SUM(B2:B4)");
        }
    }

    @Test
    void names_what_is_missing() {
        assertThat(code(of(sales(), " ", null, null, null))).isEqualTo("request_missing");
        assertThat(code(of(sales(), "", null, "explain", null))).isEqualTo("formula_missing");
        assertThat(code(of(sales(), "", null, "explain", "=SUM(A1"))).isEqualTo("invalid_formula");
    }

    private static Assistant.File sales() {
        return new Assistant.File(SALES, WrittenTables.sample(SALES));
    }

    private static Assistant.File csv() {
        return new Assistant.File("items.csv", CSV.getBytes(StandardCharsets.UTF_8));
    }

    private static FormulaInput of(
            Assistant.File file,
            String request,
            @Nullable String cell,
            @Nullable String mode,
            @Nullable String formula) {
        return new FormulaInput(file, request, null, cell, mode, formula);
    }

    private String code(FormulaInput input) {
        return catchThrowableOfType(ConnectorException.class, () -> assistant.ask(input))
                .code();
    }
}
