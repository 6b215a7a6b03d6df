package io.inkstone.gateway.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inkstone.protocol.Json;
import java.util.ArrayList;
import java.util.List;

/** Chunks in, and what came out, for tests. */
final class Events {

    private final AnswerEvents events;
    final List<AnswerEvents.Event> all = new ArrayList<>();

    Events(AnswerEvents events) {
        this.events = events;
    }

    Events delta(String delta) {
        return chunk("{\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":" + delta + ",\"finish_reason\":null}]}");
    }

    Events finish(String reason, String delta) {
        return chunk("{\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":" + delta + ",\"finish_reason\":\"" + reason
                + "\"}]}");
    }

    Events usage() {
        return chunk("{\"model\":\"m\",\"choices\":[],\"usage\":{\"prompt_tokens\":9,\"completion_tokens\":4,"
                + "\"prompt_tokens_details\":{\"cached_tokens\":2}}}");
    }

    Events end() {
        all.addAll(events.end());
        return this;
    }

    Events failed(io.inkstone.protocol.ApiException cause) {
        all.addAll(events.failed(cause));
        return this;
    }

    List<String> names() {
        return all.stream().map(AnswerEvents.Event::name).toList();
    }

    ObjectNode last() {
        return all.get(all.size() - 1).data();
    }

    /** The texts at a pointer of all events of a name, joined. */
    String joined(String name, String pointer) {
        StringBuilder text = new StringBuilder();
        all.stream()
                .filter(event -> event.name().equals(name))
                .map(event -> event.data().at(pointer))
                .map(JsonNode::asText)
                .forEach(text::append);
        return text.toString();
    }

    private Events chunk(String json) {
        all.addAll(events.chunk(Json.parseObject(json)));
        return this;
    }
}
