package io.inkstone.documents.sheet;

import io.inkstone.documents.sheet.SheetCells.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds the tables of a sheet: those that Excel knows, and wherever else rows of headers stand over rows that are filled. A
 * table ends before the first row that is blank in all of its columns, unless only one is and the next goes on alike, and
 * before the headers of the next one. Rows of totals and notes at its end are left out.
 */
final class TableFinder {

    static final int MAX_COLUMNS = 200;

    private static final Pattern NOTE = Pattern.compile(
            "(?:\\*|notes?\\b|sources?\\b|remarks?\\b|as of\\b|注|备注|说明|来源|数据来源|制表|审核|填表).*",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final int LONG_NOTE_CHARS = 40;
    private static final int ROWS_LOOKED_AHEAD = 2;

    private final String sheet;
    private final SheetCells grid;
    private final SheetMarks marks;
    private final List<ListObject> lists;
    private final Merges merges;
    private final HeaderRows headers;

    /** For each column the tables found so far, by their first and last rows. */
    private final Map<Integer, TreeMap<Integer, Integer>> taken = new HashMap<>();

    TableFinder(String sheet, SheetContent content, List<ListObject> lists) {
        this.sheet = sheet;
        this.grid = content.cells();
        this.marks = content.marks();
        this.lists = lists;
        this.merges = new Merges(marks.merged());
        this.headers = new HeaderRows(grid, merges);
    }

    /** The tables, the largest first. */
    List<Table> find() {
        List<Table> tables = new ArrayList<>();
        for (ListObject list : lists) {
            addList(list, tables);
        }
        for (int nth = 0; nth < grid.rowCount(); nth++) {
            int row = grid.row(nth);
            int next = 0;
            for (int cell = grid.rowStart(nth); cell < grid.rowStart(nth + 1); cell++) {
                int column = grid.column(cell);
                if (column < next || isTaken(row, column)) {
                    continue;
                }
                Area header = segment(row, column);
                next = header.lastColumn() + 1;
                if (headers.isHeader(header)) {
                    addFound(header, tables);
                }
            }
        }
        tables.sort(Comparator.comparingLong(
                table -> -(long) table.rows() * table.columns().size()));
        return tables;
    }

    private void addList(ListObject list, List<Table> tables) {
        Area all = new Area(list.firstRow(), list.lastRow(), list.firstColumn(), list.lastColumn());
        int first = list.firstRow() + list.headerRows();
        Area data = all.withRows(first, Math.min(list.lastRow() - list.totalsRows(), grid.lastRow()));
        boolean blank = true;
        for (int row = first; blank && row <= data.lastRow(); row++) {
            blank = grid.countFilled(row, data.firstColumn(), data.lastColumn()) == 0;
        }
        if (blank || all.width() > MAX_COLUMNS || all.width() != list.columns().size()) {
            return;
        }
        take(all);
        List<List<String>> parts = new ArrayList<>();
        list.columns()
                .forEach(name -> parts.add(List.of(
                        SharedTexts.unescaped(name).replaceAll("\\s+", " ").strip())));
        Area header = all.withRows(list.firstRow(), first - 1);
        tables.add(table(header, data, parts, list.name()));
    }

    private void addFound(Area lowest, List<Table> tables) {
        int free = lowestFreeRow(lowest);
        Area header = headers.withGroups(lowest, free);
        int last = downwards(header);
        take(header.withRows(header.firstRow(), last));
        if (last > header.lastRow() && header.width() <= MAX_COLUMNS) {
            Area data = header.withRows(header.lastRow() + 1, last);
            Area trimmed = data.withRows(data.firstRow(), lastOfData(data));
            if (trimmed.lastRow() >= trimmed.firstRow()) {
                tables.add(table(header, trimmed, headers.parts(header), null));
            }
        }
    }

    private boolean isTaken(int row, int column) {
        TreeMap<Integer, Integer> rows = taken.get(column);
        Map.Entry<Integer, Integer> before = rows == null ? null : rows.floorEntry(row);
        return before != null && before.getValue() >= row;
    }

    private void take(Area area) {
        for (int column = area.firstColumn(); column <= area.lastColumn(); column++) {
            taken.computeIfAbsent(column, any -> new TreeMap<>()).put(area.firstRow(), area.lastRow());
        }
    }

    /** The first row above which, in these columns, another table lies. */
    private int lowestFreeRow(Area header) {
        int free = 1;
        for (int column = header.firstColumn(); column <= header.lastColumn(); column++) {
            TreeMap<Integer, Integer> rows = taken.get(column);
            Map.Entry<Integer, Integer> above = rows == null ? null : rows.floorEntry(header.firstRow());
            free = above == null ? free : Math.max(free, above.getValue() + 1);
        }
        return free;
    }

    /** The columns around a filled cell that belong to its row's segment: filled there, or shortly below. */
    private Area segment(int row, int column) {
        int first = column;
        while (first > 0 && belongs(row, first - 1, first, column)) {
            first--;
        }
        int last = column;
        while (belongs(row, last + 1, first, last)) {
            last++;
        }
        return new Area(row, row, first, last);
    }

    private boolean belongs(int row, int column, int first, int last) {
        if (isTaken(row, column)) {
            return false;
        }
        boolean filled = headers.filled(row, column);
        for (int below = 1; !filled && below <= ROWS_LOOKED_AHEAD; below++) {
            if (grid.countFilled(row + below, first, last) == 0 || isTaken(row + below, column)) {
                return false;
            }
            filled = grid.filled(row + below, column);
        }
        return filled;
    }

    /** The last row of the table under these headers. */
    private int downwards(Area header) {
        int last = header.lastRow();
        int[] numbers = new int[header.width()];
        int[] texts = new int[header.width()];
        while (last < grid.lastRow()) {
            int next = last + 1;
            if (isFree(next, header) && filled(next, header) == 0 && goesOn(next + 1, header, numbers, texts)) {
                next++;
            }
            if (filled(next, header) == 0 || !isFree(next, header)) {
                return last;
            }
            if (next > header.lastRow() + 1 && beginsTable(next, header, numbers, texts)) {
                // A text that stands alone above it is its title.
                return filled(last, header) == 1 && last > header.lastRow() + 1 ? last - 1 : last;
            }
            count(next, header, numbers, texts);
            last = next;
        }
        return last;
    }

    private int filled(int row, Area area) {
        return grid.countFilled(row, area.firstColumn(), area.lastColumn());
    }

    private boolean isFree(int row, Area area) {
        for (int column = area.firstColumn(); column <= area.lastColumn(); column++) {
            if (isTaken(row, column)) {
                return false;
            }
        }
        return true;
    }

    private void count(int row, Area area, int[] numbers, int[] texts) {
        for (int column = area.firstColumn(); column <= area.lastColumn(); column++) {
            Kind kind = grid.kind(row, column);
            numbers[column - area.firstColumn()] += kind == Kind.NUMBER || kind == Kind.DAY ? 1 : 0;
            texts[column - area.firstColumn()] += kind == Kind.TEXT ? 1 : 0;
        }
    }

    /** Whether a row after a blank one holds numbers and texts where the rows before it do. */
    private boolean goesOn(int row, Area area, int[] numbers, int[] texts) {
        int filled = filled(row, area);
        if (filled < 3 || 2 * filled < area.width()) {
            return false;
        }
        boolean number = false;
        for (int column = area.firstColumn(); column <= area.lastColumn(); column++) {
            Kind kind = grid.kind(row, column);
            int at = column - area.firstColumn();
            boolean isNumber = kind == Kind.NUMBER || kind == Kind.DAY;
            if ((kind == Kind.TEXT && texts[at] == 0) || (isNumber && numbers[at] == 0)) {
                return false;
            }
            number |= isNumber;
        }
        return number;
    }

    /** Whether a row holds the headers of another table: texts over numbers, in columns that held numbers alone so far. */
    private boolean beginsTable(int row, Area area, int[] numbers, int[] texts) {
        boolean overNumbers = false;
        int filledTexts = 0;
        for (int column = area.firstColumn(); column <= area.lastColumn(); column++) {
            Kind kind = grid.kind(row, column);
            if (kind == Kind.NUMBER && !headers.isSpan(row, column, area)) {
                return false;
            }
            int at = column - area.firstColumn();
            filledTexts += kind == Kind.TEXT ? 1 : 0;
            Kind below = grid.kind(row + 1, column);
            overNumbers |= kind == Kind.TEXT
                    && numbers[at] > 0
                    && texts[at] == 0
                    && (below == Kind.NUMBER || below == Kind.DAY);
        }
        return overNumbers && filledTexts > 1 && !headers.repeats(row, area);
    }

    /** The last row of data, without notes, totals and blank rows. */
    private int lastOfData(Area data) {
        int last = data.lastRow();
        int before = last + 1;
        while (last < before && last >= data.firstRow()) {
            before = last;
            while (last >= data.firstRow() && (filled(last, data) == 0 || isNote(last, data))) {
                last--;
            }
            last = TotalRows.lastBefore(grid, data.withRows(data.firstRow(), last));
        }
        return last;
    }

    private boolean isNote(int row, Area data) {
        if (data.width() < 2 || filled(row, data) != 1 || row == data.firstRow()) {
            return false;
        }
        for (int column = data.firstColumn(); column <= data.lastColumn(); column++) {
            String text = grid.text(row, column);
            if (text != null) {
                return NOTE.matcher(text.strip()).matches() || text.length() >= LONG_NOTE_CHARS;
            }
        }
        return false;
    }

    private Table table(Area header, Area data, List<List<String>> parts, @Nullable String listName) {
        // Columns are dense, so the limit on cells has to hold before they are made.
        WorkbookReader.requireCells((long) (data.lastRow() - data.firstRow() + 1) * data.width());
        SortedSet<Integer> totals = new TreeSet<>(TotalRows.find(grid, data));
        for (int row = data.firstRow(); row <= data.lastRow(); row++) {
            if (header.lastRow() >= header.firstRow() && headers.repeats(row, header)) {
                totals.add(row);
            }
        }
        ColumnBuilder builder = new ColumnBuilder(grid, marks, merges, data.firstRow(), data.lastRow(), totals);
        List<String> names = HeaderRows.names(parts, data.firstColumn());
        List<Column> columns = new ArrayList<>();
        boolean first = true;
        for (int i = 0; i < names.size(); i++) {
            Column column = builder.build(names.get(i), parts.get(i), data.firstColumn() + i, first);
            first &= column.type() != ColumnType.TEXT;
            columns.add(column);
        }
        return new Table(
                sheet, data.firstRow(), data.lastRow(), columns, traits(header, data, columns, totals, listName));
    }

    private TableTraits traits(
            Area header, Area data, List<Column> columns, SortedSet<Integer> totals, @Nullable String listName) {
        SortedSet<Integer> hidden = new TreeSet<>();
        for (int row = marks.hiddenRows().nextSetBit(data.firstRow());
                row >= 0 && row <= data.lastRow();
                row = marks.hiddenRows().nextSetBit(row + 1)) {
            hidden.add(row);
        }
        return new TableTraits(
                listName,
                headers.title(header, lowestFreeRow(header.withRows(header.firstRow() - 1, header.lastRow()))),
                header.lastRow() - header.firstRow() + 1,
                totals,
                TotalRows.mark(columns, data.firstRow(), totals),
                hidden,
                marks.filtered() && !hidden.isEmpty(),
                marks.locked());
    }
}
