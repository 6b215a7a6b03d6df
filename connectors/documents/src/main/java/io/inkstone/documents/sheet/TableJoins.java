package io.inkstone.documents.sheet;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Joins tables of a workbook: where the cells of a column stand in a column of another table that tells its rows apart (the
 * product of an order in the list of products), the other table's columns are added as computed ones.
 */
public final class TableJoins {

    private static final double LEAST_COVERED = 0.95;
    private static final int LEAST_DISTINCT = 2;
    private static final int MOST_COMPUTED = 40;

    private TableJoins() {}

    /** The tables in the same order, each with what the others know of its rows, also through a third table. */
    public static List<Table> join(List<Table> tables) {
        List<Table> joined = new ArrayList<>();
        for (Table table : tables) {
            Table all = table;
            for (Table other : tables) {
                if (other != table && hasRoom(all)) {
                    all = linked(all, other, false);
                }
            }
            for (Table other : tables) {
                if (other != table && hasRoom(all) && knowsNothingOf(all, other)) {
                    all = linked(all, other, true);
                }
            }
            joined.add(all);
        }
        return List.copyOf(joined);
    }

    private static boolean hasRoom(Table table) {
        return table.columns().size() - table.own().size() < MOST_COMPUTED;
    }

    private static boolean knowsNothingOf(Table table, Table other) {
        return table.columns().stream()
                .flatMap(column -> column.join().stream())
                .noneMatch(join -> join.other() == other);
    }

    private static Table linked(Table table, Table other, boolean throughLookedUp) {
        return link(table, other, throughLookedUp)
                .map(link -> table.with(link.columns(table)))
                .orElse(table);
    }

    /** A column whose cells are looked up in the key of another table. */
    private record Link(Column column, Table other, Column key, Map<Object, Integer> rows) {

        List<Column> columns(Table table) {
            List<Column> computed = new ArrayList<>();
            for (Column wanted : other.columns()) {
                boolean known =
                        table.columns().stream().anyMatch(own -> own.header().equalsIgnoreCase(wanted.header()));
                if (wanted != key && !known) {
                    computed.add(computed(wanted));
                }
            }
            return computed;
        }

        private Column computed(Column wanted) {
            double[] numbers = new double[column.size()];
            @Nullable String[] texts = new String[column.size()];
            for (int row = 0; row < numbers.length; row++) {
                Integer at = rows.get(cell(column, row));
                numbers[row] = at == null ? Double.NaN : wanted.number(at);
                texts[row] = at == null ? null : wanted.text(at);
            }
            String sheet = "'" + other.sheet().replace("'", "''") + "'!";
            String term = "IFERROR(INDEX(" + sheet + range(wanted) + ",MATCH(" + column.cell() + "," + sheet
                    + range(key) + ",0)),\"\")";
            return Column.joined(
                    wanted.header(), wanted.type(), numbers, texts, term, new Join(column, other, key, wanted));
        }

        private String range(Column of) {
            return "$" + of.letters() + "$" + other.firstRow() + ":$" + of.letters() + "$" + other.lastRow();
        }
    }

    private static Optional<Link> link(Table table, Table other, boolean throughLookedUp) {
        if (other.rows() < 2) {
            return Optional.empty();
        }
        @Nullable Link best = null;
        int bestCovered = 0;
        for (Column key : other.columns()) {
            if (key.isDerived() || !key.isKey() || key.type() == ColumnType.DATE) {
                continue;
            }
            Map<Object, Integer> rows = rowsByValue(key);
            for (Column column : table.columns()) {
                if (column.isDerived() != throughLookedUp
                        || column.type() != key.type()
                        || column.storedAsText() != key.storedAsText()
                        || !mayBeSame(column, key)) {
                    continue;
                }
                int covered = covered(column, rows);
                if (covered > bestCovered) {
                    best = new Link(column, other, key, rows);
                    bestCovered = covered;
                }
            }
        }
        return Optional.ofNullable(best);
    }

    /** Numbers are in each other's range too easily: their headers have to be the same as well. */
    private static boolean mayBeSame(Column column, Column key) {
        return column.type() == ColumnType.TEXT || column.header().equalsIgnoreCase(key.header());
    }

    private static Map<Object, Integer> rowsByValue(Column key) {
        Map<Object, Integer> rows = new HashMap<>();
        for (int row = 0; row < key.size(); row++) {
            rows.putIfAbsent(cell(key, row), row);
        }
        return rows;
    }

    /** How many different values are found, or 0 when too many are not. */
    private static int covered(Column column, Map<Object, Integer> rows) {
        Map<Object, Boolean> found = new HashMap<>();
        for (int row = 0; row < column.size(); row++) {
            if (!column.blank(row)) {
                Object cell = cell(column, row);
                found.put(cell, rows.containsKey(cell));
            }
        }
        int covered = (int) found.values().stream().filter(is -> is).count();
        return covered >= LEAST_DISTINCT && covered >= LEAST_COVERED * found.size() ? covered : 0;
    }

    private static Object cell(Column column, int row) {
        String text = column.text(row);
        return text != null ? text.toLowerCase(java.util.Locale.ROOT) : (Object) column.number(row);
    }
}
