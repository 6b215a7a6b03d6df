package io.inkstone.gateway.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inkstone.gateway.dialect.AnswerEvents;
import io.inkstone.protocol.ApiException;
import io.inkstone.protocol.Sse;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** How a stream of chunks is written as server-sent events; for one stream. What is empty is not written. */
interface StreamForm {

    String chunk(ObjectNode chunk);

    String end();

    String failed(ApiException cause);

    /** The chunks as they are, and {@code [DONE]}; nothing follows an error, so that it cannot be taken for an answer. */
    static StreamForm ofChunks() {
        return new StreamForm() {
            private final Set<Integer> begun = new HashSet<>();

            @Override
            public String chunk(ObjectNode chunk) {
                chunk.path("choices").forEach(this::nameRole);
                return Sse.encode(chunk);
            }

            /** Clients learn from the first piece of an answer who speaks; not every engine says it. */
            private void nameRole(JsonNode choice) {
                if (choice.path("delta") instanceof ObjectNode delta
                        && begun.add(choice.path("index").asInt())
                        && !delta.path("role").isTextual()) {
                    delta.put("role", "assistant");
                }
            }

            @Override
            public String end() {
                return Sse.encodeDone();
            }

            @Override
            public String failed(ApiException cause) {
                return Sse.encode(cause.toJson());
            }
        };
    }

    /** The events of a dialect. */
    static StreamForm of(AnswerEvents events) {
        return new StreamForm() {
            @Override
            public String chunk(ObjectNode chunk) {
                return written(events.chunk(chunk));
            }

            @Override
            public String end() {
                return written(events.end());
            }

            @Override
            public String failed(ApiException cause) {
                return written(events.failed(cause));
            }

            private String written(List<AnswerEvents.Event> all) {
                StringBuilder text = new StringBuilder();
                all.forEach(event -> text.append(Sse.encode(event.name(), event.data())));
                return text.toString();
            }
        };
    }
}
