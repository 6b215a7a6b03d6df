package io.inkstone.evaluation;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.ss.usermodel.CellValue;
import org.apache.poi.ss.usermodel.FormulaEvaluator;
import org.apache.poi.ss.util.CellAddress;
import org.apache.poi.ss.util.CellRangeAddress;
import org.apache.poi.xssf.usermodel.XSSFCell;
import org.apache.poi.xssf.usermodel.XSSFRow;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.jspecify.annotations.Nullable;

/**
 * The cells that a task of SpreadsheetBench (Z. Ma et al., NeurIPS 2024) is judged by, compared as its evaluation compares
 * them: numbers to two decimals, a text that is a number as one, an empty text as a blank cell.
 */
record AnswerRange(List<Area> areas) {

    /** Behind a row, so that a sheet's name may have a comma. */
    private static final Pattern SEPARATOR = Pattern.compile("(?<=\\d)'?,");

    private static final double HUNDREDTHS = 100;

    AnswerRange {
        areas = List.copyOf(areas);
    }

    /**
     * A part of it.
     *
     * @param sheet its sheet; empty for the first
     */
    record Area(String sheet, CellRangeAddress cells) {}

    /** Reads it. Quotes stand where they like: {@code 'A b'!C1:D2}, {@code 'A b!'C1:D2}, {@code A b'!C1:D2'}. */
    static AnswerRange parse(String position) {
        return new AnswerRange(
                Stream.of(SEPARATOR.split(position)).map(AnswerRange::area).toList());
    }

    private static Area area(String text) {
        String plain = text.replace("'", "").strip();
        int mark = plain.lastIndexOf('!');
        return new Area(
                mark < 0 ? "" : plain.substring(0, mark).strip(),
                CellRangeAddress.valueOf(plain.substring(mark + 1).strip()));
    }

    /** The sheet of the first part; empty for the workbook's first. */
    String sheet() {
        return areas.get(0).sheet();
    }

    /** The upper left cell of the first part. */
    String firstCell() {
        CellRangeAddress cells = areas.get(0).cells();
        return new CellAddress(Math.max(0, cells.getFirstRow()), Math.max(0, cells.getFirstColumn())).formatAsString();
    }

    /** Whether it is one column of several rows. */
    boolean isColumn() {
        CellRangeAddress cells = areas.get(0).cells();
        return areas.size() == 1
                && cells.getFirstColumn() == cells.getLastColumn()
                && cells.getLastRow() > cells.getFirstRow();
    }

    /** Whether these cells are the same in both files. */
    boolean same(Path file, Path other) {
        return Deadline.within(() -> compare(file, other)).orElse(false);
    }

    private boolean compare(Path file, Path other) {
        try (XSSFWorkbook ours = WorkbookFile.open(file);
                XSSFWorkbook theirs = WorkbookFile.open(other)) {
            return areas.stream().allMatch(area -> same(area, ours, theirs));
        } catch (IOException e) {
            throw new EvaluationException("cannot close " + file, e);
        }
    }

    private static boolean same(Area area, XSSFWorkbook ours, XSSFWorkbook theirs) {
        XSSFSheet wanted = WorkbookFile.sheet(theirs, area.sheet());
        XSSFSheet found = ours.getSheet(wanted.getSheetName());
        if (found == null) {
            return false;
        }
        FormulaEvaluator evaluator = ours.getCreationHelper().createFormulaEvaluator();
        int firstRow = Math.max(0, area.cells().getFirstRow());
        int lastRow = area.cells().getLastRow() < 0
                ? wanted.getLastRowNum()
                : area.cells().getLastRow();
        for (int row = firstRow; row <= lastRow; row++) {
            for (int column = area.cells().getFirstColumn();
                    column <= area.cells().getLastColumn();
                    column++) {
                Optional<Object> want = content(cell(wanted, row, column), null);
                if (!want.equals(content(cell(found, row, column), evaluator))) {
                    return false;
                }
            }
        }
        return true;
    }

    private static @Nullable XSSFCell cell(XSSFSheet sheet, int row, int column) {
        XSSFRow there = sheet.getRow(row);
        return there == null ? null : there.getCell(column);
    }

    private static Optional<Object> content(@Nullable XSSFCell cell, @Nullable FormulaEvaluator evaluator) {
        if (cell == null) {
            return Optional.empty();
        }
        boolean stored = cell.getCellType() != CellType.FORMULA || cell.getRawValue() != null;
        if (stored || evaluator == null) {
            CellType type =
                    cell.getCellType() == CellType.FORMULA ? cell.getCachedFormulaResultType() : cell.getCellType();
            return switch (type) {
                case NUMERIC -> Optional.of(rounded(cell.getNumericCellValue()));
                case STRING -> text(cell.getStringCellValue());
                case BOOLEAN -> Optional.of(cell.getBooleanCellValue());
                case ERROR -> Optional.of(cell.getErrorCellString());
                default -> Optional.empty();
            };
        }
        return computed(cell, evaluator);
    }

    private static Optional<Object> computed(XSSFCell cell, FormulaEvaluator evaluator) {
        CellValue value;
        try {
            value = evaluator.evaluate(cell);
        } catch (RuntimeException e) {
            return Optional.of(e.getClass());
        }
        return switch (value.getCellType()) {
            case NUMERIC -> Optional.of(rounded(value.getNumberValue()));
            case STRING -> text(value.getStringValue());
            case BOOLEAN -> Optional.of(value.getBooleanValue());
            default -> Optional.of(value.formatAsString());
        };
    }

    private static Optional<Object> text(String text) {
        try {
            return Optional.of(rounded(Double.parseDouble(text)));
        } catch (NumberFormatException e) {
            return text.isEmpty() ? Optional.empty() : Optional.of(text);
        }
    }

    private static Double rounded(double number) {
        return Math.rint(number * HUNDREDTHS) / HUNDREDTHS + 0.0;
    }

    @Override
    public String toString() {
        return String.join(
                ", ",
                areas.stream()
                        .map(area -> (area.sheet().isEmpty() ? "" : area.sheet() + "!")
                                + area.cells().formatAsString())
                        .toList());
    }
}
