package io.inkstone.documents.sheet;

import io.inkstone.documents.sheet.SheetCells.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Tells rows of headers from others, and what they say. Above the row that names each column may stand one or two rows that
 * name groups of columns; what is merged, and what only the first cell of a group says, counts for the whole group.
 */
final class HeaderRows {

    private static final Pattern SPACE = Pattern.compile("[\\s\\u00a0\\u3000]+");
    private static final int MOST_GROUP_ROWS = 2;
    private static final int MAX_TITLE_CHARS = 200;
    private static final int MOST_ROWS_TO_TITLE = 3;

    private final SheetCells grid;
    private final Merges merges;

    HeaderRows(SheetCells grid, Merges merges) {
        this.grid = grid;
        this.merges = merges;
    }

    /** The cell that is shown at a place, or {@link SheetCells#NONE}. */
    private int shown(int row, int column) {
        int cell = grid.find(row, column);
        return cell != SheetCells.NONE || merges.isEmpty()
                ? cell
                : grid.find(merges.row(row, column), merges.column(row, column));
    }

    boolean filled(int row, int column) {
        return shown(row, column) != SheetCells.NONE;
    }

    private @Nullable Kind kind(int row, int column) {
        int cell = shown(row, column);
        return cell == SheetCells.NONE ? null : grid.kind(cell);
    }

    private boolean isText(int row, int column) {
        return kind(row, column) == Kind.TEXT;
    }

    private boolean isNumber(int row, int column) {
        Kind kind = kind(row, column);
        return kind == Kind.NUMBER || kind == Kind.DAY;
    }

    /** Whether the first row of an area names its columns, and the next one is no better at that. */
    boolean isHeader(Area header) {
        int row = header.firstRow();
        return namesColumns(header) && isFollowedByData(row, header) && !isBetter(row + 1, header);
    }

    /** Whether the row names columns, by texts, years, days or numbers that count. */
    private boolean namesColumns(Area header) {
        int row = header.firstRow();
        int texts = 0;
        int spans = 0;
        boolean pair = false;
        for (int column = header.firstColumn(); column <= header.lastColumn(); column++) {
            Kind kind = kind(row, column);
            if (kind == Kind.TEXT) {
                boolean again = column > header.firstColumn() && shown(row, column) == shown(row, column - 1);
                texts += again ? 0 : 1;
                pair |= column < header.lastColumn()
                        && isText(row, column + 1)
                        && shown(row, column) != shown(row, column + 1);
            } else if (isSpan(row, column, header)) {
                spans++;
            } else if (kind != null) {
                return false;
            }
        }
        if (texts > 0 && isLabel(row, header)) {
            return false;
        }
        return pair
                || (texts > 0 && spans > 0)
                || (texts > 1 && 2 * (texts + spans) >= header.width())
                || (spans > 1 && isUnnamedLabel(row, header.firstColumn()))
                || (texts == 1 && isOverNumbers(row, header));
    }

    /** {@code Customer:} beside what it is, as in forms. */
    private boolean isLabel(int row, Area header) {
        for (int column = header.firstColumn(); column <= header.lastColumn(); column++) {
            if (isText(row, column)) {
                String text = grid.text(shown(row, column)).strip();
                return text.endsWith(":") || text.endsWith("：");
            }
        }
        return false;
    }

    /** A year, a day, or a number that counts on from its neighbour's. */
    boolean isSpan(int row, int column, Area header) {
        int cell = shown(row, column);
        if (cell == SheetCells.NONE) {
            return false;
        }
        if (grid.kind(cell) == Kind.DAY) {
            return true;
        }
        if (grid.kind(cell) != Kind.NUMBER) {
            return false;
        }
        double number = grid.number(cell);
        return isYear(number) || countsOn(row, column, header, number);
    }

    private boolean countsOn(int row, int column, Area header, double number) {
        if (number != Math.rint(number) || number < 1 || number > 53) {
            return false;
        }
        int first = (int) (column - number + 1);
        boolean fits = first > header.firstColumn() && first + 2 <= header.lastColumn();
        for (int i = 0; fits && i < 3; i++) {
            int cell = grid.find(row, first + i);
            fits = cell != SheetCells.NONE && grid.kind(cell) == Kind.NUMBER && grid.number(cell) == i + 1;
        }
        return fits;
    }

    /** A column of texts without a header, as the first one of a table may be. */
    private boolean isUnnamedLabel(int row, int column) {
        return !filled(row, column) && (isText(row + 1, column) || isText(row + 2, column));
    }

    /** A single text names a column when numbers follow below it, and it is no title over a column of texts. */
    private boolean isOverNumbers(int row, Area header) {
        for (int column = header.firstColumn(); column <= header.lastColumn(); column++) {
            if (isText(row, column)) {
                boolean first = column == header.firstColumn();
                return isNumber(row + 1, column)
                        && isNumber(row + 2, column)
                        && (header.width() == 1 || (!first && isUnnamedLabel(row, header.firstColumn())));
            }
        }
        return false;
    }

    private boolean isFollowedByData(int row, Area header) {
        int next = grid.countFilled(row + 1, header.firstColumn(), header.lastColumn());
        return 2 * next >= header.width()
                || (next > 1 && 2 * countFilled(row, header) > header.width())
                || (next > 0
                        && grid.countFilled(row + 2, header.firstColumn(), header.lastColumn()) * 2 >= header.width());
    }

    private int countFilled(int row, Area area) {
        int filled = 0;
        for (int column = area.firstColumn(); column <= area.lastColumn(); column++) {
            filled += filled(row, column) ? 1 : 0;
        }
        return filled;
    }

    /** A row of groups over the headers, or of notes, is told by what stands below it: more names, and nothing but names. */
    private boolean isBetter(int row, Area above) {
        // A row of data may count on by chance, under years.
        if ((hasSpan(row - 1, above) && hasPlainNumber(row, above))
                || !isNames(row, above)
                || grid.countFilled(row + 1, above.firstColumn(), above.lastColumn()) == 0) {
            return false;
        }
        Set<Integer> texts = texts(row, above);
        Set<Integer> textsAbove = texts(row - 1, above);
        boolean more = texts.size() > textsAbove.size()
                && !texts.isEmpty()
                && 2 * grid.countFilled(row + 1, above.firstColumn(), above.lastColumn()) >= above.width();
        return more || completes(row, above);
    }

    private boolean hasSpan(int row, Area area) {
        return IntStream.rangeClosed(area.firstColumn(), area.lastColumn())
                .anyMatch(column -> isSpan(row, column, area));
    }

    private boolean hasPlainNumber(int row, Area area) {
        return IntStream.rangeClosed(area.firstColumn(), area.lastColumn()).anyMatch(column -> {
            int cell = shown(row, column);
            return cell != SheetCells.NONE && grid.kind(cell) == Kind.NUMBER && !isYear(grid.number(cell));
        });
    }

    private static boolean isYear(double number) {
        return number >= 1900 && number <= 2100 && number == Math.rint(number);
    }

    /** Whether all that stands in a row names something. */
    private boolean isNames(int row, Area area) {
        boolean any = false;
        for (int column = area.firstColumn(); column <= area.lastColumn(); column++) {
            if (filled(row, column)) {
                any = true;
                if (!isText(row, column) && !isSpan(row, column, area)) {
                    return false;
                }
            }
        }
        return any;
    }

    /** Whether a row fills just the gaps that the row above leaves, and numbers follow. */
    private boolean completes(int row, Area above) {
        boolean gaps = false;
        boolean numbersBelow = false;
        for (int column = above.firstColumn(); column <= above.lastColumn(); column++) {
            boolean upper = grid.filled(row - 1, column);
            boolean lower = grid.filled(row, column);
            if (!upper && !lower && !filled(row, column)) {
                return false;
            }
            gaps |= !upper;
            numbersBelow |= lower && isNumber(row + 1, column);
        }
        return gaps && numbersBelow && grid.countFilled(row, above.firstColumn(), above.lastColumn()) < above.width();
    }

    /** The cells with texts that a row shows, each once. */
    private Set<Integer> texts(int row, Area area) {
        Set<Integer> texts = new HashSet<>();
        for (int column = area.firstColumn(); column <= area.lastColumn(); column++) {
            if (isText(row, column)) {
                texts.add(shown(row, column));
            }
        }
        return texts;
    }

    /** The header with the rows of groups above it. */
    Area withGroups(Area header, int lowestFreeRow) {
        int first = header.firstRow();
        while (header.lastRow() - first < MOST_GROUP_ROWS && first > lowestFreeRow && isGroups(first - 1, header)) {
            first--;
        }
        return header.withRows(first, header.lastRow());
    }

    private boolean isGroups(int row, Area header) {
        if (!isNames(row, header)) {
            return false;
        }
        int groups = 0;
        int start = header.firstColumn();
        while (start <= header.lastColumn()) {
            if (!filled(row, start)) {
                start++;
                continue;
            }
            int end = groupEnd(row, start, header);
            boolean narrow = end == start;
            boolean label =
                    narrow && (!grid.filled(header.lastRow(), start) || shown(row, start) == shown(row + 1, start));
            if ((narrow && !label) || end - start + 1 == header.width()) {
                return false;
            }
            groups += narrow ? 0 : 1;
            start = end + 1;
        }
        boolean merged = groups == 1 && hasWideMerge(row, header);
        return groups > 1 || merged;
    }

    private boolean hasWideMerge(int row, Area header) {
        for (int column = header.firstColumn(); column <= header.lastColumn(); column++) {
            if (merges.width(row, column) > 1 && filled(row, column)) {
                return true;
            }
        }
        return false;
    }

    /** Where the group ends that begins at a column: with its merged cells, or before the next text. */
    private int groupEnd(int row, int start, Area header) {
        int width = merges.width(row, start);
        int end = start + width - 1;
        if (width == 1) {
            while (end < header.lastColumn()
                    && !filled(row, end + 1)
                    && grid.filled(header.lastRow(), start)
                    && grid.filled(header.lastRow(), end + 1)) {
                end++;
            }
        }
        return Math.min(end, header.lastColumn());
    }

    /** For each column the texts of its header cells from the top; empty where it has none. */
    List<List<String>> parts(Area header) {
        List<List<String>> columns = new ArrayList<>();
        for (int column = header.firstColumn(); column <= header.lastColumn(); column++) {
            columns.add(new ArrayList<>());
        }
        for (int row = header.firstRow(); row <= header.lastRow(); row++) {
            String group = "";
            int groupEnd = -1;
            for (int column = header.firstColumn(); column <= header.lastColumn(); column++) {
                String text = text(shown(row, column));
                if (row < header.lastRow() && !text.isEmpty()) {
                    group = text;
                    groupEnd = groupEnd(row, column, header);
                } else if (text.isEmpty() && column <= groupEnd) {
                    text = group;
                }
                List<String> parts = columns.get(column - header.firstColumn());
                if (!text.isEmpty()
                        && (parts.isEmpty() || !parts.get(parts.size() - 1).equals(text))) {
                    parts.add(text);
                }
            }
        }
        return columns;
    }

    private String text(int cell) {
        if (cell == SheetCells.NONE) {
            return "";
        }
        return switch (grid.kind(cell)) {
            case DAY -> Column.day(grid.number(cell)).toString();
            case TEXT -> SPACE.matcher(grid.text(cell)).replaceAll(" ").strip();
            case TRUTH, ERROR, FORMULA -> "";
            case NUMBER -> Long.toString(Math.round(grid.number(cell)));
        };
    }

    /** Joins parts; where headers are equal, each gets its letters in brackets, and where there is none, they are it. */
    static List<String> names(List<List<String>> parts, int firstColumn) {
        Map<String, Integer> counts = new HashMap<>();
        for (List<String> part : parts) {
            counts.merge(String.join(" ", part).toLowerCase(Locale.ROOT), 1, Integer::sum);
        }
        List<String> names = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            String name = String.join(" ", parts.get(i));
            String letters = Column.letters(firstColumn + i);
            boolean once = counts.getOrDefault(name.toLowerCase(Locale.ROOT), 0) == 1;
            names.add(name.isEmpty() ? letters : once ? name : name + " (" + letters + ")");
        }
        return names;
    }

    /** Whether a row says the same as the headers, as reports repeat them on each page. */
    boolean repeats(int row, Area header) {
        int same = 0;
        for (int column = header.firstColumn(); column <= header.lastColumn(); column++) {
            int cell = grid.find(row, column);
            String text = text(cell);
            if (!text.equals(text(grid.find(header.lastRow(), column)))) {
                return false;
            }
            same += text.isEmpty() ? 0 : 1;
        }
        return same > 1;
    }

    /** The text that stands alone in a row shortly above, or null. */
    @Nullable
    String title(Area header, int lowestFreeRow) {
        for (int row = header.firstRow() - 1;
                row >= lowestFreeRow && row >= header.firstRow() - MOST_ROWS_TO_TITLE;
                row--) {
            int filled = grid.countFilled(row, header.firstColumn(), header.lastColumn());
            if (filled > 1) {
                return null;
            }
            for (int column = header.firstColumn(); filled == 1 && column <= header.lastColumn(); column++) {
                String text = text(grid.find(row, column));
                if (!text.isEmpty()) {
                    return text.length() > MAX_TITLE_CHARS ? text.substring(0, MAX_TITLE_CHARS) : text;
                }
            }
        }
        return null;
    }
}
