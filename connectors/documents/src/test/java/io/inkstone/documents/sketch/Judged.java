package io.inkstone.documents.sketch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.inkstone.documents.WrittenTables;
import io.inkstone.documents.sheet.CellValue;
import io.inkstone.documents.sheet.Column;
import io.inkstone.documents.sheet.SheetCalculator;
import io.inkstone.documents.sheet.SheetFormula;
import io.inkstone.documents.sheet.Table;
import io.inkstone.documents.sheet.WorkbookReader;
import io.inkstone.documents.sheet.WorkbookView;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.poi.ss.usermodel.CellCopyPolicy;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.jspecify.annotations.Nullable;

/** A workbook on which sketches are run, and their formulas evaluated by a spreadsheet engine besides. */
record Judged(WorkbookView workbook) {

    /** One sheet, called Data. */
    static Judged of(Object[]... rows) {
        return new Judged(WrittenTables.workbook("Data", List.of(rows)));
    }

    /** Two sheets, of which the first is asked. */
    static Judged of(String first, List<Object[]> rows, String second, List<Object[]> others) {
        byte[] one = WrittenTables.workbook(first, rows).content();
        byte[] other = WrittenTables.workbook(second, others).content();
        try (XSSFWorkbook both = new XSSFWorkbook(new ByteArrayInputStream(one));
                XSSFWorkbook from = new XSSFWorkbook(new ByteArrayInputStream(other));
                ByteArrayOutputStream out = new ByteArrayOutputStream()) {
            XSSFSheet source = from.getSheetAt(0);
            XSSFSheet target = both.createSheet(second);
            for (int row = 0; row <= source.getLastRowNum(); row++) {
                target.createRow(row)
                        .copyRowFrom(
                                source.getRow(row),
                                new CellCopyPolicy.Builder().cellStyle(false).build());
            }
            both.write(out);
            return new Judged(WorkbookReader.read("test.xlsx", out.toByteArray()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Table table() {
        return workbook.tables().get(0);
    }

    Column column(String header) {
        return WrittenTables.column(table(), header);
    }

    /** What a sketch comes to, which is what the engine makes of its formula. */
    @Nullable
    Object value(Sketch sketch) {
        Outcome outcome = SketchRunner.run(sketch);
        SheetFormula formula = formula(sketch);
        CellValue evaluated = SheetCalculator.open(workbook).evaluate(table().sheet(), formula);
        if (outcome.value() instanceof Double number) {
            assertThat(evaluated)
                    .as(formula.text())
                    .isInstanceOfSatisfying(
                            CellValue.Number.class,
                            found -> assertThat(found.value())
                                    .isCloseTo(number, within(1e-9 * Math.max(1, Math.abs(number)))));
        } else {
            assertThat(evaluated).as(formula.text()).isEqualTo(new CellValue.Text(String.valueOf(outcome.value())));
        }
        return outcome.value();
    }

    /** Its formula. Nothing is left in its text that only stands in the terms for its rows. */
    static SheetFormula formula(Sketch sketch) {
        SheetFormula formula = FormulaCompiler.compile(sketch).orElseThrow();
        assertThat(formula.text()).doesNotContain("{row}").doesNotContainPattern("[\uE000-\uE0FF]");
        return formula;
    }
}
