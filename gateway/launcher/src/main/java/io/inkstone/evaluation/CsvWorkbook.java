package io.inkstone.evaluation;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.xssf.usermodel.XSSFRow;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;

/** A table of texts as a spreadsheet program opens it: what is plainly a number or a day becomes one. */
final class CsvWorkbook {

    private static final Pattern NUMBER =
            Pattern.compile("([-+]?)[$£€¥]?((?:\\d{1,3}(?:,\\d{3})+|\\d{1,15})(?:\\.\\d+)?|\\.\\d+)(%?)");
    private static final double PER_CENT = 100;
    private static final int FIRST_YEAR = 1900;
    private static final List<DateTimeFormatter> DAYS = Stream.of(
                    "uuuu-MM-dd", "MMMM d, uuuu", "MMM d, uuuu", "d MMMM uuuu", "d MMM uuuu")
            .map(pattern -> DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH))
            .toList();

    private CsvWorkbook() {}

    /** The workbook, with one sheet. */
    static XSSFWorkbook of(CsvTable table) {
        XSSFWorkbook book = new XSSFWorkbook();
        CellStyle day = book.createCellStyle();
        day.setDataFormat(book.getCreationHelper().createDataFormat().getFormat("yyyy-mm-dd"));
        XSSFSheet sheet = book.createSheet("Sheet1");
        for (List<String> cells : table.rows()) {
            boolean header = sheet.getPhysicalNumberOfRows() == 0;
            XSSFRow row = sheet.createRow(sheet.getPhysicalNumberOfRows());
            for (int i = 0; i < cells.size(); i++) {
                if (header) {
                    row.createCell(i).setCellValue(cells.get(i));
                } else if (!cells.get(i).isBlank()) {
                    fill(row.createCell(i), cells.get(i).strip(), day);
                }
            }
        }
        return book;
    }

    private static void fill(Cell cell, String text, CellStyle dayStyle) {
        Optional<LocalDate> day = day(text);
        Matcher number = NUMBER.matcher(text);
        if (number.matches()) {
            double size = Double.parseDouble(number.group(2).replace(",", ""));
            double signed = number.group(1).equals("-") ? -size : size;
            cell.setCellValue(number.group(3).isEmpty() ? signed : signed / PER_CENT);
        } else if (day.isPresent() && day.get().getYear() >= FIRST_YEAR) {
            cell.setCellValue(day.get());
            cell.setCellStyle(dayStyle);
        } else {
            cell.setCellValue(text);
        }
    }

    private static Optional<LocalDate> day(String text) {
        if (!Character.isDigit(text.charAt(text.length() - 1))) {
            return Optional.empty();
        }
        for (DateTimeFormatter format : DAYS) {
            try {
                return Optional.of(LocalDate.parse(text, format));
            } catch (DateTimeParseException e) {
                continue;
            }
        }
        return Optional.empty();
    }
}
