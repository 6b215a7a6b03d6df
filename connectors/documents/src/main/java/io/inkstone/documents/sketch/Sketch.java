package io.inkstone.documents.sketch;

import io.inkstone.documents.sheet.Column;
import io.inkstone.documents.sheet.Table;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is to be computed on a table, typed: the meaning of a request, of which formula, value and explanation are made. */
public sealed interface Sketch {

    /** The table that it is computed on. */
    Table table();

    /** Which rows are taken; all of them when empty. */
    List<Condition> where();

    /**
     * One figure of the rows taken.
     *
     * @param column the column; null for {@link Aggregate#COUNT} alone
     */
    record Figure(
            Table table, Aggregate aggregate, @Nullable Column column, List<Condition> where) implements Sketch {
        /** Copies. */
        public Figure {
            where = List.copyOf(where);
            if ((column == null) != (aggregate == Aggregate.COUNT)) {
                throw new IllegalArgumentException(aggregate + " with column " + column);
            }
        }

        /** The column of an aggregate that has one. */
        Column theColumn() {
            if (column == null) {
                throw new IllegalStateException(aggregate + " has no column");
            }
            return column;
        }
    }

    /** The number at a place of the order of a column's numbers, duplicates counted; place 1 is the first. */
    record Nth(Table table, Column column, int place, boolean highest, List<Condition> where) implements Sketch {
        /** Copies. */
        public Nth {
            where = List.copyOf(where);
        }
    }

    /**
     * How much of a whole a part is, 0–1.
     *
     * @param column what is summed; null when rows are counted
     * @param part what the rows of the part fulfil besides {@code where}
     * @param where what the rows of the whole fulfil
     */
    record Share(Table table, @Nullable Column column, List<Condition> part, List<Condition> where) implements Sketch {
        /** Copies. */
        public Share {
            part = List.copyOf(part);
            where = List.copyOf(where);
        }
    }

    /** How the ones that are held against each other are measured. */
    enum Measure {
        /** Each row by its own number. */
        ROW,
        /** Each group by the sum of its rows. */
        SUM,
        /** Each group by the mean of its rows. */
        AVERAGE,
        /** Each group by the number of its rows. */
        COUNT
    }

    /**
     * Which one stands at a place of an order: the label of a row, or a group of rows with the same label.
     *
     * @param label the column that is answered with
     * @param column what they are measured by; null for {@link Measure#COUNT} alone
     * @param place 1 for the first
     */
    record Best(
            Table table,
            Column label,
            Measure measure,
            @Nullable Column column,
            boolean highest,
            int place,
            List<Condition> where)
            implements Sketch {
        /** Copies. */
        public Best {
            where = List.copyOf(where);
            if ((column == null) != (measure == Measure.COUNT)) {
                throw new IllegalArgumentException(measure + " with column " + column);
            }
        }

        /** The column of a measure that has one. */
        Column theColumn() {
            if (column == null) {
                throw new IllegalStateException(measure + " has no column");
            }
            return column;
        }
    }

    /** Which of the rows taken a cell is looked up in. */
    enum Pick {
        /** The only one; rows that all hold the same value count as one. */
        ONLY,
        /** The first in the order of the sheet. */
        FIRST,
        /** The last in the order of the sheet. */
        LAST,
        /** The row below the first one taken. */
        NEXT,
        /** The row above the first one taken. */
        PREVIOUS
    }

    /** What a column holds in a row. */
    record Lookup(Table table, Column column, Pick pick, List<Condition> where) implements Sketch {
        /** Copies. */
        public Lookup {
            where = List.copyOf(where);
            if (where.isEmpty() && (pick == Pick.NEXT || pick == Pick.PREVIOUS)) {
                throw new IllegalArgumentException(pick + " of no row");
            }
        }
    }

    /** What a column of texts holds in all rows taken, joined by a comma. */
    record Listing(Table table, Column column, List<Condition> where) implements Sketch {
        /** Copies. */
        public Listing {
            where = List.copyOf(where);
        }
    }

    /**
     * Which place a row has by the numbers of a column, 1 for the first; equal numbers share a place.
     *
     * @param where what the row fulfils
     * @param among which rows it is held against; all of them when empty
     */
    record Rank(Table table, Column column, boolean highest, List<Condition> where, List<Condition> among)
            implements Sketch {
        /** Copies. */
        public Rank {
            where = List.copyOf(where);
            among = List.copyOf(among);
        }
    }

    /**
     * Which place a group of rows with the same label has by its figure, 1 for the first.
     *
     * @param value the label of the group
     * @param measure how groups are measured; not {@link Measure#ROW}
     * @param column what they are measured by; null for {@link Measure#COUNT} alone
     */
    record GroupRank(
            Table table,
            Column label,
            String value,
            Measure measure,
            @Nullable Column column,
            boolean highest,
            List<Condition> where)
            implements Sketch {
        /** Copies. */
        public GroupRank {
            where = List.copyOf(where);
            if (measure == Measure.ROW || (column == null) != (measure == Measure.COUNT)) {
                throw new IllegalArgumentException(measure + " with column " + column);
            }
        }
    }

    /** How two figures are held against each other. */
    enum Relation {
        /** How far they are apart, never negative. */
        DISTANCE,
        /** The first less the second. */
        DIFFERENCE,
        /** Both together. */
        SUM,
        /** The first in parts of the second. */
        RATIO,
        /** By which part of the second the first is more. */
        GROWTH
    }

    /** Two figures of one sheet held against each other. */
    record Combined(Relation relation, Sketch first, Sketch second) implements Sketch {
        @Override
        public Table table() {
            return first.table();
        }

        @Override
        public List<Condition> where() {
            return first.where();
        }
    }

    /**
     * One value for each row.
     *
     * @param values a computed column of the table
     */
    record Fill(Table table, Column values) implements Sketch {
        @Override
        public List<Condition> where() {
            return List.of();
        }
    }
}
