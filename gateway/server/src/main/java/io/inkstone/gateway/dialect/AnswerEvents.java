package io.inkstone.gateway.dialect;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inkstone.protocol.ApiException;
import java.util.List;

/** The events of one streamed answer: any number of chunks, then one of {@link #end} and {@link #failed}. Not thread-safe. */
public interface AnswerEvents {

    /** One server-sent event. */
    record Event(String name, ObjectNode data) {}

    /** What a {@code chat.completion.chunk} adds. */
    List<Event> chunk(ObjectNode chunk);

    /** The stream came to its end. */
    List<Event> end();

    /** The stream broke, or a rail ended it. */
    List<Event> failed(ApiException cause);
}
