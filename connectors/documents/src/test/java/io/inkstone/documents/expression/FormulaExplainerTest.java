package io.inkstone.documents.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.inkstone.connector.ConnectorException;
import io.inkstone.documents.WrittenTables;
import io.inkstone.documents.expression.Explanation.Step;
import io.inkstone.documents.sheet.WorkbookReader;
import io.inkstone.documents.sheet.WorkbookView;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FormulaExplainerTest {

    private static final WorkbookView ORDERS = sample("sales-orders.xlsx");
    private static final WorkbookView SHOPS = sample("store-sales-cn.xlsx");

    private static WorkbookView sample(String name) {
        return WorkbookReader.read(name, WrittenTables.sample(name));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SUM(J2:J261) | The sum of Sales Amount of Orders (rows 2–261).",
                "SUMIFS(J2:J261,C2:C261,\"Northern\",B2:B261,\">=\"&DATE(2025,4,1),B2:B261,\"<\"&DATE(2025,7,1)) |"
                        + " The sum of Sales Amount of Orders (rows 2–261) where Region is \"Northern\" and Order Date is from 2025-04-01 up to before 2025-07-01.",
                "COUNTIFS(E2:E261,\"<>Online\",G2:G261,\">20\",D2:D261,\"Sto*\") |"
                        + " The number of rows of Orders (2–261) where Channel is not \"Online\" and Units is above 20 and Product Line begins with \"Sto\".",
                "VLOOKUP(\"SO-10244\",A2:J261,10,FALSE) |"
                        + " Sales Amount of Orders in the first row where Order ID is \"SO-10244\".",
                "INDEX(J2:J261,MATCH(MAX(H2:H261),H2:H261,0)) |"
                        + " Sales Amount of Orders (rows 2–261) in the first row where Unit Price is the highest of Unit Price of Orders (rows 2–261).",
                "SUMPRODUCT((C2:C261=\"Northern\")*(G2:G261>5)*J2:J261) |"
                        + " The sum of Sales Amount of Orders (rows 2–261) where Region is \"Northern\" and Units is above 5.",
                "IFERROR(G2/I2,0) | Units in row 2 ÷ Discount in row 2, or 0 where that is an error.",
                "IF(G2>=20,\"big\",\"small\") | \"big\" if Units in row 2 is at least 20, otherwise \"small\".",
                "XLOOKUP(\"Desks\",D2:D261,J2:J261,\"none\") |"
                        + " Sales Amount of Orders (rows 2–261) in the first row where Product Line is \"Desks\", or \"none\" where there is none.",
                "FILTER(A2:J261,C2:C261=\"Eastern\") |"
                        + " All rows of Order ID to Sales Amount of Orders (rows 2–261) where Region is \"Eastern\".",
                "ZORKLE(J2) | The function ZORKLE of Sales Amount in row 2.",
                "TEXT(B2,\"yyyy-mm\") | Order Date in row 2 written as \"yyyy-mm\".",
                "SUM(J1:J261) | The sum of Sales Amount of Orders (rows 1–261, the header included).",
                "MAXIFS(J:J,C:C,A900) | The highest of Sales Amount of Orders (the whole column) where Region is cell A900."
            })
    void says_in_english_what_is_computed(String formula, String summary) {
        assertThat(FormulaExplainer.explain(ORDERS, "Orders", "=" + formula, false)
                        .summary())
                .isEqualTo(summary);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SUM(E2:E282) | 门店销售的销售额（第2–282行）之和。",
                "SUMIFS(E2:E282,C2:C282,\"华东区\",A2:A282,\">=\"&DATE(2025,1,1)) | 在大区为“华东区”且日期不早于2025-01-01的行中，门店销售的销售额（第2–282行）之和。",
                "COUNTIF(D2:D282,\"*油*\") | 在品类包含“油”的行中，门店销售（第2–282行）的行数。",
                "IF(E2>F2,\"是\",\"否\") | 若第2行的销售额大于第2行的毛利则为“是”，否则为“否”。",
                "ROUND(AVERAGE(F2:F282),2) | 门店销售的毛利（第2–282行）的平均值四舍五入到2位小数。"
            })
    void says_in_chinese_what_is_computed(String formula, String summary) {
        assertThat(FormulaExplainer.explain(SHOPS, "门店销售", formula, true).summary())
                .isEqualTo(summary);
    }

    @Test
    void computes_the_steps_from_inside_out() {
        List<Step> steps = FormulaExplainer.explain(
                        ORDERS, "Orders", "=ROUND(SUM(J2:J261)/COUNTIF(C2:C261,\"Northern\"),1)", false)
                .steps();

        assertThat(steps.stream().map(Step::formula))
                .containsExactly(
                        "SUM(J2:J261)",
                        "COUNTIF(C2:C261,\"Northern\")",
                        "SUM(J2:J261)/COUNTIF(C2:C261,\"Northern\")",
                        "ROUND(SUM(J2:J261)/COUNTIF(C2:C261,\"Northern\"),1)");
        assertThat(steps.get(1).value()).isEqualTo(new FormulaValue(90.0, "number"));
        assertThat(steps.get(3).value()).isEqualTo(new FormulaValue(9816.6, "number"));
    }

    @Test
    void says_days_as_days_and_errors_as_errors() {
        List<Step> steps = FormulaExplainer.explain(ORDERS, "Orders", "=MAX(B2:B261)", false)
                .steps();

        assertThat(steps.get(0).value()).isEqualTo(new FormulaValue("2025-12-26", "date"));
        assertThat(FormulaExplainer.explain(ORDERS, "Orders", "=G2/I2", false)
                        .steps()
                        .get(0)
                        .error())
                .isEqualTo("#DIV/0!");
    }

    @Test
    void bounds_the_steps_and_the_summary() {
        String formula = "=" + "IF(G2>1,SUM(G2:G261)+1,".repeat(20) + "0" + ")".repeat(20);

        Explanation explanation = FormulaExplainer.explain(ORDERS, "Orders", formula, false);

        assertThat(explanation.steps()).hasSize(FormulaExplainer.MOST_STEPS);
        assertThat(explanation.summary().length()).isLessThan(1000);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'=SUM(J2:J261' | invalid_formula | it ends there",
                "'=SUM(J2:J261 C2)' | invalid_formula | found 'C2)'",
                "' = ' | formula_missing | Give it as 'formula'"
            })
    void refuses_what_is_no_formula(String formula, String code, String message) {
        ConnectorException refusal = catchThrowableOfType(
                ConnectorException.class, () -> FormulaExplainer.explain(ORDERS, "Orders", formula, false));

        assertThat(refusal.code()).isEqualTo(code);
        assertThat(refusal.getMessage()).contains(message);
    }

    @Test
    void refuses_a_sheet_that_is_not_there() {
        ConnectorException refusal = catchThrowableOfType(
                ConnectorException.class, () -> FormulaExplainer.explain(ORDERS, "Nowhere", "=1", false));

        assertThat(refusal.code()).isEqualTo("no_such_sheet");
        assertThat(refusal.choices()).containsExactly("Orders");
    }
}
