package io.inkstone.gateway.state;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.result.RowView;
import org.jdbi.v3.core.statement.PreparedBatch;

/** The API keys, without their secrets. */
public final class KeyStore {

    private static final String INSERT = """
            INSERT INTO api_keys (id, tenant, name, hash, admin, models, operations, limits, expires_at, created_at)
            VALUES (:id, :tenant, :name, :hash, :admin, :models, :operations, :limits, :expiresAt, :createdAt)""";
    private static final String ROTATE = """
            UPDATE api_keys SET hash = :hash, previous_hash = :previousHash, previous_until = :previousUntil
            WHERE id = :id""";

    private final Database database;

    KeyStore(Database database) {
        this.database = database;
    }

    /** Keys that are not revoked, the oldest first. */
    public List<ApiKey.Stored> all() {
        return database.read(
                handle -> handle.createQuery("SELECT * FROM api_keys WHERE revoked_at IS NULL ORDER BY created_at, id")
                        .map(KeyStore::stored)
                        .list());
    }

    /** Adds a key of a tenant that is there. */
    public void add(ApiKey key, String hash) {
        database.change(handle -> handle.createUpdate(INSERT)
                .bind("id", key.id())
                .bind("tenant", key.tenant())
                .bind("name", key.name())
                .bind("hash", hash)
                .bind("admin", key.admin())
                .bind("models", Names.write(key.scope().models()))
                .bind("operations", Names.write(key.scope().operations()))
                .bind("limits", LimitsJson.write(key.scope().limits()))
                .bindByType("expiresAt", key.scope().expiresAt(), Instant.class)
                .bind("createdAt", key.createdAt())
                .execute());
    }

    /** Puts another secret in place of a key's, which holds on for a while. */
    public void rotate(ApiKey.Stored rotated) {
        database.change(handle -> handle.createUpdate(ROTATE)
                .bind("id", rotated.key().id())
                .bind("hash", rotated.hash())
                .bind("previousHash", rotated.previousHash())
                .bindByType("previousUntil", rotated.previousUntil(), Instant.class)
                .execute());
    }

    /** Notes when keys were used last; no change that other processes have to know of. */
    public void used(Map<String, Instant> lastUse) {
        database.write(handle -> {
            PreparedBatch batch = handle.prepareBatch("UPDATE api_keys SET last_used_at = :at WHERE id = :id");
            lastUse.forEach((id, at) -> batch.bind("id", id).bind("at", at).add());
            batch.execute();
        });
    }

    /** Takes a key back; without effect where it is taken back already. */
    public void revoke(String id, Instant at) {
        database.change(handle -> handle.createUpdate(
                        "UPDATE api_keys SET revoked_at = :at WHERE id = :id AND revoked_at IS NULL")
                .bind("at", at)
                .bind("id", id)
                .execute());
    }

    private static ApiKey.Stored stored(RowView row) {
        ApiKey.Scope scope = new ApiKey.Scope(
                Names.parse(row.getColumn("models", String.class)),
                Names.parse(row.getColumn("operations", String.class)),
                LimitsJson.parse(row.getColumn("limits", String.class)),
                row.getColumn("expires_at", Instant.class));
        ApiKey key = new ApiKey(
                row.getColumn("id", String.class),
                row.getColumn("tenant", String.class),
                row.getColumn("name", String.class),
                row.getColumn("admin", Boolean.class),
                scope,
                row.getColumn("created_at", Instant.class));
        return new ApiKey.Stored(
                key,
                row.getColumn("hash", String.class),
                row.getColumn("previous_hash", String.class),
                row.getColumn("previous_until", Instant.class),
                row.getColumn("last_used_at", Instant.class));
    }
}
