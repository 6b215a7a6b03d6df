package io.inkstone.gateway.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inkstone.protocol.Json;
import io.inkstone.protocol.RequestFields;
import java.util.List;
import java.util.Map;

/** A request to create a response, as a chat. */
final class ResponsesRequest {

    /** What has no counterpart in a chat and whose loss would change the meaning, with what to do instead. */
    private static final Map<String, String> STATEFUL = Map.of(
            "previous_response_id",
            "nothing that is said is stored here, so there is no earlier response; send the whole conversation in 'input'",
            "conversation",
            "nothing that is said is stored here, so there is no conversation; send the whole of it in 'input'",
            "prompt",
            "no prompt templates are stored here; send the text in 'instructions' and 'input'");

    private static final List<String> AS_THEY_ARE =
            List.of("model", "temperature", "top_p", "user", "parallel_tool_calls");

    private final RequestFields fields;
    private final ObjectNode body;
    private final ChatBody chat = new ChatBody();

    private ResponsesRequest(ObjectNode body) {
        this.fields = RequestFields.of(body);
        this.body = body;
    }

    /**
     * Translates.
     *
     * @throws io.inkstone.protocol.ApiException 400 that names the field
     */
    static ObjectNode toChat(ObjectNode body) {
        return new ResponsesRequest(body).translate();
    }

    private ObjectNode translate() {
        refuseState();
        AS_THEY_ARE.forEach(name -> chat.copy(body, name, name));
        fields.integer("max_output_tokens", 1, Integer.MAX_VALUE)
                .ifPresent(most ->
                        chat.set("max_tokens", Json.MAPPER.getNodeFactory().numberNode(most)));
        fields.child("reasoning").ifPresent(reasoning -> chat.copy(reasoning.object(), "effort", "reasoning_effort"));
        fields.child("text").ifPresent(this::text);
        tools();
        toolChoice();
        if (fields.flag("stream")) {
            chat.stream();
        }
        fields.text("instructions").ifPresent(text -> chat.say("system", List.of(ChatBody.Part.text(text))));
        new ResponsesInput(fields, chat).read();
        return chat.build();
    }

    private void refuseState() {
        STATEFUL.forEach((name, why) -> {
            if (fields.find(name) != null) {
                throw fields.unsupported(name, "'" + name + "' cannot be used: " + why + ".");
            }
        });
        if (fields.flag("background")) {
            throw fields.unsupported(
                    "background",
                    "'background' cannot be true: nothing that is said is stored here; use POST /v1/batches, or keep the"
                            + " connection open.");
        }
    }

    private void text(RequestFields text) {
        chat.copy(text.object(), "verbosity", "verbosity");
        text.child("format").ifPresent(format -> {
            String type = format.requireText("type", "\"type\": \"text\"");
            switch (type) {
                case "text" -> {}
                case "json_object" ->
                    chat.set("response_format", Json.MAPPER.createObjectNode().put("type", "json_object"));
                case "json_schema" ->
                    chat.schema(
                            format.text("name").orElse("answer"),
                            format.require("schema", "\"schema\": {\"type\": \"object\"}"),
                            format.flag("strict"));
                default ->
                    throw format.unsupported(
                            "type",
                            "'" + format.path("type") + "' must be text, json_object or json_schema; others are not"
                                    + " known.");
            }
        });
    }

    private void tools() {
        JsonNode tools = fields.find("tools");
        if (tools == null) {
            return;
        }
        if (!tools.isArray()) {
            throw fields.wrongType("tools", tools, "an array of tools");
        }
        for (int i = 0; i < tools.size(); i++) {
            if (!(tools.get(i) instanceof ObjectNode tool)) {
                throw fields.wrongType("tools[" + i + "]", tools.get(i), "an object");
            }
            RequestFields read = new RequestFields(tool, "tools[" + i + "].");
            requireFunction(read);
            chat.tool(
                    read.requireText("name", "\"name\": \"find_order\""),
                    read.text("description").orElse(null),
                    read.find("parameters"),
                    read.find("strict"));
        }
    }

    private void toolChoice() {
        JsonNode choice = fields.find("tool_choice");
        if (choice == null) {
            return;
        }
        if (choice instanceof ObjectNode object) {
            RequestFields read = new RequestFields(object, "tool_choice.");
            requireFunction(read);
            ObjectNode named = Json.MAPPER.createObjectNode().put("type", "function");
            named.putObject("function").put("name", read.requireText("name", "\"name\": \"find_order\""));
            chat.set("tool_choice", named);
        } else {
            fields.text("tool_choice").ifPresent(word -> chat.put("tool_choice", word));
        }
    }

    private static void requireFunction(RequestFields tool) {
        if (!tool.requireText("type", "\"type\": \"function\"").equals("function")) {
            throw tool.unsupported(
                    "type",
                    "'" + tool.path("type")
                            + "' must be function: tools that a provider runs itself are not had here.");
        }
    }
}
