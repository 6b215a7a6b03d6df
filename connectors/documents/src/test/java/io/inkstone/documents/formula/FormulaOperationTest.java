package io.inkstone.documents.formula;

import static io.inkstone.documents.WrittenTables.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.inkstone.connector.ConnectorException;
import io.inkstone.connector.FileOutput;
import io.inkstone.documents.WrittenTables;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.util.CellReference;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class FormulaOperationTest {

    private static final String SALES = "sales-orders.xlsx";
    private static final String STAFF = "hr-headcount.xlsx";

    private final Assistant assistant = new Assistant();

    @ParameterizedTest(name = "{1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "sales-orders.xlsx | What was the total sales amount in 2024? | 266541.59",
                "sales-orders.xlsx | revenue for the Nothern regoin Q2 2025 | 17794.24",
                "sales-orders.xlsx | 2nd largest sales amount, Chairs only | 13721.84",
                "hr-headcount.xlsx | how many employees have no performance score recorded | 17",
                "inventory.xlsx | qty on hand for sku 00417 | 1333",
                "inventory.xlsx | How many items have an on hand quantity below their reorder level? | 37",
                "store-sales-cn.xlsx | 2024年华东区的销售额合计是多少？ | 483820.96",
                "store-sales-cn.xlsx | 表里一共有多少家门店 | 9",
                "expense-claims-cn.xlsx | 2024年11月有几个不同的报销人提交过单子 | 10",
                "equipment-maintenance-cn.xlsx | 2023年7月1日之前，备件费高于3000元的工单数量 | 6",
                "equipment-maintenance-cn.xlsx | 激光切隔机的停机时长，第二长是几个小时 | 35.8"
            })
    void answers_with_numbers(String workbook, String request, double value) {
        FormulaAnswer answer = assistant.ask(workbook, request);

        assertThat(answer.valueType()).isEqualTo("number");
        assertThat((Double) answer.value()).isCloseTo(value, within(1e-6));
        assertThat(answer.checks()).isNotEmpty().allMatch(FormulaAnswer.Check::passed);
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "sales-orders.xlsx | Which product catgory made the most money in the West? | Desks | text",
                "hr-headcount.xlsx | When was the most recent hire date in Leeds? | 2025-12-08 | date",
                "store-sales-cn.xlsx | 2025年总毛利最高的是哪家门店 | 学院路店 | text",
                "expense-claims-cn.xlsx | 申请金额最高的那张单子，报销人是谁？ | 员工20 | text"
            })
    void answers_with_texts_and_days(String workbook, String request, String value, String type) {
        FormulaAnswer answer = assistant.ask(workbook, request);

        assertThat(answer.value()).isEqualTo(value);
        assertThat(answer.valueType()).isEqualTo(type);
    }

    @Test
    void says_what_it_computes_where_it_goes_and_how_sure_it_is() {
        FormulaAnswer answer = assistant.ask(SALES, "What was the total sales amount in 2024?");

        assertThat(answer.formula())
                .isEqualTo("=SUMIFS(J2:J261,B2:B261,\">=\"&DATE(2024,1,1),B2:B261,\"<\"&DATE(2025,1,1))");
        assertThat(answer.sheet()).isEqualTo("Orders");
        assertThat(answer.cell()).isEqualTo("L2");
        assertThat(answer.array()).isFalse();
        assertThat(answer.explanation()).isEqualTo("Sum of Sales Amount where Order Date is in 2024 (86 of 260 rows).");
        assertThat(answer.confidence()).isEqualTo(0.98);
        assertThat(answer.workbook()).isNull();
    }

    @Test
    void asks_the_model_only_where_the_words_leave_it_open() {
        assistant.ask(SALES, "What was the total sales amount in 2024?");
        assertThat(assistant.asked()).isEmpty();

        FormulaAnswer answer = assistant.ask(SALES, "Which region has the highest sales amount");
        assertThat(assistant.asked()).hasSize(1);
        assertThat(answer.confidence()).isLessThan(0.9);
        assertThat(answer.alternatives()).isNotEmpty();
    }

    @Test
    void lets_the_model_overrule_the_words_only_where_its_choice_does_not_hang_on_the_order_of_the_options() {
        String open = "Which region has the highest sales amount";
        Object first = assistant.ask(SALES, open).value();

        Assistant fickle = new Assistant(asked -> {
            List<String> options = Assistant.options(asked);
            return options.get(options.size() - 1);
        });
        FormulaAnswer kept = fickle.ask(SALES, open);
        assertThat(fickle.asked()).hasSize(2);
        assertThat(kept.value()).isEqualTo(first);

        Assistant steady = new Assistant(asked ->
                Assistant.options(asked).stream().max(Comparator.naturalOrder()).orElseThrow());
        Assistant opposite = new Assistant(asked ->
                Assistant.options(asked).stream().min(Comparator.naturalOrder()).orElseThrow());
        assertThat(steady.ask(SALES, open).explanation())
                .isNotEqualTo(opposite.ask(SALES, open).explanation());
        assertThat(kept.confidence()).isBetween(0.5, 0.75);
    }

    private static FormulaInput written(byte[] workbook, String request) {
        return new FormulaInput(new Assistant.File("report.xlsx", workbook), request, null, null);
    }

    @Test
    void refuses_conditions_on_a_column_that_names_its_groups_once() {
        byte[] report = WrittenTables.workbook(
                        "Data",
                        List.of(
                                row("Region", "Product", "Amount"),
                                row("East", "Desks", 10),
                                row(WrittenTables.BLANK, "Chairs", 20),
                                row(WrittenTables.BLANK, "Lamps", 30),
                                row("West", "Desks", 40),
                                row(WrittenTables.BLANK, "Chairs", 50),
                                row(WrittenTables.BLANK, "Lamps", 60)))
                .content();

        assertThatThrownBy(() -> assistant.ask(written(report, "total amount for the East region")))
                .isInstanceOfSatisfying(ConnectorException.class, e -> {
                    assertThat(e.code()).isEqualTo("unsupported");
                    assertThat(e.getMessage()).contains("'Region'", "first row only");
                });
        assertThat(assistant.ask(written(report, "total amount for Chairs")).value())
                .isEqualTo(70.0);
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "hr-headcount.xlsx | average hours for Finance staff | ambiguous",
                "expense-claims-cn.xlsx | 培训费一共多少金额 | ambiguous",
                "sales-orders.xlsx | Which rep had the highest discount | ambiguous",
                "sales-orders.xlsx | total shipping cost for Eastern orders | no_such_column",
                "sales-orders.xlsx | hello | no_such_column",
                "sales-orders.xlsx | total sales amount for the Atlantis region | no_such_value",
                "sales-orders.xlsx | total sales amount in 1999 | no_such_value",
                "inventory.xlsx | what is the 500th largest unit cost | no_such_value",
                "equipment-maintenance-cn.xlsx | 四车间的人工费合计 | no_such_value",
                "sales-orders.xlsx | Will Chairs outsell Desks next quarter? | unsupported",
                "hr-headcount.xlsx | average base salary by department | unsupported",
                "expense-claims-cn.xlsx | 明年办公用品的开销会涨吗 | unsupported"
            })
    void refuses_what_has_no_one_answer(String workbook, String request, String code) {
        assertThatThrownBy(() -> assistant.ask(workbook, request))
                .isInstanceOfSatisfying(ConnectorException.class, refusal -> {
                    assertThat(refusal.category()).isEqualTo(ConnectorException.Category.REFUSED);
                    assertThat(refusal.code()).isEqualTo(code);
                });
    }

    @Test
    void says_in_the_language_of_the_request_what_it_would_answer_instead() {
        assertThatThrownBy(() -> assistant.ask(STAFF, "average hours for Finance staff"))
                .isInstanceOfSatisfying(
                        ConnectorException.class,
                        refusal -> assertThat(refusal.choices())
                                .containsExactly(
                                        "average of Training Hours where Department is Finance",
                                        "average of Overtime Hours where Department is Finance"));
        assertThatThrownBy(() -> assistant.ask("expense-claims-cn.xlsx", "培训费一共多少金额"))
                .isInstanceOfSatisfying(
                        ConnectorException.class,
                        refusal -> assertThat(refusal.choices()).containsExactly("费用类型为培训费的申请金额之和", "费用类型为培训费的批准金额之和"));
    }

    @Test
    void refuses_when_the_two_computations_disagree() {
        byte[] hiddenSpace = WrittenTables.workbook(
                        "Data",
                        List.of(
                                row("Region", "Rep", "Sales"),
                                row("East ", "a", 1),
                                row("East", "b", 2),
                                row("West", "c", 4)))
                .content();

        assertThat(code(new FormulaInput(
                        new Assistant.File("test.xlsx", hiddenSpace), "total sales of East", null, null)))
                .isEqualTo("disagreement");
    }

    @Test
    void refuses_a_sheet_that_is_not_there() {
        assertThatThrownBy(() -> assistant.ask(SALES, "total sales amount", "Nowhere", null))
                .isInstanceOfSatisfying(ConnectorException.class, refusal -> {
                    assertThat(refusal.code()).isEqualTo("no_such_sheet");
                    assertThat(refusal.choices()).contains("Orders");
                });
        assertThat(assistant.ask(SALES, "total sales amount", "orders", null).sheet())
                .isEqualTo("Orders");
    }

    @Test
    void writes_the_formula_and_its_value_into_the_workbook() throws IOException {
        FormulaAnswer answer = assistant.ask(sales("total sales amount in 2024", "n5"), true);

        FileOutput file = Objects.requireNonNull(answer.workbook());
        assertThat(file.name()).isEqualTo(SALES);
        assertThat(answer.cell()).isEqualTo("N5");
        try (XSSFWorkbook workbook = new XSSFWorkbook(new ByteArrayInputStream(file.content()))) {
            CellReference at = new CellReference(answer.cell());
            Cell cell = workbook.getSheet("Orders").getRow(at.getRow()).getCell(at.getCol());
            assertThat("=" + cell.getCellFormula()).isEqualTo(answer.formula());
            assertThat(cell.getNumericCellValue()).isEqualTo((Double) answer.value());
        }
    }

    @Test
    void overwrites_no_cell_and_writes_outside_of_no_sheet() {
        assertThat(code(sales("total sales amount", "B3"))).isEqualTo("cell_not_empty");
        assertThat(code(sales("total sales amount", "ZZZ1"))).isEqualTo("invalid_cell");
        assertThat(code(sales("total sales amount", "A9999999"))).isEqualTo("invalid_cell");
    }

    @Test
    void refuses_a_workbook_without_a_table_and_a_file_that_is_none() {
        byte[] empty = WrittenTables.workbook("Data", List.<Object[]>of(row("only a title")))
                .content();

        assertThat(code(new FormulaInput(new Assistant.File("test.xlsx", empty), "total sales", null, null)))
                .isEqualTo("no_such_column");
        assertThat(code(new FormulaInput(new Assistant.File("test.csv", new byte[] {1, 2}), "total sales", null, null)))
                .isEqualTo("unsupported_format");
    }

    @Test
    void counts_relative_times_from_the_day_of_the_request() {
        byte[] content = WrittenTables.workbook(
                        "Data",
                        List.of(
                                row("Region", "Rep", "Day", "Sales"),
                                row("East", "a", LocalDate.of(2025, 4, 30), 1),
                                row("East", "b", LocalDate.of(2025, 5, 1), 2),
                                row("East", "c", LocalDate.of(2025, 5, 31), 4)))
                .content();
        Assistant.File file = new Assistant.File("test.xlsx", content);

        assertThat(assistant
                        .ask(new FormulaInput(file, "total sales this month", null, null))
                        .value())
                .isEqualTo(6.0);
        assertThat(assistant
                        .ask(new FormulaInput(file, "total sales last month", null, null))
                        .value())
                .isEqualTo(1.0);
    }

    static Stream<String> hostileRequests() {
        return Stream.of(
                "total ".repeat(166),
                "a".repeat(1000),
                "销售额".repeat(333),
                "2024 ".repeat(200),
                "1 to ".repeat(200),
                "not ".repeat(250),
                "over 5 ".repeat(140),
                "second highest ".repeat(66),
                "Eastern or Western and ".repeat(43),
                "(((((((((a+)+)+)+)+)+)+)+$",
                ".*[^]\\E\\Q{1,99999}(?<=x)$1${2}",
                "sum of $1 and \\1 in {row} #",
                "=SUM(A1:A9)+cmd|' /C calc'!A0",
                "total \uD83D\uDE00\uD83D\uDC68\u200D\uD83D\uDC69\u200D\uD83D\uDC67 sales \uD83C\uDDE8\uD83C\uDDF3",
                "lone \uD83D surrogate total sales",
                "إجمالي المبيعات في عام ٢٠٢٤",
                "\u202Etotal sales amount\u202C",
                "?!.,;:'\"-_/\\|<>()[]{}@#$%^&*~`",
                "？！。，；：、“”《》【】",
                "total\u0000sales\u0007amount",
                "ｔｏｔａｌ　ｓａｌｅｓ　ａｍｏｕｎｔ",
                "99999999999999999999999999 units over 1e309",
                "第999999大的 第一百万 99年99月99日 0年0月",
                "0000-00-00 9999-99-99 1/1/1 31/02/2024");
    }

    @ParameterizedTest
    @MethodSource("hostileRequests")
    void meets_any_text_with_an_answer_or_a_refusal(String request) {
        for (String workbook : List.of(SALES, "store-sales-cn.xlsx")) {
            try {
                assertThat(assistant.ask(workbook, request).formula()).startsWith("=");
            } catch (ConnectorException e) {
                assertThat(e.category()).isEqualTo(ConnectorException.Category.REFUSED);
            }
        }
    }

    private static FormulaInput sales(String request, @Nullable String cell) {
        return new FormulaInput(new Assistant.File(SALES, WrittenTables.sample(SALES)), request, null, cell);
    }

    private String code(FormulaInput input) {
        try {
            assistant.ask(input, true);
        } catch (ConnectorException e) {
            return e.code();
        }
        return "answered";
    }
}
