package io.inkstone.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AnswerRangeTest {

    @TempDir
    Path dir;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "E1                          | E1",
                "'Sea Freight'!H2:H191       | Sea Freight!H2:H191",
                "Updated Data'!B5:B9         | Updated Data!B5:B9",
                "'Sheet1!'A2:B19,'Sheet2!'A2:B19 | Sheet1!A2:B19, Sheet2!A2:B19",
                "'A, b'!C1:C2                | A, b!C1:C2",
                "C1:C2,D4                    | C1:C2, D4",
            })
    void reads_how_tasks_name_cells(String position, String cells) {
        assertThat(AnswerRange.parse(position)).hasToString(cells);
    }

    @Test
    void knows_a_column_that_is_to_be_filled() {
        assertThat(AnswerRange.parse("'Out'!C4:C15"))
                .returns(true, AnswerRange::isColumn)
                .returns("C4", AnswerRange::firstCell)
                .returns("Out", AnswerRange::sheet);
        assertThat(AnswerRange.parse("C4").isColumn()).isFalse();
        assertThat(AnswerRange.parse("C4:D5").isColumn()).isFalse();
    }

    @Test
    void compares_what_is_shown_to_two_decimals() {
        Path answer = file("answer.xlsx", 1.004, "12", "x", "");

        assertThat(AnswerRange.parse("A1:A4").same(file("same.xlsx", 1.0, 12.0, "x"), answer))
                .isTrue();
        assertThat(AnswerRange.parse("A1").same(file("near.xlsx", 1.02), answer))
                .isFalse();
        assertThat(AnswerRange.parse("A3").same(file("case.xlsx", 1, 2, "X"), answer))
                .isFalse();
        assertThat(AnswerRange.parse("A4").same(file("more.xlsx", 1, 2, 3, 4), answer))
                .isFalse();
    }

    @Test
    void computes_a_formula_that_has_no_value_beside_it() {
        Path answer = file("answer.xlsx", 1.0, 2.0, 3.0);

        assertThat(AnswerRange.parse("A3").same(file("sum.xlsx", 1.0, 2.0, "=A1+A2"), answer))
                .isTrue();
        assertThat(AnswerRange.parse("A3").same(file("error.xlsx", 1.0, 2.0, "=A1/0"), answer))
                .isFalse();
    }

    private Path file(String name, Object... column) {
        XSSFWorkbook book = new XSSFWorkbook();
        XSSFSheet sheet = book.createSheet("One");
        for (int i = 0; i < column.length; i++) {
            var cell = sheet.createRow(i).createCell(0);
            if (column[i] instanceof Number number) {
                cell.setCellValue(number.doubleValue());
            } else if (column[i] instanceof String text && text.startsWith("=")) {
                cell.setCellFormula(text.substring(1));
            } else if (column[i] instanceof String text) {
                cell.setCellValue(text);
            }
        }
        return WorkbookFile.save(book, dir.resolve(name));
    }
}
