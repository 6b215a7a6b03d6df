package io.inkstone.gateway.state;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** What connectors counted on each day. */
public final class FigureStore {

    private static final String UPDATE = "UPDATE figures_by_day SET amount = amount + :amount WHERE tenant = :tenant"
            + " AND connector = :connector AND on_day = :day AND label = :label AND figure = :figure";
    private static final String INSERT = "INSERT INTO figures_by_day (tenant, connector, on_day, label, figure, amount)"
            + " VALUES (:tenant, :connector, :day, :label, :figure, :amount)";

    private final Database database;

    FigureStore(Database database) {
        this.database = database;
    }

    /** Adds, all or nothing. */
    public void add(Map<FigureCount, Long> counts) {
        SortedMap<FigureCount, Long> sorted = new TreeMap<>(counts);
        database.write(handle -> sorted.forEach((count, amount) -> {
            if (run(handle, UPDATE, count, amount) == 0) {
                run(handle, INSERT, count, amount);
            }
        }));
    }

    private static int run(Handle handle, String sql, FigureCount count, long amount) {
        return handle.createUpdate(sql)
                .bind("tenant", count.tenant())
                .bind("connector", count.connector())
                .bind("day", count.day())
                .bind("label", count.label())
                .bind("figure", count.figure())
                .bind("amount", amount)
                .execute();
    }

    /**
     * Figures, ordered by their groups.
     *
     * @param most sums that are read; the last group's may then be missing
     */
    public List<FigureSums> of(FigureQuery asked, int most) {
        String columns = asked.by().stream().map(FigureGroup::column).collect(Collectors.joining(", "));
        String groups = columns.isEmpty() ? "" : columns + ", ";
        @Nullable String tenant = asked.tenant();
        String sql = "SELECT " + groups + "figure, SUM(amount) AS amount FROM figures_by_day"
                + " WHERE connector = :connector AND on_day BETWEEN :from AND :to"
                + (tenant == null ? "" : " AND tenant = :tenant")
                + " GROUP BY " + groups + "figure ORDER BY " + groups + "figure LIMIT :most";
        List<Row> rows = database.read(handle -> {
            Query query = handle.createQuery(sql)
                    .bind("connector", asked.connector())
                    .bind("from", asked.from())
                    .bind("to", asked.to())
                    .bind("most", most);
            if (tenant != null) {
                query.bind("tenant", tenant);
            }
            return query.map(row -> new Row(
                            asked.by().stream()
                                    .map(group -> row.getColumn(group.column(), String.class))
                                    .toList(),
                            row.getColumn("figure", String.class),
                            Columns.sum(row, "amount")))
                    .list();
        });
        Map<List<String>, Map<String, Long>> byGroups = new LinkedHashMap<>();
        rows.forEach(row ->
                byGroups.computeIfAbsent(row.groups(), none -> new HashMap<>()).put(row.figure(), row.amount()));
        return byGroups.entrySet().stream()
                .map(sums -> new FigureSums(sums.getKey(), sums.getValue()))
                .toList();
    }

    private record Row(List<String> groups, String figure, long amount) {}
}
