package io.inkstone.evaluation;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.poi.ooxml.POIXMLException;
import org.apache.poi.openxml4j.exceptions.OpenXML4JRuntimeException;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;

/** Opens the workbooks of the sets with POI, and writes copies. */
final class WorkbookFile {

    private static final String CSV = ".csv";

    private WorkbookFile() {}

    /** Whether it is a table of texts. */
    static boolean isCsv(Path workbook) {
        return workbook.toString().endsWith(CSV);
    }

    /**
     * Opens it from its bytes: POI writes a workbook that it has opened by name back to the file when it is closed.
     *
     * @throws EvaluationException when it cannot be read
     */
    static XSSFWorkbook open(Path workbook) {
        try {
            if (isCsv(workbook)) {
                return CsvWorkbook.of(CsvTable.escaped(Files.readString(workbook)));
            }
            try (InputStream bytes = Files.newInputStream(workbook)) {
                return new XSSFWorkbook(bytes);
            }
        } catch (IOException | POIXMLException | OpenXML4JRuntimeException e) {
            throw new EvaluationException(
                    "cannot read the workbook " + workbook + "; expected an .xlsx file, or a .csv file of a table", e);
        }
    }

    /** Writes it. */
    static Path save(XSSFWorkbook book, Path target) {
        try (OutputStream bytes = Files.newOutputStream(target)) {
            book.write(bytes);
            return target;
        } catch (IOException e) {
            throw new EvaluationException("cannot write " + target + "; expected room in the temporary folder", e);
        }
    }

    /** The sheet of that name, else the first. */
    static XSSFSheet sheet(XSSFWorkbook book, String name) {
        XSSFSheet sheet = name.isEmpty() ? null : book.getSheet(name);
        return sheet == null ? book.getSheetAt(0) : sheet;
    }
}
