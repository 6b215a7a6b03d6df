package io.inkstone.gateway;

import io.inkstone.orchestration.AuditRecord;
import io.inkstone.orchestration.Limits;
import io.inkstone.orchestration.quota.UsageMark;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.h2.jdbcx.JdbcDataSource;

/**
 * The tables of the gateway, in an H2 file that only one process opens at a time. Blocks; thread-safe, one statement at a
 * time.
 */
final class State implements AutoCloseable {

    private final FileChannel lock;
    private final Connection connection;

    private State(FileChannel lock, Connection connection) {
        this.lock = lock;
        this.connection = connection;
    }

    /**
     * Opens the file under its lock, and brings its tables up to date.
     *
     * @throws GatewayStartException when another process has it open, or it cannot be written
     */
    static State open(Path dataDir) {
        Path folder = dataDir.resolve("state");
        String url = "jdbc:h2:file:" + folder.resolve("inkstone").toAbsolutePath()
                + ";DB_CLOSE_ON_EXIT=FALSE;TRACE_LEVEL_FILE=0;WRITE_DELAY=100";
        try {
            Files.createDirectories(folder);
            FileChannel lock = lock(folder);
            try {
                Connection connection = DriverManager.getConnection(url, "sa", "");
                migrate(url);
                return new State(lock, connection);
            } catch (SQLException | FlywayException e) {
                lock.close();
                throw e;
            }
        } catch (IOException e) {
            throw new GatewayStartException(
                    "The folder " + folder + " cannot be made (" + e.getMessage() + "); choose another --data DIR.", e);
        } catch (SQLException e) {
            throw new GatewayStartException(
                    "The state in " + folder + " cannot be opened (" + firstLine(e)
                            + "); check the disk's space and the folder's rights.",
                    e);
        } catch (FlywayException e) {
            throw new GatewayStartException(
                    "The state in " + folder + " does not fit this version: " + firstLine(e), e);
        }
    }

    /** A lock of our own, since H2 lets one process open a file twice. */
    private static FileChannel lock(Path folder) throws IOException {
        FileChannel channel =
                FileChannel.open(folder.resolve("inkstone.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() != null) {
                return channel;
            }
        } catch (OverlappingFileLockException e) {
            // Held by this process: the same answer.
        }
        channel.close();
        throw new GatewayStartException(
                "The state in " + folder + " is open in another process; stop the gateway that runs on it, or choose"
                        + " another --data DIR.",
                null);
    }

    private static void migrate(String url) {
        JdbcDataSource source = new JdbcDataSource();
        source.setUrl(url);
        source.setUser("sa");
        Flyway.configure(State.class.getClassLoader())
                .dataSource(source)
                .locations("classpath:io/inkstone/gateway/migrations")
                .load()
                .migrate();
    }

    synchronized Map<String, Tenant> tenants() {
        Map<String, Tenant> tenants = new LinkedHashMap<>();
        try (PreparedStatement select = connection.prepareStatement("SELECT * FROM tenants ORDER BY created_at, id");
                ResultSet row = select.executeQuery()) {
            while (row.next()) {
                Limits limits = new Limits(
                        limit(row, "requests_per_minute"),
                        limit(row, "tokens_per_minute"),
                        limit(row, "concurrency"),
                        limit(row, "tokens_per_day"),
                        limit(row, "tokens_per_month"));
                String models = row.getString("models");
                tenants.put(
                        row.getString("id"),
                        new Tenant(
                                row.getString("id"),
                                limits,
                                models.isEmpty() ? Set.of() : Set.of(models.split("\n")),
                                instant(row, "created_at")));
            }
            return tenants;
        } catch (SQLException e) {
            throw broken(e);
        }
    }

    synchronized void putTenant(Tenant tenant) {
        String sql = "MERGE INTO tenants (id, requests_per_minute, tokens_per_minute, concurrency, tokens_per_day,"
                + " tokens_per_month, models, created_at) KEY (id) VALUES (?, ?, ?, ?, ?, ?, ?, ?)";
        try (PreparedStatement merge = connection.prepareStatement(sql)) {
            merge.setString(1, tenant.id());
            setLimit(merge, 2, tenant.limits().requestsPerMinute());
            setLimit(merge, 3, tenant.limits().tokensPerMinute());
            setLimit(merge, 4, tenant.limits().concurrency());
            setLimit(merge, 5, tenant.limits().tokensPerDay());
            setLimit(merge, 6, tenant.limits().tokensPerMonth());
            merge.setString(7, String.join("\n", tenant.models()));
            merge.setObject(8, time(tenant.createdAt()));
            merge.executeUpdate();
        } catch (SQLException e) {
            throw broken(e);
        }
    }

    /** Keys that are not revoked, by the hash of their secret. */
    synchronized Map<String, ApiKey> keysByHash() {
        Map<String, ApiKey> keys = new LinkedHashMap<>();
        String sql = "SELECT * FROM api_keys WHERE revoked_at IS NULL ORDER BY created_at, id";
        try (PreparedStatement select = connection.prepareStatement(sql);
                ResultSet row = select.executeQuery()) {
            while (row.next()) {
                keys.put(
                        row.getString("hash"),
                        new ApiKey(
                                row.getString("id"),
                                row.getString("tenant"),
                                row.getString("name"),
                                row.getBoolean("admin"),
                                instant(row, "created_at")));
            }
            return keys;
        } catch (SQLException e) {
            throw broken(e);
        }
    }

    synchronized void addKey(ApiKey key, String hash) {
        String sql = "INSERT INTO api_keys (id, tenant, name, hash, admin, created_at) VALUES (?, ?, ?, ?, ?, ?)";
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            insert.setString(1, key.id());
            insert.setString(2, key.tenant());
            insert.setString(3, key.name());
            insert.setString(4, hash);
            insert.setBoolean(5, key.admin());
            insert.setObject(6, time(key.createdAt()));
            insert.executeUpdate();
        } catch (SQLException e) {
            throw broken(e);
        }
    }

    synchronized void revokeKey(String id, Instant at) {
        String sql = "UPDATE api_keys SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL";
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            update.setObject(1, time(at));
            update.setString(2, id);
            update.executeUpdate();
        } catch (SQLException e) {
            throw broken(e);
        }
    }

    synchronized void addAudit(List<AuditRecord> records) {
        String sql = "INSERT INTO audit (at, request_id, tenant, key_id, operation, status, outcome, prompt_tokens,"
                + " completion_tokens, took_millis, rails, verdict) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            for (AuditRecord audited : records) {
                insert.setObject(1, time(audited.at()));
                insert.setString(2, audited.requestId());
                insert.setString(3, audited.tenant());
                insert.setString(4, audited.keyId());
                insert.setString(5, audited.operation());
                insert.setInt(6, audited.status());
                insert.setString(7, audited.outcome());
                insert.setLong(8, audited.promptTokens());
                insert.setLong(9, audited.completionTokens());
                insert.setLong(10, audited.tookMillis());
                insert.setString(11, RailCounts.write(audited.rails()));
                insert.setString(12, audited.verdict());
                insert.addBatch();
            }
            insert.executeBatch();
        } catch (SQLException e) {
            throw broken(e);
        }
    }

    /** The newest records first. */
    synchronized List<AuditRecord> audit(int most) {
        List<AuditRecord> records = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement("SELECT * FROM audit ORDER BY at DESC LIMIT ?")) {
            select.setInt(1, most);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    records.add(new AuditRecord(
                            instant(row, "at"),
                            row.getString("request_id"),
                            row.getString("tenant"),
                            row.getString("key_id"),
                            row.getString("operation"),
                            row.getInt("status"),
                            row.getString("outcome"),
                            row.getLong("prompt_tokens"),
                            row.getLong("completion_tokens"),
                            RailCounts.read(row.getString("rails")),
                            row.getString("verdict"),
                            row.getLong("took_millis")));
                }
            }
            return records;
        } catch (SQLException e) {
            throw broken(e);
        }
    }

    /** What tenants have written as their policies, by tenant. */
    synchronized Map<String, String> policies() {
        Map<String, String> policies = new LinkedHashMap<>();
        try (PreparedStatement select = connection.prepareStatement("SELECT tenant, policy FROM policies");
                ResultSet row = select.executeQuery()) {
            while (row.next()) {
                policies.put(row.getString(1), row.getString(2));
            }
            return policies;
        } catch (SQLException e) {
            throw broken(e);
        }
    }

    synchronized void putPolicy(String tenant, String policy, Instant at) {
        String sql = "MERGE INTO policies (tenant, policy, changed_at) KEY (tenant) VALUES (?, ?, ?)";
        try (PreparedStatement merge = connection.prepareStatement(sql)) {
            merge.setString(1, tenant);
            merge.setString(2, policy);
            merge.setObject(3, time(at));
            merge.executeUpdate();
        } catch (SQLException e) {
            throw broken(e);
        }
    }

    synchronized void removePolicy(String tenant) {
        try (PreparedStatement delete = connection.prepareStatement("DELETE FROM policies WHERE tenant = ?")) {
            delete.setString(1, tenant);
            delete.executeUpdate();
        } catch (SQLException e) {
            throw broken(e);
        }
    }

    /** 32 bytes in hexadecimal, drawn when they are first asked for. */
    synchronized String secret(String name) {
        try (PreparedStatement select = connection.prepareStatement("SELECT secret FROM secrets WHERE name = ?")) {
            select.setString(1, name);
            try (ResultSet row = select.executeQuery()) {
                if (row.next()) {
                    return row.getString(1);
                }
            }
            byte[] drawn = new byte[32];
            new SecureRandom().nextBytes(drawn);
            String secret = HexFormat.of().formatHex(drawn);
            try (PreparedStatement insert =
                    connection.prepareStatement("INSERT INTO secrets (name, secret) VALUES (?, ?)")) {
                insert.setString(1, name);
                insert.setString(2, secret);
                insert.executeUpdate();
            }
            return secret;
        } catch (SQLException e) {
            throw broken(e);
        }
    }

    /** What each account may have used on this day and in its month. */
    synchronized List<UsageMark> usage(LocalDate day) {
        try {
            return UsageTable.read(connection, day);
        } catch (SQLException e) {
            throw broken(e);
        }
    }

    /** Writes marks; when it returns they outlive the process. */
    synchronized void writeUsage(List<UsageMark> marks) {
        try {
            UsageTable.write(connection, marks);
        } catch (SQLException e) {
            throw broken(e);
        }
    }

    @Override
    public synchronized void close() {
        try {
            connection.close();
            lock.close();
        } catch (SQLException e) {
            throw broken(e);
        } catch (IOException e) {
            throw new IllegalStateException("the state's lock cannot be released", e);
        }
    }

    private static long limit(ResultSet row, String column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? Limits.NONE : value;
    }

    private static void setLimit(PreparedStatement statement, int index, long limit) throws SQLException {
        if (limit == Limits.NONE) {
            statement.setNull(index, Types.BIGINT);
        } else {
            statement.setLong(index, limit);
        }
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static IllegalStateException broken(SQLException e) {
        return new IllegalStateException("the state cannot be read or written", e);
    }

    private static String firstLine(Exception e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }
}
