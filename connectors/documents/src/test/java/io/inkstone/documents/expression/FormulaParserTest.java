package io.inkstone.documents.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.inkstone.documents.expression.Expression.Operation;
import io.inkstone.documents.expression.Expression.Sign;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class FormulaParserTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SUMIFS($J$2:J261,Orders!C:C,\">=\"&DATE(2025,4,1))",
                "'Purchase Orders'!A1+'O''Brien'!$B2",
                "SUM(2:10)+SUM($2:$10)",
                "tblOrders[Net Amount]*[@Quantity]",
                "SUM(tblOrders[[#Data],[Net Amount]])",
                "IF(A1<>\"\",,\"say \"\"hi\"\"\")",
                "{1,2;-3,\"x\"}",
                "-A1^2%",
                "LET(x,A1*2,x+x)",
                "INDEX(A1:A9,2):A5",
                "SORT(UNIQUE(B2:B9))#",
                "订单表[实付金额（元）]/求和(门店销售!E2:E9)",
                "1.5E3+.5-TRUE",
                "#REF!+VatRate"
            })
    void writes_what_it_parsed(String formula) throws FormulaSyntaxException {
        Expression parsed = FormulaParser.parse("=" + formula);

        assertThat(parsed.text()).isEqualTo(formula.replace("1.5E3", "1500").replace("+.5", "+0.5"));
        assertThat(FormulaParser.parse(parsed.text())).isEqualTo(parsed);
    }

    @Test
    void binds_as_excel_does() throws FormulaSyntaxException {
        assertThat(operation("1+2*3=7&\"\"").operator()).isEqualTo("=");
        assertThat(operation("2^3^2").right().text()).isEqualTo("2");
        assertThat(operation("-2^2").left()).isInstanceOf(Sign.class);
        assertThat(operation("10-4-3").left().text()).isEqualTo("10-4");
    }

    private static Operation operation(String formula) throws FormulaSyntaxException {
        return (Operation) FormulaParser.parse(formula);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SUM(A1:A9 | 9",
                "SUM(A1 B1) | 7",
                "SUM(A1,B1)) | 10",
                "IF(A1=\"x,1,2) | 13",
                "1+ | 2",
                "A1？ | 2",
                "SUM(A1;B1) | 6"
            })
    void says_where_it_stops(String formula, int position) {
        FormulaSyntaxException stop =
                catchThrowableOfType(FormulaSyntaxException.class, () -> FormulaParser.parse(formula));

        assertThat(stop.position()).isEqualTo(position);
        assertThat(stop.expected()).isNotEmpty();
    }

    @Test
    void refuses_what_is_too_deep_or_too_long() {
        String deep = "(".repeat(5000) + "1" + ")".repeat(3000);
        String signs = "1" + "+1".repeat(5000);

        assertThat(catchThrowableOfType(FormulaSyntaxException.class, () -> FormulaParser.parse(deep)))
                .isNotNull();
        assertThat(catchThrowableOfType(FormulaSyntaxException.class, () -> FormulaParser.parse(signs)))
                .isNotNull();
    }

    @Test
    void replaces_one_of_equal_parts() throws FormulaSyntaxException {
        Operation sum = operation("A1+A1");

        assertThat(sum.replace(sum.right(), Expression.Literal.of(1)).text()).isEqualTo("A1+1");
    }
}
