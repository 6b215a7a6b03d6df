package io.inkstone.gateway.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inkstone.protocol.ApiException;
import io.inkstone.protocol.Json;
import io.inkstone.protocol.Usage;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The events of a streamed message. Clients take one block after the other, and the rails may bring the rest of an earlier
 * text last: so the first block goes out as it comes, and those behind it when it is complete.
 */
final class MessagesEvents implements AnswerEvents {

    private final Map<String, Block> blocks = new LinkedHashMap<>();
    private List<Event> out = new ArrayList<>();
    private boolean started;
    private String finishReason = "stop";
    private @Nullable String stopText;
    private Usage usage = Usage.NONE;

    /** A block of the message; {@code waiting} is what has not gone out. */
    private record Block(ObjectNode start, String deltaType, String deltaField, StringBuilder waiting) {}

    @Override
    public List<Event> chunk(ObjectNode chunk) {
        if (!started) {
            started = true;
            ObjectNode message = MessageObject.started(chunk.path("model").asText());
            emit("message_start", Json.MAPPER.createObjectNode().set("message", message));
        }
        if (chunk.path("usage").isObject()) {
            usage = Usage.fromJson(chunk.path("usage"));
        }
        JsonNode choice = chunk.path("choices").path(0);
        delta(choice.path("delta"));
        if (choice.path("finish_reason").isTextual()) {
            finishReason = choice.path("finish_reason").textValue();
            stopText = ChatAnswer.stopTextOf(choice);
        }
        return taken();
    }

    private void delta(JsonNode delta) {
        add("thinking", MessageObject.thinking(""), ChatAnswer.reasoningOf(delta));
        add("text", MessageObject.text(""), delta.path("content").asText(""));
        add("text", MessageObject.text(""), delta.path("refusal").asText(""));
        for (JsonNode call : delta.path("tool_calls")) {
            String key = "tool " + call.path("index").asInt();
            JsonNode function = call.path("function");
            if (!blocks.containsKey(key)) {
                ObjectNode start = MessageObject.toolUse(
                        call.path("id").asText(Ids.fresh("toolu_")),
                        function.path("name").asText(),
                        Json.MAPPER.createObjectNode());
                open(key, new Block(start, "input_json_delta", "partial_json", new StringBuilder()));
            }
            add(key, function.path("arguments").asText(""));
        }
    }

    private void add(String key, ObjectNode start, String piece) {
        if (!piece.isEmpty()) {
            if (!blocks.containsKey(key)) {
                open(key, new Block(start, key + "_delta", key, new StringBuilder()));
            }
            add(key, piece);
        }
    }

    private void open(String key, Block block) {
        blocks.put(key, block);
        if (blocks.size() == 1) {
            start(0, block);
        }
    }

    private void add(String key, String piece) {
        Block block = blocks.get(key);
        if (block != null && !piece.isEmpty()) {
            block.waiting().append(piece);
            if (key.equals(blocks.keySet().iterator().next())) {
                flush(0, block);
            }
        }
    }

    @Override
    public List<Event> end() {
        Iterator<Block> all = blocks.values().iterator();
        for (int index = 0; all.hasNext(); index++) {
            Block block = all.next();
            if (index > 0) {
                start(index, block);
                flush(index, block);
            }
            emit("content_block_stop", Json.MAPPER.createObjectNode().put("index", index));
        }
        ObjectNode delta = Json.MAPPER.createObjectNode();
        MessageObject.end(delta.putObject("delta"), finishReason, stopText);
        delta.set("usage", MessageObject.usage(usage));
        emit("message_delta", delta);
        emit("message_stop", Json.MAPPER.createObjectNode());
        return taken();
    }

    @Override
    public List<Event> failed(ApiException cause) {
        if (finishReason.equals("content_filter")) {
            return end();
        }
        out.add(new Event("error", MessagesDialect.errorOf(cause)));
        return taken();
    }

    private void start(int index, Block block) {
        ObjectNode data = Json.MAPPER.createObjectNode().put("index", index);
        data.set("content_block", block.start());
        emit("content_block_start", data);
    }

    private void flush(int index, Block block) {
        if (block.waiting().isEmpty()) {
            return;
        }
        ObjectNode data = Json.MAPPER.createObjectNode().put("index", index);
        data.putObject("delta")
                .put("type", block.deltaType())
                .put(block.deltaField(), block.waiting().toString());
        block.waiting().setLength(0);
        emit("content_block_delta", data);
    }

    private void emit(String type, ObjectNode data) {
        ObjectNode typed = Json.MAPPER.createObjectNode().put("type", type);
        typed.setAll(data);
        out.add(new Event(type, typed));
    }

    private List<Event> taken() {
        List<Event> taken = out;
        out = new ArrayList<>();
        return taken;
    }
}
