package io.inkstone.gateway.edge;

import io.inkstone.protocol.ApiException;
import java.util.concurrent.atomic.AtomicLong;

/** Bounds what all bodies together hold. They stay in memory, so that no document of a user reaches a disk. Thread-safe. */
final class UploadMemory {

    private final long maxBytes;
    private final AtomicLong held = new AtomicLong();

    UploadMemory(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    /**
     * Takes bytes; {@link #release} gives them back.
     *
     * @throws ApiException 503 {@code upload_memory_full}
     */
    void take(long bytes) {
        if (held.addAndGet(bytes) > maxBytes) {
            held.addAndGet(-bytes);
            throw ApiException.unavailable(
                    "upload_memory_full", "Bodies of other requests fill the memory set aside for them; try again.", 1);
        }
    }

    void release(long bytes) {
        held.addAndGet(-bytes);
    }
}
