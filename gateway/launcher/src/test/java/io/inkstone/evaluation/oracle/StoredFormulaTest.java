package io.inkstone.evaluation.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class StoredFormulaTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "=SUM(A1:A2)                        | SUM(A1:A2)",
                "= xlookup(A1,B:B,C:C)              | _xlfn.XLOOKUP(A1,B:B,C:C)",
                "=SORT(FILTER(A:A,B:B>1))           | _xlfn._xlws.SORT(_xlfn._xlws.FILTER(A:A,B:B>1))",
                "=IF(A1=\"IFS(\",STDEV.S(A:A),DAYS(A1,A2)) | IF(A1=\"IFS(\",_xlfn.STDEV.S(A:A),_xlfn.DAYS(A1,A2))",
                "=SUM('IFS(x)'!A1)                  | SUM('IFS(x)'!A1)",
                "=NETWORKDAYS.INTL(A1,A2)           | NETWORKDAYS.INTL(A1,A2)",
            })
    void newer_functions_bear_a_prefix_outside_of_texts_and_names(String typed, String stored) {
        assertThat(StoredFormula.of(typed)).isEqualTo(stored);
    }
}
