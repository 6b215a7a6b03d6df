package io.inkstone.gateway.state;

import io.inkstone.orchestration.AuditRecord;
import io.inkstone.protocol.Usage;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.RowView;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.transaction.TransactionException;
import org.jspecify.annotations.Nullable;

/** The audit records. */
public final class AuditStore {

    private static final String INSERT = """
            INSERT INTO audit (at, request_id, tenant, key_id, user_name, operation, models, status, outcome,
                prompt_tokens, completion_tokens, took_millis, rails, verdict)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";

    private final Database database;

    AuditStore(Database database) {
        this.database = database;
    }

    /**
     * A record as it is kept: of its models, the names alone.
     *
     * @param id grows with each record
     * @param audited the record
     * @param models the names of the models that were asked, with commas between
     */
    public record Entry(long id, AuditRecord audited, String models) {}

    /** Adds records, and what they say to the usage: all of them or none. */
    public void add(List<AuditRecord> records) {
        database.write(handle -> {
            insert(handle, records);
            UsageStore.add(handle, records);
        });
    }

    /** By places and not by names, on the connection itself: this is done for every request. */
    private static void insert(Handle handle, List<AuditRecord> records) {
        try (PreparedStatement insert = handle.getConnection().prepareStatement(INSERT)) {
            for (AuditRecord audited : records) {
                bind(insert, audited);
                insert.addBatch();
            }
            insert.executeBatch();
        } catch (SQLException e) {
            throw new TransactionException("the audit cannot be written", e);
        }
    }

    private static void bind(PreparedStatement insert, AuditRecord audited) throws SQLException {
        insert.setObject(1, audited.at().atOffset(ZoneOffset.UTC));
        insert.setString(2, Columns.cut(audited.requestId(), Columns.REQUEST_ID));
        insert.setString(3, audited.tenant());
        insert.setString(4, Columns.cut(audited.keyId(), Columns.KEY_ID));
        insert.setString(5, Columns.cut(Columns.orEmpty(audited.user()), Columns.USER));
        insert.setString(6, Columns.cut(audited.operation(), Columns.OPERATION));
        insert.setString(7, Columns.cut(String.join(",", audited.models().keySet()), Columns.MODELS));
        insert.setInt(8, audited.status());
        insert.setString(9, Columns.cut(audited.outcome(), Columns.OUTCOME));
        insert.setLong(10, audited.promptTokens());
        insert.setLong(11, audited.completionTokens());
        insert.setLong(12, audited.tookMillis());
        insert.setString(13, Columns.cut(RailCounts.write(audited.rails()), Columns.RAILS));
        insert.setString(14, audited.verdict());
    }

    /** The records that are asked for, the newest first. */
    public List<Entry> list(AuditQuery asked) {
        Map<String, @Nullable Object> conditions = new LinkedHashMap<>();
        conditions.put("tenant = :tenant", asked.tenant());
        conditions.put("key_id = :keyId", asked.keyId());
        conditions.put("operation = :operation", asked.operation());
        conditions.put("at >= :from", asked.from());
        conditions.put("at < :to", asked.to());
        conditions.put("id < :after", asked.after().isPresent() ? asked.after().getAsLong() : null);
        conditions.values().removeIf(value -> value == null);
        String where = conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions.keySet());
        return database.read(handle -> {
            Query query = handle.createQuery("SELECT * FROM audit" + where + " ORDER BY id DESC LIMIT :most")
                    .bind("most", asked.most());
            conditions.forEach(
                    (condition, value) -> query.bind(condition.substring(condition.indexOf(':') + 1), value));
            return query.map(AuditStore::entry).list();
        });
    }

    private static Entry entry(RowView row) {
        String user = row.getColumn("user_name", String.class);
        AuditRecord audited = new AuditRecord(
                row.getColumn("at", Instant.class),
                row.getColumn("request_id", String.class),
                row.getColumn("tenant", String.class),
                row.getColumn("key_id", String.class),
                row.getColumn("operation", String.class),
                row.getColumn("status", Integer.class),
                row.getColumn("outcome", String.class),
                row.getColumn("prompt_tokens", Long.class),
                row.getColumn("completion_tokens", Long.class),
                RailCounts.read(row.getColumn("rails", String.class)),
                row.getColumn("verdict", String.class),
                row.getColumn("took_millis", Long.class),
                user.isEmpty() ? null : user,
                Map.<String, Usage>of());
        return new Entry(row.getColumn("id", Long.class), audited, row.getColumn("models", String.class));
    }
}
