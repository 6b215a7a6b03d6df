package io.inkstone.gateway.state;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jdbi.v3.core.result.RowView;

/** The API keys, without their secrets. */
public final class KeyStore {

    private static final String INSERT = """
            INSERT INTO api_keys (id, tenant, name, hash, admin, created_at)
            VALUES (:id, :tenant, :name, :hash, :admin, :createdAt)""";

    private final Database database;

    KeyStore(Database database) {
        this.database = database;
    }

    /** Keys that are not revoked, by the hash of their secret. */
    public Map<String, ApiKey> byHash() {
        Map<String, ApiKey> keys = new LinkedHashMap<>();
        database.read(handle -> handle.createQuery(
                                "SELECT * FROM api_keys WHERE revoked_at IS NULL ORDER BY created_at, id")
                        .map(row -> Map.entry(row.getColumn("hash", String.class), key(row)))
                        .list())
                .forEach(entry -> keys.put(entry.getKey(), entry.getValue()));
        return keys;
    }

    /** Adds a key of a tenant that is there. */
    public void add(ApiKey key, String hash) {
        database.change(handle -> handle.createUpdate(INSERT)
                .bind("id", key.id())
                .bind("tenant", key.tenant())
                .bind("name", key.name())
                .bind("hash", hash)
                .bind("admin", key.admin())
                .bind("createdAt", key.createdAt())
                .execute());
    }

    /** Takes a key back; without effect where it is taken back already. */
    public void revoke(String id, Instant at) {
        database.change(handle -> handle.createUpdate(
                        "UPDATE api_keys SET revoked_at = :at WHERE id = :id AND revoked_at IS NULL")
                .bind("at", at)
                .bind("id", id)
                .execute());
    }

    private static ApiKey key(RowView row) {
        return new ApiKey(
                row.getColumn("id", String.class),
                row.getColumn("tenant", String.class),
                row.getColumn("name", String.class),
                row.getColumn("admin", Boolean.class),
                row.getColumn("created_at", Instant.class));
    }
}
