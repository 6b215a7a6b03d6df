package io.inkstone.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.xssf.streaming.SXSSFWorkbook;

/** A workbook of orders that nobody placed, the same each time: texts, numbers, days, and amounts that are stored as texts. */
final class GeneratedOrders {

    static final String SHEET = "Orders";

    static final List<String> HEADERS = List.of(
            "Order ID",
            "Order Date",
            "Region",
            "Salesperson",
            "Product",
            "Units",
            "Unit Price",
            "Shipping Cost",
            "Ship Date",
            "Sales Amount");

    private static final List<String> REGIONS = List.of("Northern", "Southern", "Eastern", "Western", "Central");
    private static final LocalDate FIRST_DAY = LocalDate.of(2023, 1, 1);
    private static final int DAYS = 3 * 365;
    private static final int SALESPEOPLE = 120;
    private static final int PRODUCTS = 400;
    private static final int ROWS_IN_MEMORY = 100;
    private static final long SEED = 1;

    private GeneratedOrders() {}

    /** Writes it as spreadsheet programs do, with its texts in a part of their own. */
    static void write(Path file, int rows) throws IOException {
        try (SXSSFWorkbook workbook = new SXSSFWorkbook(null, ROWS_IN_MEMORY, true, true);
                OutputStream out = Files.newOutputStream(file)) {
            CellStyle day = workbook.createCellStyle();
            day.setDataFormat(workbook.createDataFormat().getFormat("yyyy-mm-dd"));
            Sheet sheet = workbook.createSheet(SHEET);
            Row headers = sheet.createRow(0);
            for (int column = 0; column < HEADERS.size(); column++) {
                headers.createCell(column).setCellValue(HEADERS.get(column));
            }
            Random random = new Random(SEED);
            for (int row = 1; row <= rows; row++) {
                fill(sheet.createRow(row), row, random, day);
            }
            workbook.write(out);
        }
    }

    private static void fill(Row row, int number, Random random, CellStyle dayStyle) {
        LocalDate ordered = FIRST_DAY.plusDays(random.nextInt(DAYS));
        int units = 1 + random.nextInt(100);
        double price = (100 + random.nextInt(50_000)) / 100.0;
        row.createCell(0).setCellValue(String.format(Locale.ROOT, "SO-%07d", number));
        day(row, 1, ordered, dayStyle);
        row.createCell(2).setCellValue(REGIONS.get(random.nextInt(REGIONS.size())));
        row.createCell(3).setCellValue("Salesperson " + (1 + random.nextInt(SALESPEOPLE)));
        row.createCell(4).setCellValue("Article " + (1 + random.nextInt(PRODUCTS)));
        row.createCell(5).setCellValue(units);
        row.createCell(6).setCellValue(price);
        row.createCell(7).setCellValue(String.format(Locale.ROOT, "%.2f", random.nextInt(20_000) / 100.0));
        day(row, 8, ordered.plusDays(1 + random.nextInt(14)), dayStyle);
        row.createCell(9).setCellValue(Math.round(units * price * 100) / 100.0);
    }

    private static void day(Row row, int column, LocalDate day, CellStyle style) {
        Cell cell = row.createCell(column);
        cell.setCellValue(day);
        cell.setCellStyle(style);
    }
}
