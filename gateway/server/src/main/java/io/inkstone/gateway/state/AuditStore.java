package io.inkstone.gateway.state;

import io.inkstone.orchestration.AuditRecord;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.result.RowView;
import org.jdbi.v3.core.statement.PreparedBatch;

/** The audit records. */
public final class AuditStore {

    private static final String INSERT = """
            INSERT INTO audit (at, request_id, tenant, key_id, operation, status, outcome, prompt_tokens,
                completion_tokens, took_millis, rails, verdict)
            VALUES (:at, :requestId, :tenant, :keyId, :operation, :status, :outcome, :promptTokens,
                :completionTokens, :tookMillis, :rails, :verdict)""";

    private final Database database;

    AuditStore(Database database) {
        this.database = database;
    }

    /** Adds records, all of them or none. */
    public void add(List<AuditRecord> records) {
        database.write(handle -> {
            PreparedBatch batch = handle.prepareBatch(INSERT);
            for (AuditRecord audited : records) {
                batch.bind("at", audited.at())
                        .bind("requestId", audited.requestId())
                        .bind("tenant", audited.tenant())
                        .bind("keyId", audited.keyId())
                        .bind("operation", audited.operation())
                        .bind("status", audited.status())
                        .bind("outcome", audited.outcome())
                        .bind("promptTokens", audited.promptTokens())
                        .bind("completionTokens", audited.completionTokens())
                        .bind("tookMillis", audited.tookMillis())
                        .bind("rails", RailCounts.write(audited.rails()))
                        .bind("verdict", audited.verdict())
                        .add();
            }
            batch.execute();
        });
    }

    /** The newest records first. */
    public List<AuditRecord> newest(int most) {
        return database.read(handle -> handle.createQuery("SELECT * FROM audit ORDER BY at DESC LIMIT :most")
                .bind("most", most)
                .map(AuditStore::record)
                .list());
    }

    /** Tokens by tenant since a moment. */
    public Map<String, Long> tokensSince(Instant since) {
        Map<String, Long> tokens = new LinkedHashMap<>();
        database.read(handle -> handle.createQuery("""
                                SELECT tenant, SUM(prompt_tokens + completion_tokens) AS tokens
                                FROM audit WHERE at >= :since GROUP BY tenant""")
                        .bind("since", since)
                        .map(row ->
                                Map.entry(row.getColumn("tenant", String.class), row.getColumn("tokens", Long.class)))
                        .list())
                .forEach(entry -> tokens.put(entry.getKey(), entry.getValue()));
        return tokens;
    }

    private static AuditRecord record(RowView row) {
        return new AuditRecord(
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
                row.getColumn("took_millis", Long.class));
    }
}
