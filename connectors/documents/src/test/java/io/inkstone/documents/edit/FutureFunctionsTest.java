package io.inkstone.documents.edit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.inkstone.connector.ConnectorException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class FutureFunctionsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "MAXIFS(J2:J9,C2:C9,\"x\") | _xlfn.MAXIFS(J2:J9,C2:C9,\"x\")",
                "SUM(xlookup(1,A:A,B:B),2) | SUM(_xlfn.XLOOKUP(1,A:A,B:B),2)",
                "SUM(FILTER(A:A,B:B=1)) | SUM(_xlfn._xlws.FILTER(A:A,B:B=1))",
                "SORT(UNIQUE(A1:A9)) | _xlfn._xlws.SORT(_xlfn.UNIQUE(A1:A9))",
                "\"IFS(\"&SUMIFS(A:A,B:B,1) | \"IFS(\"&SUMIFS(A:A,B:B,1)",
                "SUM('IFS(1)'!A1) | SUM('IFS(1)'!A1)",
                "SUM(K2#) | SUM(_xlfn.ANCHORARRAY(K2))",
                "SUM(Data!K2#)+1 | SUM(_xlfn.ANCHORARRAY(Data!K2))+1",
                "@A1:A9*2 | _xlfn.SINGLE(A1:A9)*2",
                "@INDEX(A1:A9,2) | _xlfn.SINGLE(INDEX(A1:A9,2))",
                "LET(x,A1,x+1) | _xlfn.LET(_xlpm.x,A1,_xlpm.x+1)",
                "LET(x,rate,x*rate) | _xlfn.LET(_xlpm.x,rate,_xlpm.x*rate)",
                "MAP(A1:A9,LAMBDA(v,v*2)) | _xlfn.MAP(A1:A9,_xlfn.LAMBDA(_xlpm.v,_xlpm.v*2))",
                "LET(f,LAMBDA(a,a+1),f(2)) | _xlfn.LET(_xlpm.f,_xlfn.LAMBDA(_xlpm.a,_xlpm.a+1),_xlpm.f(2))",
                "Sales[@Price]*2 | Sales[[#This Row],[Price]]*2",
                "SUM(Sales[Price]) | SUM(Sales[Price])",
                "_xlfn.XLOOKUP(1,A:A,B:B) | _xlfn.XLOOKUP(1,A:A,B:B)",
                "AGGREGATE(9,5,A1:A9)+NETWORKDAYS.INTL(A1,A2) | _xlfn.AGGREGATE(9,5,A1:A9)+NETWORKDAYS.INTL(A1,A2)",
                "SUMIFS(销售!C2:C9,销售!A2:A9,\"北京\") | SUMIFS(销售!C2:C9,销售!A2:A9,\"北京\")"
            })
    void writes_a_formula_as_files_hold_it(String formula, String stored) {
        assertThat(FutureFunctions.stored(formula)).isEqualTo(stored);
    }

    @Test
    void names_the_table_that_a_formula_lies_in() {
        assertThat(FutureFunctions.stored("[@[Unit Price]]*[@Amount]", "Sales"))
                .isEqualTo("Sales[[#This Row],[Unit Price]]*Sales[[#This Row],[Amount]]");
        assertThat(refusal("[@Amount]*2")).hasMessageContaining("[@Amount]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1+2",
                "-A1%",
                "SUM()",
                "IF(A1,,2)",
                "SUM((A1:A2,B1:B2))",
                "SUM(A1:B9 B2:C3)",
                "{1,2;3,4}",
                "\"a\"\"b\"&'It''s'!A1",
                "Sheet1:Sheet3!A1",
                "SUM(Sheet1!A1:Sheet1!B5)",
                "[1]Sheet1!A1*2",
                "2E-3+.5+5.",
                "A1<>B1",
                "LAMBDA(x,x+1)(5)",
                "SUM(2:5)+SUM($A:B)",
                "Sheet1!#REF!+1",
                " SUM( A1 , 2 ) "
            })
    void takes_what_excel_takes(String formula) {
        FormulaSyntax.tokens(formula);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "=1",
                "SUM(",
                "SUM(A1))",
                "1+",
                "*2",
                "A1 2",
                "\"open",
                "A1,B1",
                "(A1,)",
                "{1,SUM(2)",
                "Sales[Price",
                "cmd|'/c calc'!A0",
                "SUM(A1;B1)",
                "[Book2.xlsx]Sheet1!A1",
                "Sheet1!+1",
                "A1&",
                "#"
            })
    void refuses_what_would_damage_a_file(String formula) {
        assertThat(refusal(formula).code()).isEqualTo("invalid_formula");
    }

    @Test
    void refuses_what_is_too_long_or_too_deep_without_running_out_of_stack() {
        assertThat(refusal("1+".repeat(5000) + "1")).hasMessageContaining("8192");
        assertThat(refusal("(".repeat(70) + "1" + ")".repeat(70))).hasMessageContaining("64");
        assertThat(refusal("\"" + "\"\"".repeat(4000) + "\"")).hasMessageContaining("255");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "A2*$B$1+$C2+D$2 | A5*$B$1+$C5+D$2",
                "SUM(A$2:A2) | SUM(A$2:A5)",
                "SUM(2:4,$1:$1,C:C) | SUM(5:7,$1:$1,C:C)",
                "Q1!A2&'A2'!B2&\"A2\" | Q1!A5&'A2'!B5&\"A2\"",
                "LOG10(A2)+Sales[@A2]+TAX_2 | LOG10(A5)+Sales[@A2]+TAX_2",
                "XLOOKUP(A2,Data!A:A,Data!B:B) | XLOOKUP(A5,Data!A:A,Data!B:B)",
                "A2:INDEX(B:B,3) | A5:INDEX(B:B,3)"
            })
    void moves_what_no_dollar_sign_holds(String formula, String moved) {
        assertThat(MovedFormula.of(formula, 3, 0)).isEqualTo(moved);
    }

    @Test
    void moves_columns_and_refuses_to_leave_the_sheet() {
        assertThat(MovedFormula.of("A1+$A1+Z9:AA9", 0, 1)).isEqualTo("B1+$A1+AA9:AB9");
        assertThat(catchThrowableOfType(ConnectorException.class, () -> MovedFormula.of("A1048576", 1, 0))
                        .code())
                .isEqualTo("formula_not_fillable");
    }

    private static ConnectorException refusal(String formula) {
        return catchThrowableOfType(ConnectorException.class, () -> FutureFunctions.stored(formula));
    }
}
