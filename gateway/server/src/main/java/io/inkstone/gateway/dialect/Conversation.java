package io.inkstone.gateway.dialect;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** One request in a {@link Dialect}, and how it is answered. */
public interface Conversation {

    /** The chat to ask; a stream's asks for its usage. */
    ObjectNode chat();

    /**
     * The answer in the dialect's shape.
     *
     * @param completion a whole {@code chat.completion}
     * @throws io.inkstone.protocol.ApiException 502 when the shape cannot say what the model wrote
     */
    ObjectNode answer(ObjectNode completion);

    /** Makes events of the chunks of one stream. */
    AnswerEvents events();
}
