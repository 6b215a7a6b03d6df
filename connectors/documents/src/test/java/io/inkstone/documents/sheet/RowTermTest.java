package io.inkstone.documents.sheet;

import static io.inkstone.documents.WrittenTables.row;
import static io.inkstone.documents.sheet.TestWorkbooks.fill;
import static io.inkstone.documents.sheet.TestWorkbooks.read;
import static io.inkstone.documents.sheet.TestWorkbooks.workbook;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.poi.ss.formula.ptg.Ptg;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RowTermTest {

    private static final int FIRST_ROW = 2;
    private static final int LAST_ROW = 9;

    private final AtomicInteger parsed = new AtomicInteger();
    private final CalculationBook book = new CalculationBook(
            WorkbookReader.source(read(workbook(workbook -> {
                fill(workbook.createSheet("Data"), 0, 0, row("Region", "Sales"), row("East", 1));
                fill(workbook.createSheet("Other"), 0, 0, row("Region", "Rate"), row("East", 2));
            }))),
            Duration.ofMinutes(1));

    RowTermTest() throws IOException {}

    private Ptg[] parse(String term, int row) {
        parsed.incrementAndGet();
        return book.parse(term.replace("{row}", Integer.toString(row)), 0, row - 1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "IF(($A{row}=\"East\")*(B{row}>1),IFERROR(VALUE(B{row}&\"\"),\"\"),\"\")",
                "1/COUNTIF($A$2:$A$9,A{row})",
                "SUM(B$2:B{row})",
                "VLOOKUP(A{row},Other!$A$2:$B$9,2,FALSE)",
                "Other!B{row}*2",
                "B{row}+B3",
                "{row}*2"
            })
    void has_the_tokens_that_parsing_it_for_the_row_gives(String term) {
        RowTerm tokens = new RowTerm(row -> parse(term, row), FIRST_ROW, LAST_ROW);

        for (int row = FIRST_ROW; row <= LAST_ROW; row++) {
            assertThat(text(tokens.tokens(row))).isEqualTo(text(parse(term, row)));
        }
    }

    private static String text(Ptg[] tokens) {
        return Arrays.toString(tokens);
    }

    @Test
    void is_parsed_twice_where_only_its_own_row_is_named() {
        RowTerm tokens = new RowTerm(row -> parse("A{row}&$B{row}", row), FIRST_ROW, LAST_ROW);
        tokens.tokens(LAST_ROW);

        assertThat(parsed).hasValue(2);
    }

    @Test
    void the_last_row_of_a_sheet_has_none_below() {
        RowTerm tokens = new RowTerm(row -> parse("A{row}", row), 1_048_576, 1_048_576);

        assertThat(text(tokens.tokens(1_048_576))).isEqualTo(text(parse("A{row}", 1_048_576)));
    }
}
