package io.inkstone.gateway.state;

import io.inkstone.orchestration.Limits;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.RowView;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;

/** The tenants and what they may use. */
public final class TenantStore {

    private static final String UPDATE = """
            UPDATE tenants SET requests_per_minute = :requestsPerMinute, tokens_per_minute = :tokensPerMinute,
                concurrency = :concurrency, tokens_per_day = :tokensPerDay, tokens_per_month = :tokensPerMonth,
                models = :models, operations = :operations, user_limits = :userLimits, key_limits = :keyLimits
            WHERE id = :id""";
    private static final String INSERT = """
            INSERT INTO tenants (id, requests_per_minute, tokens_per_minute, concurrency, tokens_per_day,
                tokens_per_month, models, operations, user_limits, key_limits, created_at)
            VALUES (:id, :requestsPerMinute, :tokensPerMinute, :concurrency, :tokensPerDay,
                :tokensPerMonth, :models, :operations, :userLimits, :keyLimits, :createdAt)""";

    private final Database database;

    TenantStore(Database database) {
        this.database = database;
    }

    /** All of them by identifier, the oldest first. */
    public Map<String, Tenant> all() {
        Map<String, Tenant> tenants = new LinkedHashMap<>();
        database.read(handle -> handle.createQuery("SELECT * FROM tenants ORDER BY created_at, id")
                        .map(TenantStore::tenant)
                        .list())
                .forEach(tenant -> tenants.put(tenant.id(), tenant));
        return tenants;
    }

    /** Adds a tenant, or changes what it may use. */
    public void put(Tenant tenant) {
        database.change(handle -> {
            if (bound(handle, UPDATE, tenant).execute() == 0) {
                bound(handle, INSERT, tenant)
                        .bind("createdAt", tenant.createdAt())
                        .execute();
            }
        });
    }

    /** Adds a tenant unless there is one of that name, and says what is there now. */
    public Tenant putIfMissing(Tenant tenant) {
        database.change(handle -> {
            if (find(handle, tenant.id()).isEmpty()) {
                bound(handle, INSERT, tenant)
                        .bind("createdAt", tenant.createdAt())
                        .execute();
            }
        });
        return database.read(handle -> find(handle, tenant.id())).orElseThrow();
    }

    private static Optional<Tenant> find(Handle handle, String id) {
        return handle.createQuery("SELECT * FROM tenants WHERE id = :id")
                .bind("id", id)
                .map(TenantStore::tenant)
                .findOne();
    }

    private static Update bound(Handle handle, String sql, Tenant tenant) {
        Limits limits = tenant.limits();
        return handle.createUpdate(sql)
                .bind("id", tenant.id())
                .bind("requestsPerMinute", orNull(limits.requestsPerMinute()))
                .bind("tokensPerMinute", orNull(limits.tokensPerMinute()))
                .bind("concurrency", orNull(limits.concurrency()))
                .bind("tokensPerDay", orNull(limits.tokensPerDay()))
                .bind("tokensPerMonth", orNull(limits.tokensPerMonth()))
                .bind("models", Names.write(tenant.models()))
                .bind("operations", Names.write(tenant.operations()))
                .bind("userLimits", LimitsJson.write(tenant.userLimits()))
                .bind("keyLimits", LimitsJson.write(tenant.keyLimits()));
    }

    private static Tenant tenant(RowView row) {
        Limits limits = new Limits(
                limit(row, "requests_per_minute"),
                limit(row, "tokens_per_minute"),
                limit(row, "concurrency"),
                limit(row, "tokens_per_day"),
                limit(row, "tokens_per_month"));
        return new Tenant(
                row.getColumn("id", String.class),
                limits,
                Names.parse(row.getColumn("models", String.class)),
                Names.parse(row.getColumn("operations", String.class)),
                LimitsJson.parse(row.getColumn("user_limits", String.class)),
                LimitsJson.parse(row.getColumn("key_limits", String.class)),
                row.getColumn("created_at", Instant.class));
    }

    private static long limit(RowView row, String column) {
        Long limit = row.getColumn(column, Long.class);
        return limit == null ? Limits.NONE : limit;
    }

    private static @Nullable Long orNull(long limit) {
        return limit == Limits.NONE ? null : limit;
    }
}
