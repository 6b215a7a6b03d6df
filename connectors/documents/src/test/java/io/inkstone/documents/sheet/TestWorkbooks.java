package io.inkstone.documents.sheet;

import static io.inkstone.documents.WrittenTables.BLANK;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;

/** Builds workbooks, and takes their archives apart. */
final class TestWorkbooks {

    private TestWorkbooks() {}

    static byte[] workbook(Consumer<XSSFWorkbook> content) {
        try (XSSFWorkbook workbook = new XSSFWorkbook()) {
            content.accept(workbook);
            return XssfFile.save(workbook);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A workbook with one sheet, {@code Data}, whose first cell of the first row is A1. */
    static byte[] sheet(Object[]... rows) {
        return workbook(workbook -> fill(workbook.createSheet("Data"), 0, 0, rows));
    }

    /** Days get a date format; text that begins with an equals sign becomes a formula. */
    static void fill(Sheet sheet, int firstRow, int firstColumn, Object[]... rows) {
        CellStyle day = sheet.getWorkbook().createCellStyle();
        day.setDataFormat(sheet.getWorkbook().createDataFormat().getFormat("yyyy-mm-dd"));
        for (int r = 0; r < rows.length; r++) {
            Row existing = sheet.getRow(firstRow + r);
            Row row = existing == null ? sheet.createRow(firstRow + r) : existing;
            for (int c = 0; c < rows[r].length; c++) {
                Object value = rows[r][c];
                if (value.equals(BLANK)) {
                    continue;
                }
                Cell cell = row.createCell(firstColumn + c);
                if (value instanceof Number number) {
                    cell.setCellValue(number.doubleValue());
                } else if (value instanceof LocalDate date) {
                    cell.setCellValue(date);
                    cell.setCellStyle(day);
                } else if (value instanceof Boolean truth) {
                    cell.setCellValue(truth);
                } else if (value.toString().startsWith("=")) {
                    cell.setCellFormula(value.toString().substring(1));
                } else {
                    cell.setCellValue(value.toString());
                }
            }
        }
    }

    static WorkbookView read(byte[] content) {
        return WorkbookReader.read("test.xlsx", content);
    }

    /** The same archive with one part changed. */
    static byte[] edited(byte[] archive, String part, UnaryOperator<String> change) {
        return rewritten(
                archive,
                (name, content) -> name.equals(part)
                        ? change.apply(new String(content, StandardCharsets.UTF_8))
                                .getBytes(StandardCharsets.UTF_8)
                        : content);
    }

    /** The same archive with one more entry at its end. */
    static byte[] added(byte[] archive, String part, byte[] content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            copy(archive, zip, (name, old) -> old);
            write(zip, part, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** An archive with these entries, all of the same content. */
    static byte[] archive(Stream<String> names, byte[] content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (String name : (Iterable<String>) names::iterator) {
                write(zip, name, content);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    static List<String> headers(Table table) {
        return table.columns().stream().map(Column::header).toList();
    }

    static List<ColumnType> types(Table table) {
        return table.columns().stream().map(Column::type).toList();
    }

    private interface PartChange {
        byte[] apply(String name, byte[] content);
    }

    private static byte[] rewritten(byte[] archive, PartChange change) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            copy(archive, zip, change);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static void copy(byte[] archive, ZipOutputStream to, PartChange change) throws IOException {
        try (ZipInputStream from = new ZipInputStream(new ByteArrayInputStream(archive))) {
            for (ZipEntry entry = from.getNextEntry(); entry != null; entry = from.getNextEntry()) {
                write(to, entry.getName(), change.apply(entry.getName(), from.readAllBytes()));
            }
        }
    }

    private static void write(ZipOutputStream zip, String name, byte[] content) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(content);
        zip.closeEntry();
    }
}
