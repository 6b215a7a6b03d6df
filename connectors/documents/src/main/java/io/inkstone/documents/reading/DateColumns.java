package io.inkstone.documents.reading;

import io.inkstone.documents.linking.ColumnMention;
import io.inkstone.documents.linking.DateMention;
import io.inkstone.documents.linking.Links;
import io.inkstone.documents.linking.Span;
import io.inkstone.documents.sheet.Column;
import io.inkstone.documents.sheet.ColumnType;
import io.inkstone.documents.sketch.Condition;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.IntStream;

/** Of which column of days a stretch of time is said. */
public final class DateColumns {

    private static final double OTHER_NAMED = 0.6;
    private static final double NAMED = 0.7;
    private static final double GAPS = 0.1;
    private static final double NOT_OF_ROW = 0.1;
    private static final double COMPUTED = 0.15;

    private DateColumns() {}

    /** That a column's day lies in a stretch of time. */
    public static Condition condition(Column column, DateMention date) {
        return date.months().isEmpty()
                ? new Condition.Days(column, date.from(), date.until())
                : new Condition.Months(column, date.months());
    }

    /** The mention of a column of days that is nearest to a stretch of time. */
    public static Optional<ColumnMention> nearest(Links links, Span time) {
        return links.columns().stream()
                .filter(mention -> mention.column().type() == ColumnType.DATE && mention.score() >= NAMED)
                .min(Comparator.comparingInt(
                                (ColumnMention mention) -> mention.span().distance(time))
                        .thenComparingDouble(mention -> -mention.score()));
    }

    /**
     * What speaks against a column: that another is named, or that it is neither complete nor the day of what a row is, as
     * "visit date" is beside "visit no".
     */
    public static double penalty(Links links, Column column, Optional<ColumnMention> nearest) {
        if (nearest.isPresent()) {
            return nearest.get().column() == column ? 0 : OTHER_NAMED;
        }
        boolean gaps = IntStream.range(0, column.size()).anyMatch(column::blank);
        return (gaps ? GAPS : 0)
                + (Headers.belongsToRow(column, links.table()) ? 0 : NOT_OF_ROW)
                + (column.isDerived() ? COMPUTED : 0);
    }
}
