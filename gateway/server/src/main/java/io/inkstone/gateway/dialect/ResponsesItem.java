package io.inkstone.gateway.dialect;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inkstone.protocol.Json;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One item of a streamed response's output, from its first piece to its end. */
final class ResponsesItem {

    /**
     * How items of a kind are written.
     *
     * @param events what the names of the events of its text begin with
     * @param field what holds the text in the event at its end
     * @param item the item with a text, in a status
     * @param part the text as a part of the item's content; null where it is no part
     */
    private record Kind(
            String events,
            String field,
            BiFunction<String, String, ObjectNode> item,
            @Nullable Function<String, ObjectNode> part) {}

    private final ResponsesEvents events;
    private final int index;
    private final String id;
    private final Kind kind;
    private final StringBuilder text = new StringBuilder();

    private ResponsesItem(ResponsesEvents events, int index, String id, Kind kind) {
        this.events = events;
        this.index = index;
        this.id = id;
        this.kind = kind;
        ObjectNode added = place().put("output_index", index);
        added.set("item", kind.item().apply("", "in_progress"));
        events.emit("response.output_item.added", added);
        if (kind.part() != null) {
            events.emit(
                    "response.content_part.added",
                    content().set("part", kind.part().apply("")));
        }
    }

    static ResponsesItem text(ResponsesEvents events, int index) {
        return inMessage(events, index, "response.output_text", ResponseObject::text);
    }

    static ResponsesItem refusal(ResponsesEvents events, int index) {
        return inMessage(events, index, "response.refusal", ResponseObject::refusal);
    }

    static ResponsesItem reasoning(ResponsesEvents events, int index) {
        String id = Ids.fresh("rs_");
        Kind kind = new Kind(
                "response.reasoning_text",
                "text",
                (text, status) -> ResponseObject.reasoning(id, text, status),
                ResponseObject::reasoningText);
        return new ResponsesItem(events, index, id, kind);
    }

    static ResponsesItem functionCall(ResponsesEvents events, int index, String callId, String name) {
        String id = Ids.fresh("fc_");
        Kind kind = new Kind(
                "response.function_call_arguments",
                "arguments",
                (text, status) -> ResponseObject.functionCall(id, new ChatAnswer.ToolCall(callId, name, text), status),
                null);
        return new ResponsesItem(events, index, id, kind);
    }

    private static ResponsesItem inMessage(
            ResponsesEvents events, int index, String prefix, Function<String, ObjectNode> part) {
        String id = Ids.fresh("msg_");
        Kind kind = new Kind(
                prefix,
                prefix.equals("response.refusal") ? "refusal" : "text",
                (text, status) -> {
                    ObjectNode message = ResponseObject.message(id, status);
                    if (!status.equals("in_progress")) {
                        message.withArray("content").add(part.apply(text));
                    }
                    return message;
                },
                part);
        return new ResponsesItem(events, index, id, kind);
    }

    /** A piece of its text. */
    void add(String piece) {
        text.append(piece);
        events.emit(kind.events() + ".delta", withLogprobs(content().put("delta", piece)));
    }

    /** Its end. */
    void close(String status) {
        String whole = text.toString();
        events.emit(kind.events() + ".done", withLogprobs(content().put(kind.field(), whole)));
        if (kind.part() != null) {
            events.emit(
                    "response.content_part.done",
                    content().set("part", kind.part().apply(whole)));
        }
        events.emit("response.output_item.done", place().set("item", json(status)));
    }

    /** The item as it is now. */
    ObjectNode json(String status) {
        return kind.item().apply(text.toString(), status);
    }

    private ObjectNode place() {
        return Json.MAPPER.createObjectNode().put("output_index", index);
    }

    private ObjectNode content() {
        ObjectNode data = place().put("item_id", id);
        return kind.part() == null ? data : data.put("content_index", 0);
    }

    private ObjectNode withLogprobs(ObjectNode data) {
        if (kind.events().equals("response.output_text")) {
            data.putArray("logprobs");
        }
        return data;
    }
}
