package io.inkstone.gateway.files;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import java.util.Set;

/** Asks the lines of batches, as a request of their owner would be asked. Used on one Vert.x context. */
public interface LineAsker {

    /** How a line was answered: a status of HTTP, a body, and when asking again makes sense; 0 when no such time is known. */
    record Answer(int status, ObjectNode body, int retryAfterSeconds) {}

    /** The routes that a batch may name, as {@code /v1/chat/completions}. */
    Set<String> endpoints();

    /**
     * Asks a line when requests that somebody waits for leave room for it.
     *
     * @param requestId what the audit record says
     * @return never fails
     */
    Future<Answer> ask(Batch batch, String requestId, ObjectNode body);
}
