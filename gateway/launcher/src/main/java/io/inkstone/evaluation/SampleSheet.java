package io.inkstone.evaluation;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.ss.usermodel.DateUtil;
import org.apache.poi.ss.usermodel.FormulaError;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.ss.util.CellReference;
import org.apache.poi.ss.util.NumberToTextConverter;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.jspecify.annotations.Nullable;

/**
 * The table on a sheet of a workbook.
 *
 * @param headerRow the header's row, as people count
 * @param firstColumn the first column, from 0
 * @param rows the cells below the header: {@link Double}, {@link String}, {@link LocalDate}, {@link Boolean} or null for a blank
 */
record SampleSheet(
        String name, int headerRow, int firstColumn, List<String> headers, List<List<@Nullable Object>> rows) {

    private static final int ROWS_SHOWN = 3;
    private static final int HEADER_CELLS_AT_LEAST = 3;

    /** Reads the first sheet with POI. */
    static SampleSheet read(Path workbook) {
        return read(workbook, "");
    }

    /**
     * Reads a sheet with POI.
     *
     * @param sheet its name; empty for the first
     */
    static SampleSheet read(Path workbook, String sheet) {
        try (XSSFWorkbook book = WorkbookFile.open(workbook)) {
            return read(WorkbookFile.sheet(book, sheet));
        } catch (IOException e) {
            throw new EvaluationException("cannot close the workbook " + workbook, e);
        }
    }

    /** Under the first row of several cells, which leaves out a title; else under the first that has any. */
    private static SampleSheet read(Sheet sheet) {
        Row first = null;
        for (Row row : sheet) {
            if (row.getPhysicalNumberOfCells() >= HEADER_CELLS_AT_LEAST) {
                return read(sheet, row);
            }
            first = first == null && row.getPhysicalNumberOfCells() > 0 ? row : first;
        }
        return first == null ? new SampleSheet(sheet.getSheetName(), 1, 0, List.of(), List.of()) : read(sheet, first);
    }

    private static SampleSheet read(Sheet sheet, Row header) {
        int first = header.getFirstCellNum();
        int end = header.getLastCellNum();
        List<String> headers = IntStream.range(first, end)
                .mapToObj(column -> shown(value(header.getCell(column))))
                .toList();
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (int i = header.getRowNum() + 1; i <= sheet.getLastRowNum(); i++) {
            Row row = sheet.getRow(i);
            List<@Nullable Object> cells = new ArrayList<>();
            for (int column = first; column < end; column++) {
                cells.add(row == null ? null : value(row.getCell(column)));
            }
            if (cells.stream().anyMatch(Objects::nonNull)) {
                rows.add(cells);
            }
        }
        return new SampleSheet(sheet.getSheetName(), header.getRowNum() + 1, first, headers, rows);
    }

    private static @Nullable Object value(@Nullable Cell cell) {
        if (cell == null) {
            return null;
        }
        CellType type = cell.getCellType() == CellType.FORMULA ? cell.getCachedFormulaResultType() : cell.getCellType();
        return switch (type) {
            case NUMERIC ->
                DateUtil.isCellDateFormatted(cell) && DateUtil.isValidExcelDate(cell.getNumericCellValue())
                        ? cell.getLocalDateTimeCellValue().toLocalDate()
                        : (Object) cell.getNumericCellValue();
            case BOOLEAN -> cell.getBooleanCellValue();
            case STRING -> cell.getStringCellValue();
            case ERROR -> FormulaError.forInt(cell.getErrorCellValue()).getString();
            default -> null;
        };
    }

    /** What a person would tell somebody who cannot see it: where the table is, its headers, its first rows. */
    String describe() {
        if (headers.isEmpty()) {
            return "The Excel sheet '" + name + "' is empty.\n";
        }
        int firstRow = headerRow + 1;
        int lastRow = headerRow + rows.size();
        StringBuilder text = new StringBuilder();
        text.append("The Excel sheet '")
                .append(name)
                .append("' has a table in ")
                .append(cell(0, headerRow))
                .append(':')
                .append(cell(headers.size() - 1, lastRow))
                .append(". Its headers are in row ")
                .append(headerRow)
                .append(", its data in rows ")
                .append(firstRow)
                .append(" to ")
                .append(lastRow)
                .append(".\nHeaders: ")
                .append(line(headerRow, headers))
                .append('\n');
        for (int i = 0; i < Math.min(ROWS_SHOWN, rows.size()); i++) {
            text.append("Row ")
                    .append(firstRow + i)
                    .append(": ")
                    .append(line(firstRow + i, rows.get(i)))
                    .append('\n');
        }
        return text.toString();
    }

    private String line(int row, List<? extends @Nullable Object> cells) {
        return IntStream.range(0, cells.size())
                .mapToObj(column -> cell(column, row) + " = " + shown(cells.get(column)))
                .collect(Collectors.joining(", "));
    }

    private static String shown(@Nullable Object value) {
        if (value == null) {
            return "(blank)";
        }
        if (value instanceof Boolean truth) {
            return truth ? "TRUE" : "FALSE";
        }
        return value instanceof Double number ? NumberToTextConverter.toText(number) : value.toString();
    }

    /** The address of a cell: its column within the table, its row on the sheet. */
    private String cell(int column, int row) {
        return CellReference.convertNumToColString(firstColumn + column) + row;
    }
}
