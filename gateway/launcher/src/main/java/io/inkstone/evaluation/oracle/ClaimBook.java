package io.inkstone.evaluation.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.poi.ss.formula.FormulaParseException;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.ss.usermodel.DateUtil;
import org.apache.poi.ss.util.CellAddress;
import org.apache.poi.xssf.usermodel.XSSFCell;
import org.apache.poi.xssf.usermodel.XSSFRow;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.openxmlformats.schemas.spreadsheetml.x2006.main.CTCellFormula;
import org.openxmlformats.schemas.spreadsheetml.x2006.main.STCellFormulaType;

/**
 * A copy of a workbook into which the formulas of claims are written, without values, to the right of all else: each in the
 * row of its cell, where references to the own row mean the same, and in a column of its own.
 */
final class ClaimBook {

    private static final double RELATIVE_TOLERANCE = 1e-9;

    /** Of sums that cancel out. */
    private static final double ZERO = 1e-12;

    private static final int GAP = 2;

    private record Spot(String sheet, int row, int column) {}

    private final Map<Claim, Spot> spots = new LinkedHashMap<>();

    /** Writes the copy; claims that POI cannot write have no place in it. */
    void write(Path workbook, List<Claim> claims, Path copy) throws IOException {
        try (XSSFWorkbook book = open(workbook)) {
            Map<String, Integer> columns = new HashMap<>();
            for (Claim claim : claims) {
                XSSFSheet named = claim.sheet().isEmpty() ? null : book.getSheet(claim.sheet());
                XSSFSheet sheet = named == null ? book.getSheetAt(0) : named;
                int column = columns.merge(sheet.getSheetName(), firstFree(sheet), (last, first) -> last + 1);
                enter(sheet, claim, column);
            }
            try (OutputStream bytes = Files.newOutputStream(copy)) {
                book.write(bytes);
            }
        }
    }

    private static XSSFWorkbook open(Path workbook) throws IOException {
        try (InputStream bytes = Files.newInputStream(workbook)) {
            return new XSSFWorkbook(bytes);
        }
    }

    private static int firstFree(XSSFSheet sheet) {
        int end = 0;
        for (var row : sheet) {
            end = Math.max(end, row.getLastCellNum());
        }
        return end + GAP;
    }

    private void enter(XSSFSheet sheet, Claim claim, int column) {
        int row = claim.cell().isEmpty() ? 0 : new CellAddress(claim.cell()).getRow();
        String stored = StoredFormula.of(claim.formula());
        if (claim.rowsBelow() > 0) {
            try {
                stored = CopiedFormula.down(sheet, stored, row, claim.rowsBelow());
            } catch (FormulaParseException e) {
                return;
            }
        }
        int at = row + claim.rowsBelow();
        XSSFRow there = sheet.getRow(at);
        XSSFCell cell = (there == null ? sheet.createRow(at) : there).createCell(column);
        // Not through POI's parser, which does not know every function.
        CTCellFormula formula = cell.getCTCell().addNewF();
        formula.setStringValue(stored);
        if (claim.array()) {
            formula.setT(STCellFormulaType.ARRAY);
            formula.setRef(cell.getAddress().formatAsString());
        }
        spots.put(claim, new Spot(sheet.getSheetName(), at, column));
    }

    /** What another program's calculation of the copy shows for each claim; those without a place are missing. */
    Map<Claim, Optional<String>> compare(Path calculated) throws IOException {
        Map<Claim, Optional<String>> shown = new LinkedHashMap<>();
        try (XSSFWorkbook book = open(calculated)) {
            for (Map.Entry<Claim, Spot> entry : spots.entrySet()) {
                Spot spot = entry.getValue();
                XSSFRow row = book.getSheet(spot.sheet()).getRow(spot.row());
                XSSFCell cell = row == null ? null : row.getCell(spot.column());
                if (cell == null) {
                    shown.put(entry.getKey(), Optional.of("nothing"));
                } else {
                    boolean same = same(entry.getKey().value(), cell, book.isDate1904());
                    shown.put(entry.getKey(), same ? Optional.empty() : Optional.of(text(cell)));
                }
            }
        }
        return shown;
    }

    private static CellType type(XSSFCell cell) {
        return cell.getCellType() == CellType.FORMULA ? cell.getCachedFormulaResultType() : cell.getCellType();
    }

    private static boolean same(JsonNode value, XSSFCell cell, boolean date1904) {
        JsonNode first = value.isArray() ? value.path(0) : value;
        return switch (type(cell)) {
            case NUMERIC -> {
                double shown = cell.getNumericCellValue();
                yield first.isNumber()
                        ? near(first.doubleValue(), shown)
                        : first.isTextual()
                                && serial(first.textValue(), date1904)
                                        .filter(serial -> near(serial, shown))
                                        .isPresent();
            }
            case STRING -> first.isTextual() && first.textValue().equals(cell.getStringCellValue());
            case BOOLEAN -> first.isBoolean() && first.booleanValue() == cell.getBooleanCellValue();
            default -> false;
        };
    }

    private static boolean near(double expected, double shown) {
        double difference = Math.abs(expected - shown);
        return difference <= RELATIVE_TOLERANCE * Math.max(Math.abs(expected), Math.abs(shown)) || difference <= ZERO;
    }

    private static Optional<Double> serial(String text, boolean date1904) {
        try {
            return Optional.of(DateUtil.getExcelDate(LocalDate.parse(text).atStartOfDay(), date1904));
        } catch (DateTimeParseException e) {
            try {
                return Optional.of(DateUtil.getExcelDate(LocalDateTime.parse(text), date1904));
            } catch (DateTimeParseException noTime) {
                return Optional.empty();
            }
        }
    }

    private static String text(XSSFCell cell) {
        return switch (type(cell)) {
            case NUMERIC -> Double.toString(cell.getNumericCellValue());
            case STRING -> '"' + cell.getStringCellValue() + '"';
            case BOOLEAN -> Boolean.toString(cell.getBooleanCellValue());
            case ERROR -> cell.getErrorCellString();
            default -> "nothing";
        };
    }
}
