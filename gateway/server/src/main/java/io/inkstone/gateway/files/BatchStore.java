package io.inkstone.gateway.files;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inkstone.gateway.state.Tables;
import io.inkstone.protocol.Json;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The batches, in the table {@code batches}. Blocks; thread-safe. */
final class BatchStore {

    private final Tables tables;

    BatchStore(Tables tables) {
        this.tables = tables;
    }

    void add(Batch batch) {
        String sql = "INSERT INTO batches (id, tenant, key_id, endpoint, input_file, output_file, error_file, metadata,"
                + " created_at, expires_at, status, moments, by_token, token_user, token_rights)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
        tables.with(connection -> {
            try (PreparedStatement insert = connection.prepareStatement(sql)) {
                insert.setString(1, batch.id());
                insert.setString(2, batch.tenant());
                insert.setString(3, batch.requester().keyId());
                insert.setString(4, batch.endpoint());
                insert.setString(5, batch.inputFile());
                insert.setString(6, batch.outputFile());
                insert.setString(7, batch.errorFile());
                insert.setString(8, batch.metadata());
                Moments.set(insert, 9, batch.createdAt());
                Moments.set(insert, 10, batch.expiresAt());
                insert.setString(11, batch.status().name());
                insert.setString(12, write(batch.state().moments()));
                insert.setBoolean(13, batch.requester().byToken());
                insert.setString(14, batch.requester().user());
                insert.setString(15, batch.requester().writtenRights());
                return insert.executeUpdate();
            }
        });
    }

    /** Writes what has changed. */
    void update(Batch batch) {
        String sql = "UPDATE batches SET status = ?, total = ?, succeeded = ?, failed = ?, errors = ?, has_output = ?,"
                + " has_errors = ?, moments = ?, ended_at = ? WHERE id = ?";
        Batch.State state = batch.state();
        tables.with(connection -> {
            try (PreparedStatement update = connection.prepareStatement(sql)) {
                update.setString(1, state.status().name());
                update.setInt(2, state.total());
                update.setInt(3, state.succeeded());
                update.setInt(4, state.failed());
                update.setString(5, state.errors());
                update.setBoolean(6, state.hasOutput());
                update.setBoolean(7, state.hasErrors());
                update.setString(8, write(state.moments()));
                Moments.set(update, 9, state.status().over() ? state.moments().get(state.status()) : null);
                update.setString(10, batch.id());
                return update.executeUpdate();
            }
        });
    }

    Optional<Batch> find(String tenant, String id) {
        return select("SELECT * FROM batches WHERE tenant = ? AND id = ?", tenant, id).stream()
                .findFirst();
    }

    /** The newest first, behind one where it is given. */
    List<Batch> list(String tenant, Optional<Batch> after, int limit) {
        String sql = "SELECT * FROM batches WHERE tenant = ?"
                + (after.isEmpty() ? "" : " AND (created_at < ? OR (created_at = ? AND id < ?))")
                + " ORDER BY created_at DESC, id DESC LIMIT ?";
        return tables.with(connection -> {
            try (PreparedStatement select = connection.prepareStatement(sql)) {
                int next = 1;
                select.setString(next++, tenant);
                if (after.isPresent()) {
                    Moments.set(select, next++, after.get().createdAt());
                    Moments.set(select, next++, after.get().createdAt());
                    select.setString(next++, after.get().id());
                }
                select.setInt(next, limit);
                return read(select);
            }
        });
    }

    /** Those that are not over, the oldest first. */
    List<Batch> unfinished() {
        return select("SELECT * FROM batches WHERE ended_at IS NULL ORDER BY created_at, id");
    }

    int unfinished(String tenant) {
        return select("SELECT * FROM batches WHERE ended_at IS NULL AND tenant = ?", tenant)
                .size();
    }

    /** Whether a batch that is not over reads a file. */
    boolean reads(String file) {
        return !select("SELECT * FROM batches WHERE ended_at IS NULL AND input_file = ?", file)
                .isEmpty();
    }

    void removeEndedBefore(Instant moment) {
        tables.with(connection -> {
            try (PreparedStatement delete = connection.prepareStatement("DELETE FROM batches WHERE ended_at < ?")) {
                Moments.set(delete, 1, moment);
                return delete.executeUpdate();
            }
        });
    }

    private List<Batch> select(String sql, String... values) {
        return tables.with(connection -> {
            try (PreparedStatement select = connection.prepareStatement(sql)) {
                for (int i = 0; i < values.length; i++) {
                    select.setString(i + 1, values[i]);
                }
                return read(select);
            }
        });
    }

    private static List<Batch> read(PreparedStatement select) throws SQLException {
        List<Batch> batches = new ArrayList<>();
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                batches.add(new Batch(
                        row.getString("id"),
                        row.getString("tenant"),
                        Requester.read(
                                row.getString("key_id"),
                                row.getBoolean("by_token"),
                                row.getString("token_user"),
                                row.getString("token_rights")),
                        row.getString("endpoint"),
                        row.getString("input_file"),
                        row.getString("output_file"),
                        row.getString("error_file"),
                        row.getString("metadata"),
                        Moments.get(row, "created_at"),
                        Moments.get(row, "expires_at"),
                        state(row)));
            }
        }
        return batches;
    }

    private static Batch.State state(ResultSet row) throws SQLException {
        return new Batch.State(
                Batch.Status.valueOf(row.getString("status")),
                row.getInt("total"),
                row.getInt("succeeded"),
                row.getInt("failed"),
                row.getString("errors"),
                row.getBoolean("has_output"),
                row.getBoolean("has_errors"),
                moments(row.getString("moments")));
    }

    private static String write(Map<Batch.Status, Instant> moments) {
        ObjectNode json = Json.MAPPER.createObjectNode();
        moments.forEach((status, moment) -> json.put(status.name(), moment.toEpochMilli()));
        return Json.write(json);
    }

    private static Map<Batch.Status, Instant> moments(@Nullable String json) {
        Map<Batch.Status, Instant> moments = new TreeMap<>();
        Json.parseObject(json == null ? "{}" : json)
                .properties()
                .forEach(field -> moments.put(
                        Batch.Status.valueOf(field.getKey()),
                        Instant.ofEpochMilli(field.getValue().asLong())));
        return moments;
    }
}
