package io.inkstone.gateway.files;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inkstone.protocol.Json;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A batch as it stands.
 *
 * @param requester who asked for it
 * @param endpoint the route that its lines ask, as {@code /v1/chat/completions}
 * @param outputFile what the file of its answers is called when there is one; {@code errorFile} the same for its errors
 * @param metadata what its owner notes of it, as JSON
 * @param state what changes while it runs
 */
public record Batch(
        String id,
        String tenant,
        Requester requester,
        String endpoint,
        String inputFile,
        String outputFile,
        String errorFile,
        String metadata,
        Instant createdAt,
        Instant expiresAt,
        State state) {

    /** Where a batch is. */
    public enum Status {
        /** Its file is being checked. */
        VALIDATING,
        /** It cannot be run: its file is wrong, or who asked for it may not any more. */
        FAILED,
        /** Its lines are asked. */
        IN_PROGRESS,
        /** Its files are made. */
        FINALIZING,
        /** All lines were asked. */
        COMPLETED,
        /** Its time is over. */
        EXPIRED,
        /** It was cancelled, and some lines are still under way. */
        CANCELLING,
        /** It was cancelled. */
        CANCELLED;

        /** As the API says it. */
        public String label() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }

        boolean over() {
            return this == FAILED || this == COMPLETED || this == EXPIRED || this == CANCELLED;
        }
    }

    /**
     * What changes while a batch runs.
     *
     * @param succeeded lines that were answered
     * @param failed lines that were not
     * @param errors why it failed, as JSON; empty when it did not
     * @param moments when it came to each status, in the milliseconds of Unix
     */
    record State(
            Status status,
            int total,
            int succeeded,
            int failed,
            String errors,
            boolean hasOutput,
            boolean hasErrors,
            Map<Status, Instant> moments) {

        State {
            moments = Map.copyOf(moments);
        }

        static State created(Instant now) {
            return new State(Status.VALIDATING, 0, 0, 0, "", false, false, Map.of(Status.VALIDATING, now));
        }

        State at(Status next, Instant now) {
            Map<Status, Instant> reached = new TreeMap<>(moments);
            reached.putIfAbsent(next, now);
            return new State(next, total, succeeded, failed, errors, hasOutput, hasErrors, reached);
        }

        State counted(int newTotal, int newSucceeded, int newFailed) {
            return new State(status, newTotal, newSucceeded, newFailed, errors, hasOutput, hasErrors, moments);
        }

        State because(String newErrors) {
            return new State(status, total, succeeded, failed, newErrors, hasOutput, hasErrors, moments);
        }

        State with(boolean output, boolean errorOutput) {
            return new State(status, total, succeeded, failed, errors, output, errorOutput, moments);
        }
    }

    Batch in(State next) {
        return new Batch(
                id,
                tenant,
                requester,
                endpoint,
                inputFile,
                outputFile,
                errorFile,
                metadata,
                createdAt,
                expiresAt,
                next);
    }

    Status status() {
        return state.status();
    }

    /** OpenAI's shape. */
    public ObjectNode toJson() {
        ObjectNode json = Json.MAPPER
                .createObjectNode()
                .put("id", id)
                .put("object", "batch")
                .put("endpoint", endpoint)
                .put("input_file_id", inputFile)
                .put("completion_window", "24h")
                .put("status", status().label())
                .put("output_file_id", state.hasOutput() ? outputFile : null)
                .put("error_file_id", state.hasErrors() ? errorFile : null)
                .put("created_at", createdAt.getEpochSecond())
                .put("expires_at", expiresAt.getEpochSecond());
        json.set("errors", state.errors().isEmpty() ? null : tree(state.errors()));
        for (Status status : Status.values()) {
            if (status != Status.VALIDATING) {
                json.put(
                        status.label() + "_at",
                        Optional.ofNullable(state.moments().get(status))
                                .map(Instant::getEpochSecond)
                                .orElse(null));
            }
        }
        json.putObject("request_counts")
                .put("total", state.total())
                .put("completed", state.succeeded())
                .put("failed", state.failed());
        json.set("metadata", tree(metadata));
        return json;
    }

    private static JsonNode tree(String json) {
        return Json.parseObject(json);
    }
}
