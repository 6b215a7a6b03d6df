package io.inkstone.gateway.files;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inkstone.gateway.state.Tables;
import io.inkstone.orchestration.Caller;
import io.inkstone.protocol.ApiException;
import io.inkstone.protocol.Json;
import io.inkstone.protocol.RequestFields;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The batches of all tenants; to each, those of the others are not there. Blocks, but for {@link #cancel}; thread-safe. */
public final class TenantBatches {

    private static final Duration WINDOW = Duration.ofHours(24);
    private static final int MOST_METADATA = 16;
    private static final int MOST_METADATA_BYTES = 16_000;

    private final BatchStore store;
    private final TenantFiles files;
    private final BatchRunner runner;
    private final LineAsker asker;
    private final FileLimits limits;

    /**
     * @param tables with {@code files} and {@code batches}
     */
    public TenantBatches(Tables tables, TenantFiles files, BatchRunner runner, LineAsker asker, FileLimits limits) {
        this.store = new BatchStore(tables);
        this.files = files;
        this.runner = runner;
        this.asker = asker;
        this.limits = limits;
    }

    /**
     * Makes a batch and has it run.
     *
     * @param caller who asks for it; its lines are asked for by the same
     * @throws ApiException 400 that names the field, 404 when the file is not there
     */
    public synchronized Batch create(Caller caller, ObjectNode body) {
        String tenant = caller.tenant();
        RequestFields fields = RequestFields.of(body);
        String endpoint = fields.requireText("endpoint", "\"endpoint\": \"/v1/chat/completions\"");
        if (!asker.endpoints().contains(endpoint)) {
            throw fields.invalid(
                    "endpoint",
                    "'endpoint' must be one of: "
                            + String.join(
                                    ", ", asker.endpoints().stream().sorted().toList()) + ".");
        }
        if (!fields.requireText("completion_window", "\"completion_window\": \"24h\"")
                .equals("24h")) {
            throw fields.invalid("completion_window", "'completion_window' must be \"24h\".");
        }
        StoredFile input = files.get(tenant, fields.requireText("input_file_id", "\"input_file_id\": \"file-…\""));
        if (!input.purpose().equals("batch")) {
            throw fields.invalid(
                    "input_file_id",
                    "File '" + input.id() + "' was uploaded for '" + input.purpose()
                            + "'; upload it with purpose=batch.");
        }
        String metadata = metadata(fields);
        if (store.unfinished(tenant) >= limits.maxBatches()) {
            throw ApiException.tooMany(
                    "too_many_batches",
                    "Tenant '" + tenant + "' has " + limits.maxBatches()
                            + " batches that are not over; wait for one, or" + " cancel one.",
                    60);
        }
        Instant now = files.now();
        Batch batch = new Batch(
                TenantFiles.newId("batch_"),
                tenant,
                Requester.of(caller),
                endpoint,
                input.id(),
                TenantFiles.newId("file-"),
                TenantFiles.newId("file-"),
                metadata,
                now,
                now.plus(WINDOW),
                Batch.State.created(now));
        store.add(batch);
        runner.submit(batch);
        return batch;
    }

    /**
     * A batch of a tenant.
     *
     * @throws ApiException 404 {@code batch_not_found}
     */
    public Batch get(String tenant, String id) {
        return store.find(tenant, id)
                .orElseThrow(() -> ApiException.notFound(
                        "batch_not_found", "There is no batch '" + id + "'; GET /v1/batches lists those that are."));
    }

    /**
     * The batches of a tenant, the newest first.
     *
     * @param after those behind this one; null for the first
     */
    public List<Batch> list(String tenant, @Nullable String after, int limit) {
        return store.list(tenant, Optional.ofNullable(after).map(id -> get(tenant, id)), limit);
    }

    /** Asks no more lines of a batch; fails with 409 {@code batch_is_over}. */
    public Future<Batch> cancel(Batch batch) {
        return runner.cancel(batch);
    }

    private static String metadata(RequestFields fields) {
        JsonNode metadata = fields.find("metadata");
        if (metadata == null) {
            return "{}";
        }
        boolean right = metadata.isObject() && metadata.size() <= MOST_METADATA;
        for (JsonNode value : metadata) {
            right &= value.isTextual();
        }
        String written = Json.write(metadata);
        if (!right || written.length() > MOST_METADATA_BYTES) {
            throw fields.invalid(
                    "metadata",
                    "'metadata' must be an object of at most " + MOST_METADATA + " strings, short ones together.");
        }
        return written;
    }
}
