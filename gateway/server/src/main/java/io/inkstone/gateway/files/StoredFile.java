package io.inkstone.gateway.files;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inkstone.protocol.Json;
import java.time.Instant;

/**
 * A file that a tenant left, without its content.
 *
 * @param id names it, and its content on the disk; random
 * @param filename what its owner calls it
 * @param purpose {@code batch}, {@code user_data}, {@code assistants}, {@code fine-tune} or {@code batch_output}
 * @param expiresAt from when on it is not there any more
 */
public record StoredFile(
        String id, String tenant, String filename, String purpose, long bytes, Instant createdAt, Instant expiresAt) {

    /** OpenAI's shape. */
    public ObjectNode toJson() {
        return Json.MAPPER
                .createObjectNode()
                .put("id", id)
                .put("object", "file")
                .put("bytes", bytes)
                .put("created_at", createdAt.getEpochSecond())
                .put("expires_at", expiresAt.getEpochSecond())
                .put("filename", filename)
                .put("purpose", purpose)
                .put("status", "processed");
    }
}
