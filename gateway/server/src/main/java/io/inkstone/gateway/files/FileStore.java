package io.inkstone.gateway.files;

import io.inkstone.gateway.state.Tables;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is known of the files, in the table {@code files}. Blocks; thread-safe. */
final class FileStore {

    private final Tables tables;

    FileStore(Tables tables) {
        this.tables = tables;
    }

    /** How much a tenant keeps. */
    record Kept(long files, long bytes) {}

    void add(StoredFile file) {
        String sql = "INSERT INTO files (id, tenant, filename, purpose, bytes, created_at, expires_at)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?)";
        tables.with(connection -> {
            try (PreparedStatement insert = connection.prepareStatement(sql)) {
                insert.setString(1, file.id());
                insert.setString(2, file.tenant());
                insert.setString(3, file.filename());
                insert.setString(4, file.purpose());
                insert.setLong(5, file.bytes());
                Moments.set(insert, 6, file.createdAt());
                Moments.set(insert, 7, file.expiresAt());
                return insert.executeUpdate();
            }
        });
    }

    /** A file that has not expired. */
    Optional<StoredFile> find(String tenant, String id, Instant now) {
        String sql = "SELECT * FROM files WHERE tenant = ? AND id = ? AND expires_at > ?";
        return tables.with(connection -> {
            try (PreparedStatement select = connection.prepareStatement(sql)) {
                select.setString(1, tenant);
                select.setString(2, id);
                Moments.set(select, 3, now);
                return read(select).stream().findFirst();
            }
        });
    }

    /** Files that have not expired, behind a file where one is given. */
    List<StoredFile> list(String tenant, FileQuery query, Optional<StoredFile> after, Instant now) {
        String sign = query.newestFirst() ? "<" : ">";
        String order = query.newestFirst() ? "DESC" : "ASC";
        String sql = "SELECT * FROM files WHERE tenant = ? AND expires_at > ?"
                + (query.purpose() == null ? "" : " AND purpose = ?")
                + (after.isEmpty() ? "" : " AND (created_at " + sign + " ? OR (created_at = ? AND id " + sign + " ?))")
                + " ORDER BY created_at " + order + ", id " + order + " LIMIT ?";
        return tables.with(connection -> {
            try (PreparedStatement select = connection.prepareStatement(sql)) {
                int next = 1;
                select.setString(next++, tenant);
                Moments.set(select, next++, now);
                if (query.purpose() != null) {
                    select.setString(next++, query.purpose());
                }
                if (after.isPresent()) {
                    Moments.set(select, next++, after.get().createdAt());
                    Moments.set(select, next++, after.get().createdAt());
                    select.setString(next++, after.get().id());
                }
                select.setInt(next, query.limit());
                return read(select);
            }
        });
    }

    Kept kept(String tenant) {
        String sql = "SELECT COUNT(*), COALESCE(SUM(bytes), 0) FROM files WHERE tenant = ?";
        return tables.with(connection -> {
            try (PreparedStatement select = connection.prepareStatement(sql)) {
                select.setString(1, tenant);
                try (ResultSet row = select.executeQuery()) {
                    row.next();
                    return new Kept(row.getLong(1), row.getLong(2));
                }
            }
        });
    }

    /** False when it was not there. */
    boolean remove(String tenant, String id) {
        return tables.with(connection -> {
            try (PreparedStatement delete =
                    connection.prepareStatement("DELETE FROM files WHERE tenant = ? AND id = ?")) {
                delete.setString(1, tenant);
                delete.setString(2, id);
                return delete.executeUpdate() > 0;
            }
        });
    }

    /** Files whose time is over, but for those that a batch still reads. */
    List<StoredFile> expired(Instant now, int most) {
        String sql = "SELECT * FROM files WHERE expires_at <= ?"
                + " AND id NOT IN (SELECT input_file FROM batches WHERE ended_at IS NULL) LIMIT ?";
        return tables.with(connection -> {
            try (PreparedStatement select = connection.prepareStatement(sql)) {
                Moments.set(select, 1, now);
                select.setInt(2, most);
                return read(select);
            }
        });
    }

    /** Whether this names a file, or what an unfinished batch writes. */
    boolean knows(String tenant, String id) {
        String sql = "SELECT 1 FROM files WHERE tenant = ? AND id = ? UNION ALL SELECT 1 FROM batches"
                + " WHERE tenant = ? AND ended_at IS NULL AND (output_file = ? OR error_file = ?)";
        return tables.with(connection -> {
            try (PreparedStatement select = connection.prepareStatement(sql)) {
                select.setString(1, tenant);
                select.setString(2, id);
                select.setString(3, tenant);
                select.setString(4, id);
                select.setString(5, id);
                try (ResultSet row = select.executeQuery()) {
                    return row.next();
                }
            }
        });
    }

    private static List<StoredFile> read(PreparedStatement select) throws SQLException {
        List<StoredFile> files = new ArrayList<>();
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                files.add(new StoredFile(
                        row.getString("id"),
                        row.getString("tenant"),
                        row.getString("filename"),
                        row.getString("purpose"),
                        row.getLong("bytes"),
                        Moments.get(row, "created_at"),
                        Moments.get(row, "expires_at")));
            }
        }
        return files;
    }
}
