package io.inkstone.documents.sketch;

import io.inkstone.documents.sheet.Column;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which columns a sketch is about. */
public final class UsedColumns {

    private UsedColumns() {}

    /** The columns that it computes with, answers with, or compares, in no order; of {@link Sketch.Fill} the one filled. */
    public static Set<Column> of(Sketch sketch) {
        Stream<Column> own;
        if (sketch instanceof Sketch.Figure s) {
            own = Stream.ofNullable(s.column());
        } else if (sketch instanceof Sketch.Nth s) {
            own = Stream.of(s.column());
        } else if (sketch instanceof Sketch.Share s) {
            own = Stream.concat(Stream.ofNullable(s.column()), conditions(s.part()));
        } else if (sketch instanceof Sketch.Best s) {
            own = Stream.concat(Stream.of(s.label()), Stream.ofNullable(s.column()));
        } else if (sketch instanceof Sketch.Lookup s) {
            own = Stream.of(s.column());
        } else if (sketch instanceof Sketch.Listing s) {
            own = Stream.of(s.column());
        } else if (sketch instanceof Sketch.Rank s) {
            own = Stream.concat(Stream.of(s.column()), conditions(s.among()));
        } else if (sketch instanceof Sketch.GroupRank s) {
            own = Stream.concat(Stream.of(s.label()), Stream.ofNullable(s.column()));
        } else if (sketch instanceof Sketch.Combined s) {
            own = Stream.of(s.first(), s.second()).flatMap(part -> of(part).stream());
        } else {
            own = Stream.of(((Sketch.Fill) sketch).values());
        }
        return Stream.concat(own, conditions(sketch.where()))
                .filter(Objects::nonNull)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** The columns whose cells tell which rows are taken or belong together: those of conditions, and labels of groups. */
    public static Stream<Column> telling(Sketch sketch) {
        Stream<Column> own = Stream.empty();
        if (sketch instanceof Sketch.Share s) {
            own = conditions(s.part());
        } else if (sketch instanceof Sketch.Rank s) {
            own = conditions(s.among());
        } else if (sketch instanceof Sketch.Best s && s.measure() != Sketch.Measure.ROW) {
            own = Stream.of(s.label());
        } else if (sketch instanceof Sketch.GroupRank s) {
            own = Stream.of(s.label());
        } else if (sketch instanceof Sketch.Combined s) {
            own = Stream.of(s.first(), s.second()).flatMap(UsedColumns::telling);
        }
        return Stream.concat(own, conditions(sketch.where()));
    }

    /** How many of them are looked up in other tables. */
    public static long lookedUp(Sketch sketch) {
        return of(sketch).stream().filter(column -> column.join().isPresent()).count();
    }

    private static Stream<Column> conditions(Collection<Condition> conditions) {
        return conditions.stream().flatMap(UsedColumns::condition);
    }

    private static Stream<Column> condition(Condition condition) {
        if (condition instanceof Condition.AnyOf any) {
            return conditions(any.options());
        }
        return condition instanceof Condition.Against against
                ? Stream.of(against.column(), against.other())
                : Stream.of(condition.column());
    }
}
