package io.inkstone.guardrails.openai;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A text that a model wrote into a choice: its content, its reasoning, the arguments of a tool.
 *
 * @param key the same for the pieces of one text in a stream
 * @param holder the object that holds it
 * @param name the name of the field in it
 */
record AnswerField(String key, ObjectNode holder, String name) {

    private static final String ARGUMENTS = "arguments";
    private static final List<String> CONTENT = List.of("content", "reasoning_content", "reasoning", "refusal");

    /**
     * The texts of a choice.
     *
     * @param part {@code message}, or {@code delta} in a stream
     */
    static List<AnswerField> of(ObjectNode choice, String part) {
        List<AnswerField> fields = new ArrayList<>();
        add(fields, "text", choice, "text");
        if (choice.path(part) instanceof ObjectNode message) {
            CONTENT.forEach(name -> add(fields, name, message, name));
            message.path("tool_calls").forEach(tool -> addTool(fields, tool));
            if (message.path("function_call") instanceof ObjectNode function) {
                add(fields, "function", function, ARGUMENTS);
            }
        }
        return fields;
    }

    private static void addTool(List<AnswerField> fields, JsonNode tool) {
        if (tool.path("function") instanceof ObjectNode function) {
            add(fields, "tool " + tool.path("index").asInt(fields.size()), function, ARGUMENTS);
        }
    }

    private static void add(List<AnswerField> fields, String key, ObjectNode holder, String name) {
        if (holder.path(name).isTextual()) {
            fields.add(new AnswerField(key, holder, name));
        }
    }

    String text() {
        return holder.path(name).textValue();
    }

    void write(String text) {
        holder.put(name, text);
    }

    /** How an original is written here: the arguments of a tool are JSON within a JSON text. */
    UnaryOperator<String> writing() {
        return name.equals(ARGUMENTS)
                ? original -> new String(JsonStringEncoder.getInstance().quoteAsString(original))
                : UnaryOperator.identity();
    }
}
