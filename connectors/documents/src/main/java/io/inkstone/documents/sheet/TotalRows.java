package io.inkstone.documents.sheet;

import io.inkstone.documents.sheet.SheetCells.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds the rows of an area that add up others: by a word such as Total or 小计 in a column of texts, or by their numbers,
 * which repeat the sums of the rows above.
 */
final class TotalRows {

    private static final Pattern WORD = Pattern.compile(
            "(?:(?:grand|sub|overall)[ -]?)?totals?|sum|average|[合总小共累]\\s*计|总\\s*和|平均值?|汇\\s*总",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern WITH_NAME = Pattern.compile(
            "(?<after>.+?)[\\s:：-]*(?:\\b(?:grand |sub-?)?totals?|[合总小共]\\s*计)"
                    + "|(?:(?:grand |sub-?)?totals?\\b|[合总小共]\\s*计)[\\s:：-]*(?:for |of )?(?<before>.+)",
            Pattern.CASE_INSENSITIVE);
    private static final double TOLERANCE = 1e-9;
    private static final double CENT = 0.005;

    private final SheetCells grid;
    private final Area data;
    private final double[] sinceTotal;
    private final double[] sinceStart;
    private final Set<String> texts = new HashSet<>();
    private final SortedSet<Integer> totals = new TreeSet<>();
    private final SortedSet<Integer> sums = new TreeSet<>();
    private int rowsSinceTotal;
    private int rowsSinceStart;
    private int textsInUsualRow;

    /** What the first text of a row that speaks of totals says. */
    private enum Speech {
        NOTHING,
        WORD,
        WORD_AND_NAME
    }

    private TotalRows(SheetCells grid, Area data) {
        this.grid = grid;
        this.data = data;
        this.sinceTotal = new double[data.width()];
        this.sinceStart = new double[data.width()];
    }

    /** The rows of totals in an area without headers. Where they are more than half of it, only those that add up. */
    static SortedSet<Integer> find(SheetCells grid, Area data) {
        TotalRows finder = new TotalRows(grid, data);
        finder.takeAll();
        boolean many = 2 * finder.totals.size() > data.lastRow() - data.firstRow() + 1;
        return many ? finder.sums : finder.totals;
    }

    /** The last row of an area that is not one of its totals. */
    static int lastBefore(SheetCells grid, Area data) {
        TotalRows finder = new TotalRows(grid, data);
        finder.takeAll();
        int last = data.lastRow();
        while (last >= data.firstRow()
                && (finder.totals.contains(last)
                        || grid.countFilled(last, data.firstColumn(), data.lastColumn()) == 0)) {
            last--;
        }
        return last;
    }

    private void takeAll() {
        for (int row = data.firstRow(); row <= data.lastRow(); row++) {
            if (grid.countFilled(row, data.firstColumn(), data.lastColumn()) > 0) {
                take(row);
            }
        }
    }

    private void take(int row) {
        Speech speech = speech(row);
        boolean sum = isSum(row);
        if (isTotal(row, speech, sum)) {
            totals.add(row);
            if (sum) {
                sums.add(row);
            }
            Arrays.fill(sinceTotal, 0);
            rowsSinceTotal = 0;
            return;
        }
        int filledTexts = 0;
        for (int column = data.firstColumn(); column <= data.lastColumn(); column++) {
            int cell = grid.find(row, column);
            if (cell == SheetCells.NONE) {
                continue;
            }
            if (grid.kind(cell) == Kind.NUMBER) {
                sinceTotal[column - data.firstColumn()] += grid.number(cell);
                sinceStart[column - data.firstColumn()] += grid.number(cell);
            } else if (grid.kind(cell) == Kind.TEXT) {
                filledTexts++;
                texts.add(grid.text(cell).strip().toLowerCase(Locale.ROOT));
            }
        }
        rowsSinceTotal++;
        rowsSinceStart++;
        textsInUsualRow = Math.max(textsInUsualRow, filledTexts);
    }

    private boolean isTotal(int row, Speech speech, boolean sum) {
        int filledTexts = count(row, Kind.TEXT);
        boolean fewer = filledTexts < textsInUsualRow;
        return switch (speech) {
            case WORD -> fewer || sum || filledTexts == 1;
            case WORD_AND_NAME -> sum && fewer || sum && textsInUsualRow == 1 || fewer && namesKnown(row);
            case NOTHING ->
                sum && (filledTexts == 0 ? isUnlabelledSum(row) : fewer && rowsSinceStart > 2 && sums(row) > 1);
        };
    }

    /** Without a text beside it, a sum has to be the sum of several, or of several columns where there are no texts at all. */
    private boolean isUnlabelledSum(int row) {
        return textsInUsualRow > 0 ? rowsSinceStart > 1 : sums(row) > 1 && rowsSinceStart > 2;
    }

    private int count(int row, Kind kind) {
        int count = 0;
        for (int column = data.firstColumn(); column <= data.lastColumn(); column++) {
            count += grid.kind(row, column) == kind ? 1 : 0;
        }
        return count;
    }

    private Speech speech(int row) {
        for (int column = data.firstColumn(); column <= data.lastColumn(); column++) {
            String text = grid.text(row, column);
            if (text == null) {
                continue;
            }
            String word = plain(text);
            if (WORD.matcher(word).matches()) {
                return Speech.WORD;
            }
            if (WITH_NAME.matcher(word).matches()) {
                return Speech.WORD_AND_NAME;
            }
        }
        return Speech.NOTHING;
    }

    static String plain(String text) {
        String word = text.strip();
        return word.endsWith(":") || word.endsWith("：")
                ? word.substring(0, word.length() - 1).strip()
                : word;
    }

    /** Whether what is summed up, East in East Total, is the name of something above. */
    private boolean namesKnown(int row) {
        for (int column = data.firstColumn(); column <= data.lastColumn(); column++) {
            String text = grid.text(row, column);
            Matcher parts = text == null ? null : WITH_NAME.matcher(plain(text));
            if (parts != null && parts.matches()) {
                String after = parts.group("after");
                String name = after == null ? parts.group("before") : after;
                return texts.contains(name.strip().toLowerCase(Locale.ROOT));
            }
        }
        return false;
    }

    /** Whether every number of a row is the sum of those above it, since the last total or since the start. */
    private boolean isSum(int row) {
        return adds(row, sinceTotal, rowsSinceTotal) || adds(row, sinceStart, rowsSinceStart);
    }

    private boolean adds(int row, double[] sums, int rows) {
        boolean any = false;
        for (int column = data.firstColumn(); rows > 0 && column <= data.lastColumn(); column++) {
            int cell = grid.find(row, column);
            if (cell == SheetCells.NONE || grid.kind(cell) != Kind.NUMBER) {
                continue;
            }
            any |= grid.number(cell) != 0;
            if (!same(grid.number(cell), sums[column - data.firstColumn()])) {
                return false;
            }
        }
        return any;
    }

    /** How many different numbers other than zero a row holds. */
    private int sums(int row) {
        Set<Double> numbers = new HashSet<>();
        for (int column = data.firstColumn(); column <= data.lastColumn(); column++) {
            int cell = grid.find(row, column);
            if (cell != SheetCells.NONE && grid.kind(cell) == Kind.NUMBER && grid.number(cell) != 0) {
                numbers.add(grid.number(cell));
            }
        }
        return numbers.size();
    }

    private static boolean same(double number, double sum) {
        double rounded = Math.abs(sum) > 1 ? CENT : 0;
        return Math.abs(number - sum) <= Math.max(rounded, TOLERANCE * Math.abs(sum));
    }

    /**
     * By what a condition on one column tells the rows of totals from all others, or null.
     *
     * @param columns of the table whose first row of data is {@code firstRow}
     */
    static @Nullable TotalsMark mark(List<Column> columns, int firstRow, SortedSet<Integer> totals) {
        if (totals.isEmpty()) {
            return null;
        }
        for (Column column : columns) {
            TotalsMark mark = byText(column, firstRow, totals);
            if (mark != null) {
                return mark;
            }
        }
        for (Column column : columns) {
            boolean tells = true;
            for (int row = 0; tells && row < column.size(); row++) {
                tells = column.blank(row) == totals.contains(firstRow + row);
            }
            if (tells) {
                return new TotalsMark.ByBlank(column);
            }
        }
        return null;
    }

    private static @Nullable TotalsMark byText(Column column, int firstRow, SortedSet<Integer> totals) {
        Set<String> seen = new HashSet<>();
        List<String> texts = new ArrayList<>();
        for (int row : totals) {
            String text = column.text(row - firstRow);
            if (text == null) {
                return null;
            }
            if (seen.add(text.toLowerCase(Locale.ROOT))) {
                texts.add(text);
            }
        }
        List<String> others = new ArrayList<>();
        for (int row = 0; row < column.size(); row++) {
            String text = column.text(row);
            if (text != null && !totals.contains(firstRow + row)) {
                if (seen.contains(text.toLowerCase(Locale.ROOT))) {
                    return null;
                }
                others.add(text.toLowerCase(Locale.ROOT));
            }
        }
        return new TotalsMark.ByText(column, texts, pattern(texts, others));
    }

    private static @Nullable String pattern(List<String> texts, List<String> others) {
        for (String word : List.of("Total", "小计", "合计", "总计", "Subtotal")) {
            String lower = word.toLowerCase(Locale.ROOT);
            boolean ends = texts.stream()
                    .allMatch(text -> text.toLowerCase(Locale.ROOT).endsWith(lower));
            boolean begins = texts.stream()
                    .allMatch(text -> text.toLowerCase(Locale.ROOT).startsWith(lower));
            if (ends && others.stream().noneMatch(text -> text.endsWith(lower))) {
                return "*" + word;
            }
            if (begins && others.stream().noneMatch(text -> text.startsWith(lower))) {
                return word + "*";
            }
        }
        return null;
    }
}
