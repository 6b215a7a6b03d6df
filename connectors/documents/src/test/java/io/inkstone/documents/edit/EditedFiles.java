package io.inkstone.documents.edit;

import static io.inkstone.documents.WrittenTables.BLANK;

import io.inkstone.documents.sheet.WorkbookReader;
import io.inkstone.documents.sheet.WorkbookView;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;
import org.apache.poi.xssf.usermodel.XSSFCell;
import org.apache.poi.xssf.usermodel.XSSFRow;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;

/** Makes workbooks with POI, and looks at edited ones with POI and as archives. */
final class EditedFiles {

    private EditedFiles() {}

    static byte[] workbook(Consumer<XSSFWorkbook> content) {
        try (XSSFWorkbook workbook = new XSSFWorkbook()) {
            content.accept(workbook);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            workbook.write(out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A workbook with one sheet, {@code Data}; texts with an equals sign are formulas. */
    static byte[] sheet(Object[]... rows) {
        return workbook(workbook -> fill(workbook.createSheet("Data"), rows));
    }

    static void fill(XSSFSheet sheet, Object[]... rows) {
        for (int r = 0; r < rows.length; r++) {
            XSSFRow row = sheet.createRow(r);
            for (int c = 0; c < rows[r].length; c++) {
                Object value = rows[r][c];
                if (value instanceof Number number) {
                    row.createCell(c).setCellValue(number.doubleValue());
                } else if (value instanceof String text && text.startsWith("=")) {
                    row.createCell(c).setCellFormula(text.substring(1));
                } else if (!value.equals(BLANK)) {
                    row.createCell(c).setCellValue(value.toString());
                }
            }
        }
    }

    static WorkbookView read(byte[] content) {
        return WorkbookReader.read("test.xlsx", content);
    }

    /** Opened as any program would, not by the classes under test. */
    static XSSFWorkbook open(byte[] content) {
        try {
            return new XSSFWorkbook(new ByteArrayInputStream(content));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static XSSFCell cell(byte[] content, String sheet, String cell) {
        CellAddress at = CellAddress.of(cell);
        return open(content).getSheet(sheet).getRow(at.row() - 1).getCell(at.column());
    }

    /** The entries of an archive with their compressed bytes. */
    static Map<String, byte[]> entries(byte[] archive) {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        try (ZipFile zip = zip(archive)) {
            for (ZipArchiveEntry entry : Collections.list(zip.getEntriesInPhysicalOrder())) {
                entries.put(entry.getName(), zip.getRawInputStream(entry).readAllBytes());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return entries;
    }

    /** The names of the entries that are not in both archives with the same compressed bytes. */
    static Set<String> changed(byte[] before, byte[] after) {
        Map<String, byte[]> old = entries(before);
        Map<String, byte[]> now = entries(after);
        Set<String> changed = new TreeSet<>(old.keySet());
        changed.addAll(now.keySet());
        changed.removeIf(
                name -> old.containsKey(name) && now.containsKey(name) && Arrays.equals(old.get(name), now.get(name)));
        return changed;
    }

    static String part(byte[] archive, String name) {
        try (ZipFile zip = zip(archive)) {
            return new String(zip.getInputStream(zip.getEntry(name)).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same archive with one part changed, or added. */
    static byte[] with(byte[] archive, String part, UnaryOperator<String> change) {
        SeekableInMemoryByteChannel target = new SeekableInMemoryByteChannel();
        try (ZipFile zip = zip(archive);
                ZipArchiveOutputStream out = new ZipArchiveOutputStream(target)) {
            zip.copyRawEntries(out, entry -> !entry.getName().equals(part));
            out.putArchiveEntry(new ZipArchiveEntry(part));
            String before = zip.getEntry(part) == null ? "" : part(archive, part);
            out.write(change.apply(before).getBytes(StandardCharsets.UTF_8));
            out.closeArchiveEntry();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Arrays.copyOf(target.array(), (int) target.size());
    }

    static byte[] without(byte[] archive, String part) {
        SeekableInMemoryByteChannel target = new SeekableInMemoryByteChannel();
        try (ZipFile zip = zip(archive);
                ZipArchiveOutputStream out = new ZipArchiveOutputStream(target)) {
            zip.copyRawEntries(out, entry -> !entry.getName().equals(part));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Arrays.copyOf(target.array(), (int) target.size());
    }

    private static ZipFile zip(byte[] archive) throws IOException {
        return ZipFile.builder()
                .setSeekableByteChannel(new SeekableInMemoryByteChannel(archive))
                .get();
    }
}
