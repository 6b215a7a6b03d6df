package io.inkstone.gateway.dialect;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inkstone.protocol.ApiException;

/** One shape of a chat. Thread-safe. */
public interface Dialect {

    /** OpenAI's responses; stateless, since nothing that is said is stored. */
    static Dialect responses() {
        return new ResponsesDialect();
    }

    /** Anthropic's messages. */
    static Dialect messages() {
        return new MessagesDialect();
    }

    /**
     * Reads a request.
     *
     * @throws ApiException 400 that names the field, also for what a chat has no word for and whose loss would change the
     *     meaning
     */
    Conversation read(ObjectNode body);

    /**
     * The body of an error.
     *
     * @param requestId what the answer's {@code x-request-id} says
     */
    ObjectNode error(ApiException error, String requestId);
}
