package io.inkstone.documents.formula;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import io.inkstone.connector.ChooseRequest;
import io.inkstone.connector.ConnectorException;
import io.inkstone.connector.FileOutput;
import io.inkstone.connector.Grammar;
import io.inkstone.documents.WrittenTables;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
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
    void lets_the_model_write_what_no_sketch_fits_only_when_asked_and_says_so() {
        Assistant writing = new Assistant(asked -> "=CORREL(B2:B4,C2:C4)");
        String request = "correlation of price and quantity";

        assertThat(code(of(csv(), request, null, "create", null))).isEqualTo("unsupported");
        FormulaAnswer free = writing.ask(of(csv(), request, null, "free", null));
        assertThat(free.formula()).isEqualTo("=CORREL(B2:B4,C2:C4)");
        assertThat((Double) free.value()).isCloseTo(-0.8370, within(1e-4));
        assertThat(free.confidence()).isEqualTo(0.3);
        assertThat(free.checks()).singleElement().satisfies(check -> {
            assertThat(check.name()).isEqualTo("free_formula");
            assertThat(check.passed()).isFalse();
        });
        assertThat(free.explanation()).contains("Price", "Quantity");
        assertThat(writing.asked()).hasSize(5);

        FormulaAnswer checked = writing.ask(of(csv(), "total price", null, "free", null));
        assertThat(checked.formula()).isEqualTo("=SUM(B2:B4)");
        assertThat(checked.checks()).allMatch(FormulaAnswer.Check::passed);
    }

    @Test
    void tells_the_model_the_error_once_and_refuses_after_that() {
        String request = "correlation of price and quantity";
        Assistant mending =
                new Assistant(asked -> asked.user().contains("#DIV/0!") ? "=SUM(B2:B4)/SUM(C2:C4)" : "=SUM(B2:B4)/0");
        assertThat((Double) mending.ask(of(csv(), request, null, "free", null)).value())
                .isEqualTo(9.53125);

        Assistant stubborn = new Assistant(asked -> "=SUM(B2:B4)/0");
        ConnectorException refusal = catchThrowableOfType(
                ConnectorException.class, () -> stubborn.ask(of(csv(), request, null, "free", null)));
        assertThat(refusal.code()).isEqualTo("unsupported");
        assertThat(stubborn.asked()).hasSize(10);
    }

    @Test
    void allows_only_formulas_that_an_engine_can_run() {
        Random random = new Random(4);
        Set<String> formulas = new HashSet<>();
        for (int i = 0; i < 40; i++) {
            Assistant anything = new Assistant(asked -> written(asked.grammar(), random));
            try {
                FormulaAnswer free = anything.ask(of(
                        sales(),
                        "correlation of discount and quantity in the East region above 5",
                        null,
                        "free",
                        null));
                formulas.add(free.formula());
            } catch (ConnectorException e) {
                assertThat(e.code()).isEqualTo("unsupported");
            }
            assertThat(anything.asked())
                    .extracting(ChooseRequest::user)
                    .noneMatch(prompt -> prompt.contains("cannot be"));
        }
        assertThat(formulas).hasSizeGreaterThan(20);
    }

    /** Some text that a grammar allows. */
    private static String written(Grammar grammar, Random random) {
        if (grammar instanceof Grammar.Literal literal) {
            return literal.text();
        }
        if (grammar instanceof Grammar.CharSet set) {
            return Character.toString(set.ranges().get(0));
        }
        if (grammar instanceof Grammar.Alternatives any) {
            return written(any.options().get(random.nextInt(any.options().size())), random);
        }
        StringBuilder text = new StringBuilder();
        if (grammar instanceof Grammar.Sequence sequence) {
            sequence.parts().forEach(part -> text.append(written(part, random)));
        } else if (grammar instanceof Grammar.Repetition some) {
            int times = some.min() + random.nextInt(some.max() - some.min() + 1);
            for (int i = 0; i < times; i++) {
                text.append(written(some.part(), random));
            }
        }
        return text.toString();
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
