package io.inkstone.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.inkstone.evaluation.WorkbookCorpus.FormulaWriter.Written;
import io.inkstone.evaluation.WorkbookCorpus.Refusal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkbookCorpusTest {

    private static final String CELL = "<c r=\"C1\"><f>1+1</f><v>2</v></c></row>";

    @TempDir
    private Path data;

    private final StringWriter out = new StringWriter();

    @BeforeEach
    void three_workbooks() throws IOException {
        Path folder = Files.createDirectories(data.resolve("formula/workbooks/made"));
        for (String name : new String[] {"a.xlsx", "b.xlsm", "c.xlsx"}) {
            Files.write(folder.resolve(name), workbook());
        }
        Files.writeString(folder.resolve("d.csv"), "no workbook");
    }

    @Test
    void is_there_where_the_folder_is() {
        assertThat(new WorkbookCorpus(data, (name, content) -> saved(content)).isThere())
                .isTrue();
        assertThat(new WorkbookCorpus(data.resolve("formula"), (name, content) -> saved(content)).isThere())
                .isFalse();
    }

    @Test
    void counts_what_was_saved_and_nothing_else_lost() {
        assertThat(count((name, content) -> saved(content))).isEqualTo(new WorkbookCounts(3, 3, 0, 0));
    }

    @Test
    void counts_refusals_by_whether_the_workbook_was_read() {
        WorkbookCounts counts = count((name, content) -> {
            if (name.contains("a.xlsx")) {
                throw new Refusal("cell_locked: no", true);
            }
            if (name.contains("b.xlsm")) {
                throw new Refusal("damaged_workbook: no", false);
            }
            return saved(content);
        });

        assertThat(counts).isEqualTo(new WorkbookCounts(2, 1, 2, 0));
        assertThat(out.toString()).contains("refused, cell_locked: no: made/a.xlsx");
    }

    @Test
    void counts_faults_and_losses_as_failed() {
        WorkbookCounts counts = count((name, content) -> {
            if (name.contains("a.xlsx")) {
                throw new IllegalStateException("broken");
            }
            byte[] lossy = name.contains("b.xlsm")
                    ? edited(content, "docProps/app.xml", "</Properties>", "<Company>x</Company></Properties>")
                    : edited(content, "xl/worksheets/sheet1.xml", "<v>7.0</v>", "<v>8.0</v>");
            return saved(lossy);
        });

        assertThat(counts).isEqualTo(new WorkbookCounts(2, 0, 0, 3));
        assertThat(out.toString())
                .contains("failed: made/a.xlsx: java.lang.IllegalStateException: broken")
                .contains("failed: made/b.xlsm: other parts than one sheet changed")
                .contains("failed: made/c.xlsx: other cells changed: {B1=8.0");
    }

    @Test
    void finds_a_formula_that_is_not_there() {
        WorkbookCounts counts = count((name, content) -> new Written(
                edited(content, "xl/worksheets/sheet1.xml", "<v>7.0</v>", "<v>7</v>"), "Data", "C1", "1+1"));

        assertThat(counts.failed()).isEqualTo(3);
        assertThat(out.toString()).contains("cell C1 holds null and not =1+1");
    }

    private WorkbookCounts count(WorkbookCorpus.FormulaWriter writer) {
        return new WorkbookCorpus(data, writer).count(new PrintWriter(out, true), true);
    }

    private static Written saved(byte[] content) {
        return new Written(edited(content, "xl/worksheets/sheet1.xml", "</row>", CELL), "Data", "C1", "1+1");
    }

    private static byte[] workbook() {
        return made(book -> {
            XSSFSheet sheet = book.createSheet("Data");
            sheet.createRow(0).createCell(0).setCellValue("Item");
            sheet.getRow(0).createCell(1).setCellValue(7);
        });
    }

    private static byte[] made(Consumer<XSSFWorkbook> content) {
        try (XSSFWorkbook book = new XSSFWorkbook()) {
            content.accept(book);
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            book.write(bytes);
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] edited(byte[] archive, String part, String text, String replacement) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipInputStream from = new ZipInputStream(new ByteArrayInputStream(archive));
                ZipOutputStream to = new ZipOutputStream(bytes)) {
            for (ZipEntry entry = from.getNextEntry(); entry != null; entry = from.getNextEntry()) {
                byte[] content = from.readAllBytes();
                to.putNextEntry(new ZipEntry(entry.getName()));
                to.write(
                        entry.getName().equals(part)
                                ? new String(content, StandardCharsets.UTF_8)
                                        .replace(text, replacement)
                                        .getBytes(StandardCharsets.UTF_8)
                                : content);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
