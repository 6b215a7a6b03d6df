package io.inkstone.documents.repair;

import static io.inkstone.documents.WrittenTables.BLANK;
import static io.inkstone.documents.WrittenTables.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.inkstone.connector.ConnectorException;
import io.inkstone.documents.WrittenTables;
import io.inkstone.documents.sheet.WorkbookView;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class FormulaRepairTest {

    private static final WorkbookView DATA = WrittenTables.workbook(
            "Data",
            List.of(
                    row("Region", "Day", "Sales", "Units", "Code"),
                    row("East", LocalDate.of(2024, 3, 1), 10, 2, "007"),
                    row("West", LocalDate.of(2024, 3, 9), 20, 0, "012"),
                    row("East", LocalDate.of(2025, 3, 9), 40, 4, "100"),
                    row("North", LocalDate.of(2024, 5, 1), 30, BLANK, "101"),
                    row("South", LocalDate.of(2025, 6, 1), 50, 5, "102")));

    private static Repair fix(String formula) {
        return fix(formula, null, null);
    }

    private static Repair fix(String formula, @Nullable String cell, @Nullable String request) {
        return FormulaRepair.fix(DATA, "Data", cell, formula, request, false);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "=SUM(C2:C6)",
                "=SUMIFS(C2:C6,A2:A6,\"East\",B2:B6,\">=\"&DATE(2025,1,1))",
                "=AVERAGE(C2:C3)",
                "=COUNTIF(D2:D6,\">3\")",
                "=VLOOKUP(\"West\",$A$2:$C$6,3,FALSE)",
                "=INDEX(A2:A6,MATCH(MAX(C2:C6),C2:C6,0))",
                "=SUM(C:C)",
                "=C2/SUM($C$2:$C$6)",
                "=SUM(C$2:C4)",
                "=IF(D3=0,\"\",C3/D3)",
                "=SUMPRODUCT((MONTH(B2:B6)=3)*C2:C6)",
                "=MAX(SUMIFS(C$2:C$6,A$2:A$6,A$2:A$3))"
            })
    void leaves_a_formula_that_is_right_as_it_is(String formula) {
        Repair repair = fix(formula, "G3", null);

        assertThat(repair.changes()).isEmpty();
        assertThat(repair.formula()).isEqualTo(formula);
        assertThat(repair.confidence()).isGreaterThan(0.9);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'=SUM(C2:C6' | =SUM(C2:C6) | bracket",
                "'=SUMIF(A2:A6,East,C2:C6)' | '=SUMIF(A2:A6,\"East\",C2:C6)' | unquoted_text",
                "'=SUMIF(A2:A6,''East'',C2:C6)' | '=SUMIF(A2:A6,\"East\",C2:C6)' | quote",
                "'=IF(C2=>10,1,0)' | '=IF(C2>=10,1,0)' | operator",
                "'=COUNTIF(C2:C6,\"> 20\")' | '=COUNTIF(C2:C6,\">20\")' | criteria_operator",
                "'=SUMPRODUCT((D2:D6=\"4\")*C2:C6)' | '=SUMPRODUCT((D2:D6=4)*C2:C6)' | number_text",
                "'=MATCH(A2:A6,\"West\",0)' | '=MATCH(\"West\",A2:A6,0)' | argument_order",
                "'=C3/D3' | '=IF(D3=0,\"\",C3/D3)' | empty_divisor",
                "'=SUM(Sales)' | '=SUM(C2:C6)' | header_name",
                "'=C2+A2' | '=C2+IF(ISNUMBER(A2),A2,0)' | text_in_arithmetic",
                "'=SUM(Dta!C2:C6)' | '=SUM(Data!C2:C6)' | sheet_name"
            })
    void mends_one_fault_and_names_it(String broken, String mended, String kind) {
        Repair repair = fix(broken);

        assertThat(repair.formula()).isEqualTo(mended);
        assertThat(repair.changes()).extracting(Change::kind).containsExactly(kind);
        assertThat(repair.changes().get(0).words()).isNotBlank();
    }

    @Test
    void mends_several_faults_one_after_the_other() {
        Repair repair = fix("=SUMIIF（A2:A5；“Esat”；C2:C6", null, null);

        assertThat(repair.formula()).isEqualTo("=SUMIF(A2:A6,\"East\",C2:C6)");
        assertThat(repair.value().value()).isEqualTo(50.0);
        assertThat(repair.changes()).hasSizeGreaterThanOrEqualTo(5);
        assertThat(repair.confidence()).isLessThan(0.7);
    }

    @Test
    void fixes_ranges_in_place_where_the_formula_is_filled_down() {
        assertThat(fix("=RANK(C2,C2:C6)", "G2", null).formula()).isEqualTo("=RANK(C2,$C$2:$C$6)");
        assertThat(fix("=C2/SUM(C2:C6)", "G2", null).formula()).isEqualTo("=C2/SUM($C$2:$C$6)");
    }

    @Test
    void widens_a_part_only_when_the_person_asks_for_all_rows() {
        assertThat(fix("=SUM(C2:C4)").changes()).isEmpty();
        assertThat(fix("=SUM(C2:C4)", null, "it should count all rows").formula())
                .isEqualTo("=SUM(C2:C6)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'=SUM(#REF!)' | unrepairable",
                "'=ZORKLE(C2)' | unrepairable",
                "'=SUMIF(A2:A6,\"Atlantis\",C2:C6)' | unrepairable",
                "'=[1]Plan!A1' | unrepairable",
                "'=G2+1' | unrepairable",
                "'=AVERAGEIF(D2:D6,\">90\",C2:C6)' | unrepairable",
                "'=COUNTIF(A2:A6,\"th\")' | ambiguous",
                "'=((((((((((((1' | invalid_formula",
                "'=' | formula_missing"
            })
    void refuses_rather_than_guesses(String formula, String code) {
        ConnectorException refusal = catchThrowableOfType(ConnectorException.class, () -> fix(formula, "G2", null));

        assertThat(refusal.code()).isEqualTo(code);
    }

    @Test
    void offers_the_mends_that_are_as_likely() {
        ConnectorException refusal =
                catchThrowableOfType(ConnectorException.class, () -> fix("=SUMIF(A2:A6,\"th\",C2:C6)"));

        assertThat(refusal.choices())
                .containsExactlyInAnyOrder("=SUMIF(A2:A6,\"North\",C2:C6)", "=SUMIF(A2:A6,\"South\",C2:C6)");
        assertThat(fix("=SUMIF(A2:A6,\"th\",C2:C6)", null, "sales of the south")
                        .value()
                        .value())
                .isEqualTo(50.0);
    }

    @Test
    void refuses_places_that_are_not_there() {
        assertThat(catchThrowableOfType(ConnectorException.class, () -> fix("=1", "no cell", null))
                        .code())
                .isEqualTo("invalid_cell");
        assertThat(catchThrowableOfType(
                                ConnectorException.class,
                                () -> FormulaRepair.fix(DATA, "Nowhere", null, "=1", null, true))
                        .code())
                .isEqualTo("no_such_sheet");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "=SUM(",
                "\"",
                "=,,,,",
                "=A1:",
                "=(",
                "={1,2",
                "='",
                "=[[",
                "=1e400",
                "=$$$",
                "=-----",
                "=\uD83D\uDE00"
            })
    void answers_nonsense_with_a_refusal(String formula) {
        try {
            assertThat(fix(formula).value()).isNotNull();
        } catch (ConnectorException e) {
            assertThat(e.code()).isIn("invalid_formula", "unrepairable", "ambiguous", "formula_missing");
        }
    }

    @Test
    void stays_quick_on_long_rubbish() {
        String rubbish = "=" + "SUM(A1;\"x(,".repeat(600);

        assertThat(catchThrowableOfType(ConnectorException.class, () -> fix(rubbish))
                        .code())
                .isIn("invalid_formula", "unrepairable");
    }
}
