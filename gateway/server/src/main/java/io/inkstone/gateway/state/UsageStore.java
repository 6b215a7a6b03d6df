package io.inkstone.gateway.state;

import io.inkstone.orchestration.AuditRecord;
import io.inkstone.protocol.Usage;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.RowView;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.Update;

/** What was used on each day, added up; written with the audit records and so as exact as they are. */
public final class UsageStore {

    private static final String UPDATE = """
            UPDATE usage_by_day SET requests = requests + :requests, failed = failed + :failed,
                prompt_tokens = prompt_tokens + :promptTokens, completion_tokens = completion_tokens + :completionTokens
            WHERE on_day = :day AND tenant = :tenant AND key_id = :keyId AND user_name = :user
                AND operation = :operation AND model = :model""";
    private static final String INSERT = """
            INSERT INTO usage_by_day (on_day, tenant, key_id, user_name, operation, model, requests, failed,
                prompt_tokens, completion_tokens)
            VALUES (:day, :tenant, :keyId, :user, :operation, :model, :requests, :failed,
                :promptTokens, :completionTokens)""";
    private static final String SUMS = "SUM(requests) AS requests, SUM(failed) AS failed,"
            + " SUM(prompt_tokens) AS prompt_tokens, SUM(completion_tokens) AS completion_tokens";

    private final Database database;

    UsageStore(Database database) {
        this.database = database;
    }

    /** A row of the table: what it is for, in an order that is the same in every process, so that none waits for the other. */
    private record Place(LocalDate day, String tenant, String keyId, String user, String operation, String model)
            implements Comparable<Place> {

        @Override
        public int compareTo(Place other) {
            return toString().compareTo(other.toString());
        }
    }

    private record Amount(long requests, long failed, long promptTokens, long completionTokens) {

        Amount plus(Amount more) {
            return new Amount(
                    requests + more.requests,
                    failed + more.failed,
                    promptTokens + more.promptTokens,
                    completionTokens + more.completionTokens);
        }
    }

    /** Adds what audit records say, in the transaction that writes them. */
    static void add(Handle handle, List<AuditRecord> records) {
        Map<Place, Amount> sums = new TreeMap<>();
        records.forEach(audited -> addUp(audited, sums));
        sums.forEach((place, amount) -> {
            if (bound(handle, UPDATE, place, amount).execute() == 0) {
                bound(handle, INSERT, place, amount).execute();
            }
        });
    }

    private static void addUp(AuditRecord audited, Map<Place, Amount> sums) {
        List<Map.Entry<String, Usage>> models = new ArrayList<>(audited.models().entrySet());
        if (models.isEmpty()) {
            models.add(Map.entry("", Usage.NONE));
        }
        long requests = 1;
        for (Map.Entry<String, Usage> model : models) {
            Place place = new Place(
                    LocalDate.ofInstant(audited.at(), ZoneOffset.UTC),
                    audited.tenant(),
                    Columns.cut(audited.keyId(), Columns.KEY_ID),
                    Columns.cut(Columns.orEmpty(audited.user()), Columns.USER),
                    Columns.cut(audited.operation(), Columns.OPERATION),
                    Columns.cut(model.getKey(), Columns.MODEL));
            Usage used = model.getValue();
            long failed = audited.status() >= 400 ? requests : 0;
            sums.merge(place, new Amount(requests, failed, used.promptTokens(), used.completionTokens()), Amount::plus);
            requests = 0;
        }
    }

    private static Update bound(Handle handle, String sql, Place place, Amount amount) {
        return handle.createUpdate(sql)
                .bind("day", place.day())
                .bind("tenant", place.tenant())
                .bind("keyId", place.keyId())
                .bind("user", place.user())
                .bind("operation", place.operation())
                .bind("model", place.model())
                .bind("requests", amount.requests())
                .bind("failed", amount.failed())
                .bind("promptTokens", amount.promptTokens())
                .bind("completionTokens", amount.completionTokens());
    }

    /** What was used, ordered by its groups; without groups always one row. */
    public List<UsageRow> of(UsageQuery asked) {
        String columns = asked.by().stream().map(UsageGroup::column).collect(Collectors.joining(", "));
        StringBuilder sql = new StringBuilder("SELECT ")
                .append(columns.isEmpty() ? "" : columns + ", ")
                .append(SUMS)
                .append(" FROM usage_by_day WHERE on_day BETWEEN :from AND :to");
        asked.only()
                .keySet()
                .forEach(group -> sql.append(" AND ")
                        .append(group.column())
                        .append(" = :")
                        .append(group.name()));
        if (!columns.isEmpty()) {
            sql.append(" GROUP BY ").append(columns).append(" ORDER BY ").append(columns);
        }
        sql.append(" LIMIT :most");
        return database.read(handle -> {
            Query query = handle.createQuery(sql.toString())
                    .bind("from", asked.from())
                    .bind("to", asked.to())
                    .bind("most", asked.most());
            asked.only().forEach((group, value) -> query.bind(group.name(), value));
            return query.map(row -> row(row, asked.by())).list();
        });
    }

    /** Tokens since a day of UTC, by tenant, key or user. */
    public Map<String, Long> tokensSince(LocalDate since, UsageGroup by) {
        Map<String, Long> tokens = new LinkedHashMap<>();
        of(new UsageQuery(since, LocalDate.of(9999, 12, 31), Map.of(), List.of(by), Integer.MAX_VALUE))
                .forEach(row -> tokens.put(String.valueOf(row.groups().get(by)), row.tokens()));
        return tokens;
    }

    private static UsageRow row(RowView row, List<UsageGroup> by) {
        Map<UsageGroup, String> groups = new EnumMap<>(UsageGroup.class);
        by.forEach(group -> groups.put(group, row.getColumn(group.column(), String.class)));
        return new UsageRow(
                groups,
                Columns.sum(row, "requests"),
                Columns.sum(row, "failed"),
                Columns.sum(row, "prompt_tokens"),
                Columns.sum(row, "completion_tokens"));
    }
}
