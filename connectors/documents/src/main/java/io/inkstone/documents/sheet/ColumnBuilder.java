package io.inkstone.documents.sheet;

import io.inkstone.documents.sheet.NumberText.Notation;
import io.inkstone.documents.sheet.SheetCells.Kind;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes the columns of a table whose place is known. */
final class ColumnBuilder {

    /** Headers of figures that name things and are not computed with. */
    private static final Pattern NAMES_THINGS = Pattern.compile(
            "(?:^|[^a-z])(?:id|no|nr|number|code|ref|sku|zip|postcode|phone|tel|mobile|fax|account|isbn|barcode|serial)\\.?$|#"
                    + "|编号|[单学序工款货]号|号码|号$|代码|邮编|电话|手机|账户|身份证|条码",
            Pattern.CASE_INSENSITIVE);

    private static final double SPARSE = 0.3;
    private static final int FEWEST_ROWS_OF_GROUPS = 4;

    private final SheetCells grid;
    private final SheetMarks marks;
    private final Merges merges;
    private final int firstRow;
    private final int rows;
    private final SortedSet<Integer> totals;

    /** The content of one column. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Cells(double[] numbers, @Nullable String[] texts, ColumnType type) {
        boolean anyText() {
            return Stream.of(texts).anyMatch(Objects::nonNull);
        }
    }

    ColumnBuilder(
            SheetCells grid, SheetMarks marks, Merges merges, int firstRow, int lastRow, SortedSet<Integer> totals) {
        this.grid = grid;
        this.marks = marks;
        this.merges = merges;
        this.firstRow = firstRow;
        this.rows = lastRow - firstRow + 1;
        this.totals = totals;
    }

    /**
     * @param first whether it is the leftmost column of texts, so that its blank cells may belong to the text above
     */
    Column build(String header, List<String> parts, int column, boolean first) {
        Cells cells = read(column);
        boolean texts = cells.type == ColumnType.TEXT || (cells.type == ColumnType.NUMBER && cells.anyText());
        StoredText stored = texts ? stored(header, cells) : null;
        ColumnType type = stored == null ? cells.type : stored.order() == null ? ColumnType.NUMBER : ColumnType.DATE;
        int[] groups = mergedDown(column);
        if (groups.length == 0 && first && type == ColumnType.TEXT) {
            groups = writtenOnce(cells);
        }
        ColumnNotes notes = new ColumnNotes(
                parts.isEmpty() ? List.of(header) : parts,
                parts.isEmpty(),
                marks.hiddenColumns().get(column),
                stored,
                groups);
        return new Column(header, column, type, cells.numbers, cells.texts, notes);
    }

    private boolean isTotal(int row) {
        return totals.contains(firstRow + row);
    }

    private Cells read(int column) {
        double[] numbers = new double[rows];
        @Nullable String[] texts = new String[rows];
        int[] counts = new int[Kind.values().length];
        for (int row = 0; row < rows; row++) {
            numbers[row] = Double.NaN;
            int cell = grid.find(firstRow + row, column);
            if (cell == SheetCells.NONE) {
                continue;
            }
            Kind kind = grid.kind(cell);
            counts[kind.ordinal()] += isTotal(row) ? 0 : 1;
            switch (kind) {
                case NUMBER, DAY -> numbers[row] = grid.number(cell);
                case TRUTH -> texts[row] = grid.number(cell) == 0 ? "FALSE" : "TRUE";
                case TEXT -> texts[row] = grid.text(cell);
                case ERROR, FORMULA -> {}
            }
        }
        int words = counts[Kind.TEXT.ordinal()] + counts[Kind.TRUTH.ordinal()];
        return new Cells(numbers, texts, type(counts[Kind.NUMBER.ordinal()], counts[Kind.DAY.ordinal()], words));
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

    /**
     * Fills in the numbers of a column whose texts all say such, and tells how; null when any says none. Some of its cells may
     * hold numbers as such, as where a part of a column was pasted.
     */
    private @Nullable StoredText stored(String header, Cells cells) {
        TextReading reading = new TextReading();
        Set<String> different = new HashSet<>();
        boolean mixed = false;
        for (int row = 0; row < rows; row++) {
            String text = cells.texts[row];
            if (isTotal(row)) {
                continue;
            }
            if (text != null && !NumberText.mayBeNumber(text)) {
                return null;
            }
            mixed |= !Double.isNaN(cells.numbers[row]);
            if (text != null && different.add(text)) {
                reading.show(text);
            }
        }
        StoredText numbers = storedNumbers(header, different, reading);
        if (mixed && (numbers == null || numbers.percent() || numbers.decimal() != '.')) {
            return null;
        }
        StoredText stored = numbers == null ? storedDays(different, reading) : numbers;
        for (int row = 0; stored != null && row < rows; row++) {
            String text = cells.texts[row];
            if (text != null) {
                cells.numbers[row] = stored.order() == null ? reading.number(text, Notation.POINT) : reading.day(text);
            }
        }
        return stored;
    }

    private static @Nullable StoredText storedNumbers(String header, Set<String> texts, TextReading reading) {
        Notation shown = reading.shownNotation();
        Notation notation = shown == null ? Notation.POINT : shown;
        StringBuilder signs = new StringBuilder();
        boolean percent = false;
        for (String text : texts) {
            // 1.234 alone is a fraction to some and a thousand to others.
            boolean unsure = shown == null && NumberText.isAmbiguous(text) && text.indexOf('.') >= 0;
            if (unsure || Double.isNaN(reading.number(text, Notation.POINT))) {
                return null;
            }
            percent |= text.endsWith("%") || text.endsWith("％");
            for (int i = 0; i < text.length(); i++) {
                char sign = text.charAt(i);
                boolean kept = Character.isDigit(sign) || sign == notation.decimal() || "-()".indexOf(sign) >= 0;
                if (!kept && signs.indexOf(String.valueOf(sign)) < 0) {
                    signs.append(sign);
                }
            }
        }
        boolean names = signs.isEmpty()
                && NAMES_THINGS.matcher(header.toLowerCase(Locale.ROOT)).find();
        return names || texts.isEmpty() ? null : new StoredText(notation.decimal(), signs.toString(), percent, null);
    }

    private static @Nullable StoredText storedDays(Set<String> texts, TextReading reading) {
        DayOrder first = null;
        for (String text : texts) {
            DayOrder order = reading.order(text);
            if (order == null || (first != null && order != first)) {
                return null;
            }
            first = order;
        }
        return first == null ? null : new StoredText('.', "", false, first);
    }

    /** For each row the row of the merged cell that says its content; empty when none is merged downwards. */
    private int[] mergedDown(int column) {
        if (merges.isEmpty()) {
            return new int[0];
        }
        int[] starts = new int[rows];
        boolean any = false;
        for (int row = 0; row < rows; row++) {
            starts[row] = Math.max(0, merges.row(firstRow + row, column) - firstRow);
            any |= starts[row] != row;
        }
        return any ? starts : new int[0];
    }

    /** The same where a label is written in the first row of its group only, as reports and pivot tables do. */
    private int[] writtenOnce(Cells cells) {
        int[] starts = new int[rows];
        Set<String> labels = new HashSet<>();
        int blank = 0;
        for (int row = 0; row < rows; row++) {
            String label = cells.texts[row];
            boolean own = label != null || row == 0 || isTotal(row);
            if ((label != null && !isTotal(row) && !labels.add(label)) || (row == 0 && label == null)) {
                return new int[0];
            }
            starts[row] = own ? row : starts[row - 1];
            blank += own ? 0 : 1;
        }
        boolean groups = rows >= FEWEST_ROWS_OF_GROUPS && labels.size() > 1 && blank >= SPARSE * rows;
        return groups ? starts : new int[0];
    }
}
