package io.inkstone.gateway.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inkstone.protocol.ApiException;
import io.inkstone.protocol.Json;
import io.inkstone.protocol.Usage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The typed events of a streamed response. Items stay open until the end, since the rails may bring the rest of an earlier
 * text last.
 */
final class ResponsesEvents implements AnswerEvents {

    private final ResponseObject response;
    private final Map<String, ResponsesItem> items = new LinkedHashMap<>();
    private List<Event> out = new ArrayList<>();
    private boolean started;
    private int sequence;
    private String model = "";
    private String finishReason = "stop";
    private @Nullable Usage usage;

    ResponsesEvents(ResponseObject response) {
        this.response = response;
    }

    @Override
    public List<Event> chunk(ObjectNode chunk) {
        if (!started) {
            started = true;
            model = chunk.path("model").asText();
            emit("response.created", with("response", response.started(model)));
            emit("response.in_progress", with("response", response.started(model)));
        }
        if (chunk.path("usage").isObject()) {
            usage = Usage.fromJson(chunk.path("usage"));
        }
        JsonNode choice = chunk.path("choices").path(0);
        delta(choice.path("delta"));
        if (choice.path("finish_reason").isTextual()) {
            finishReason = choice.path("finish_reason").textValue();
        }
        return taken();
    }

    private void delta(JsonNode delta) {
        String reasoning = ChatAnswer.reasoningOf(delta);
        if (!reasoning.isEmpty()) {
            item("reasoning", ResponsesItem::reasoning).add(reasoning);
        }
        String text = delta.path("content").asText("");
        if (!text.isEmpty()) {
            item("text", ResponsesItem::text).add(text);
        }
        String refusal = delta.path("refusal").asText("");
        if (!refusal.isEmpty()) {
            item("refusal", ResponsesItem::refusal).add(refusal);
        }
        for (JsonNode call : delta.path("tool_calls")) {
            ResponsesItem item = item(
                    "tool " + call.path("index").asInt(),
                    (events, index) -> ResponsesItem.functionCall(
                            events,
                            index,
                            call.path("id").asText(Ids.fresh("call_")),
                            call.path("function").path("name").asText()));
            String arguments = call.path("function").path("arguments").asText("");
            if (!arguments.isEmpty()) {
                item.add(arguments);
            }
        }
    }

    private interface Opening {
        ResponsesItem open(ResponsesEvents events, int index);
    }

    private ResponsesItem item(String key, Opening opening) {
        ResponsesItem known = items.get(key);
        if (known == null) {
            known = opening.open(this, items.size());
            items.put(key, known);
        }
        return known;
    }

    @Override
    public List<Event> end() {
        if (items.isEmpty()) {
            item("text", ResponsesItem::text);
        }
        String status = ResponseObject.statusOf(finishReason);
        items.values().forEach(item -> item.close(status));
        emit("response." + status, with("response", response.finished(model, output(status), finishReason, usage)));
        return taken();
    }

    @Override
    public List<Event> failed(ApiException cause) {
        if (finishReason.equals("content_filter")) {
            return end();
        }
        emit("response.failed", with("response", response.failed(model, output("incomplete"), cause)));
        return taken();
    }

    /** Adds an event with its number in the sequence. */
    void emit(String type, ObjectNode data) {
        out.add(new Event(type, data.put("type", type).put("sequence_number", sequence++)));
    }

    private ArrayNode output(String status) {
        ArrayNode output = Json.MAPPER.createArrayNode();
        items.values().forEach(item -> output.add(item.json(status)));
        return output;
    }

    private List<Event> taken() {
        List<Event> taken = out;
        out = new ArrayList<>();
        return taken;
    }

    private static ObjectNode with(String name, ObjectNode value) {
        return Json.MAPPER.createObjectNode().set(name, value);
    }
}
