package io.inkstone.gateway.state;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;

/** What tenants have written as their policies. */
public final class PolicyStore {

    private static final String UPDATE =
            "UPDATE policies SET policy = :policy, changed_at = :at WHERE tenant = :tenant";
    private static final String INSERT =
            "INSERT INTO policies (tenant, policy, changed_at) VALUES (:tenant, :policy, :at)";

    private final Database database;

    PolicyStore(Database database) {
        this.database = database;
    }

    /** All of them, by tenant. */
    public Map<String, String> all() {
        Map<String, String> policies = new LinkedHashMap<>();
        database.read(handle -> handle.createQuery("SELECT tenant, policy FROM policies")
                        .map(row ->
                                Map.entry(row.getColumn("tenant", String.class), row.getColumn("policy", String.class)))
                        .list())
                .forEach(entry -> policies.put(entry.getKey(), entry.getValue()));
        return policies;
    }

    /** Gives a tenant a policy, in place of the one that it may have. */
    public void put(String tenant, String policy, Instant at) {
        database.change(handle -> {
            if (bound(handle, UPDATE, tenant, policy).bind("at", at).execute() == 0) {
                bound(handle, INSERT, tenant, policy).bind("at", at).execute();
            }
        });
    }

    /** Takes a tenant's policy away. */
    public void remove(String tenant) {
        database.change(handle -> handle.createUpdate("DELETE FROM policies WHERE tenant = :tenant")
                .bind("tenant", tenant)
                .execute());
    }

    private static Update bound(Handle handle, String sql, String tenant, String policy) {
        return handle.createUpdate(sql).bind("tenant", tenant).bind("policy", policy);
    }
}
