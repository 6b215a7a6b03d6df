package io.inkstone.documents.sheet;

import io.inkstone.documents.sheet.SheetCells.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds the tables of a sheet. A header row has at least two texts side by side and is followed by a row that is filled in
 * at least half of its columns; titles and notes in a single cell are no header. A table ends before the first row that is
 * blank in all of its columns; rows of totals at its end are left out.
 */
final class TableFinder {

    static final int MAX_COLUMNS = 200;

    private static final Pattern TOTALS = Pattern.compile(
            "((grand|sub|overall)[ -]?)?totals?|sum|合\\s*计|总\\s*计|小\\s*计|总\\s*和", Pattern.CASE_INSENSITIVE);
    private static final Pattern SPACE = Pattern.compile("[\\s\\u00a0\\u3000]+");

    private final String sheet;
    private final SheetCells grid;

    /** For each column the last row of the tables found so far; rows are gone through from the top. */
    private final Map<Integer, Integer> takenTo = new HashMap<>();

    /** Columns from 0, rows from 1, all ends included; the first row is the header. */
    private record Area(int firstRow, int lastRow, int firstColumn, int lastColumn) {}

    TableFinder(String sheet, SheetCells grid) {
        this.sheet = sheet;
        this.grid = grid;
    }

    /** The tables, the largest first. */
    List<Table> find() {
        List<Table> tables = new ArrayList<>();
        for (int nth = 0; nth < grid.rowCount(); nth++) {
            int row = grid.row(nth);
            int next = 0;
            for (int cell = grid.rowStart(nth); cell < grid.rowStart(nth + 1); cell++) {
                int column = grid.column(cell);
                if (column < next || taken(row, column)) {
                    continue;
                }
                Area header = segment(row, column);
                next = header.lastColumn() + 1;
                if (isHeader(header)) {
                    Area area = downwards(header);
                    take(area);
                    table(area).ifPresent(tables::add);
                }
            }
        }
        tables.sort(Comparator.comparingLong(
                table -> -(long) table.rows() * table.columns().size()));
        return tables;
    }

    private boolean taken(int row, int column) {
        return takenTo.getOrDefault(column, 0) >= row;
    }

    private void take(Area area) {
        for (int column = area.firstColumn(); column <= area.lastColumn(); column++) {
            takenTo.put(column, area.lastRow());
        }
    }

    /** The columns around a filled cell that belong to its row's segment: filled there, or at least in the row below. */
    private Area segment(int row, int column) {
        int first = column;
        while (first > 0 && belongs(row, first - 1)) {
            first--;
        }
        int last = column;
        while (belongs(row, last + 1)) {
            last++;
        }
        return new Area(row, row, first, last);
    }

    private boolean belongs(int row, int column) {
        return (grid.filled(row, column) || grid.filled(row + 1, column)) && !taken(row, column);
    }

    private boolean isHeader(Area header) {
        int row = header.firstRow();
        return namesColumns(header) && halfFilled(row + 1, header) && !isBetterHeader(row + 1, header);
    }

    /** Two texts side by side, and nothing that a header does not hold. */
    private boolean namesColumns(Area header) {
        int row = header.firstRow();
        boolean pair = false;
        for (int column = header.firstColumn(); column <= header.lastColumn(); column++) {
            int cell = grid.find(row, column);
            if (cell != SheetCells.NONE && grid.kind(cell) == Kind.NUMBER && !isYear(grid.number(cell))) {
                return false;
            }
            pair |= isText(row, column) && column < header.lastColumn() && isText(row, column + 1);
        }
        return pair;
    }

    private boolean isText(int row, int column) {
        return grid.kind(row, column) == Kind.TEXT;
    }

    private static boolean isYear(double number) {
        return number >= 1900 && number <= 2100 && number == Math.rint(number);
    }

    private boolean halfFilled(int row, Area header) {
        int width = header.lastColumn() - header.firstColumn() + 1;
        return 2 * grid.countFilled(row, header.firstColumn(), header.lastColumn()) >= width;
    }

    /** A row of groups over the header, or of notes, is told by more texts below it, and nothing but texts. */
    private boolean isBetterHeader(int row, Area above) {
        int texts = countTexts(row, above);
        return texts > countTexts(row - 1, above)
                && texts == grid.countFilled(row, above.firstColumn(), above.lastColumn())
                && halfFilled(row + 1, above);
    }

    private int countTexts(int row, Area area) {
        int texts = 0;
        for (int column = area.firstColumn(); column <= area.lastColumn(); column++) {
            texts += isText(row, column) ? 1 : 0;
        }
        return texts;
    }

    private Area downwards(Area header) {
        int last = header.firstRow();
        while (grid.countFilled(last + 1, header.firstColumn(), header.lastColumn()) > 0) {
            last++;
        }
        return new Area(header.firstRow(), last, header.firstColumn(), header.lastColumn());
    }

    private Optional<Table> table(Area area) {
        int width = area.lastColumn() - area.firstColumn() + 1;
        int last = area.lastRow();
        while (last > area.firstRow() && isTotals(last, area)) {
            last--;
        }
        if (last == area.firstRow() || width > MAX_COLUMNS) {
            return Optional.empty();
        }
        // Columns are dense, so the limit on cells has to hold before they are made.
        if ((long) (last - area.firstRow()) * width > WorkbookReader.MAX_CELLS) {
            throw WorkbookReader.tooManyCells();
        }
        List<String> headers = headers(area);
        List<Column> columns = new ArrayList<>();
        for (int column = area.firstColumn(); column <= area.lastColumn(); column++) {
            columns.add(column(headers.get(column - area.firstColumn()), column, area.firstRow() + 1, last));
        }
        return Optional.of(new Table(sheet, area.firstRow() + 1, last, columns));
    }

    private boolean isTotals(int row, Area area) {
        for (int column = area.firstColumn(); column <= area.lastColumn(); column++) {
            String text = grid.text(row, column);
            if (text != null) {
                String word = text.endsWith(":") || text.endsWith("：") ? text.substring(0, text.length() - 1) : text;
                return TOTALS.matcher(word.strip()).matches();
            }
        }
        return false;
    }

    /** Blank headers become the column's letters; the same header twice gets them in brackets, each time. */
    private List<String> headers(Area area) {
        List<String> written = new ArrayList<>();
        Map<String, Integer> counts = new HashMap<>();
        for (int column = area.firstColumn(); column <= area.lastColumn(); column++) {
            String header = header(grid.find(area.firstRow(), column));
            written.add(header);
            counts.merge(header.toLowerCase(Locale.ROOT), 1, Integer::sum);
        }
        List<String> headers = new ArrayList<>();
        for (int i = 0; i < written.size(); i++) {
            String header = written.get(i);
            String letters = Column.letters(area.firstColumn() + i);
            boolean once = counts.getOrDefault(header.toLowerCase(Locale.ROOT), 0) == 1;
            headers.add(header.isEmpty() ? letters : once ? header : header + " (" + letters + ")");
        }
        return headers;
    }

    private String header(int cell) {
        if (cell == SheetCells.NONE) {
            return "";
        }
        return switch (grid.kind(cell)) {
            case DAY -> Column.day(grid.number(cell)).toString();
            case TEXT -> SPACE.matcher(grid.text(cell)).replaceAll(" ").strip();
            default -> Long.toString(Math.round(grid.number(cell)));
        };
    }

    private Column column(String header, int column, int firstRow, int lastRow) {
        double[] numbers = new double[lastRow - firstRow + 1];
        @Nullable String[] texts = new String[numbers.length];
        int plain = 0;
        int days = 0;
        int words = 0;
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = Double.NaN;
            int cell = grid.find(firstRow + i, column);
            if (cell == SheetCells.NONE) {
                continue;
            }
            switch (grid.kind(cell)) {
                case NUMBER -> {
                    numbers[i] = grid.number(cell);
                    plain++;
                }
                case DAY -> {
                    numbers[i] = grid.number(cell);
                    days++;
                }
                case TRUTH -> {
                    texts[i] = grid.number(cell) == 0 ? "FALSE" : "TRUE";
                    words++;
                }
                case TEXT -> {
                    texts[i] = grid.text(cell);
                    words++;
                }
                case ERROR, FORMULA -> {}
            }
        }
        return new Column(header, column, type(plain, days, words), numbers, texts);
    }

    private static ColumnType type(int plain, int days, int words) {
        if (plain + days + words == 0) {
            return ColumnType.EMPTY;
        }
        if (words >= plain + days) {
            return ColumnType.TEXT;
        }
        return days >= plain ? ColumnType.DATE : ColumnType.NUMBER;
    }
}
