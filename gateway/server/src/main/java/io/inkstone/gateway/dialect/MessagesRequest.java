package io.inkstone.gateway.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inkstone.protocol.ChatRequest;
import io.inkstone.protocol.Json;
import io.inkstone.protocol.RequestFields;
import java.util.ArrayList;
import java.util.List;

/** A request to create a message, as a chat. */
final class MessagesRequest {

    private static final List<String> AS_THEY_ARE = List.of("model", "max_tokens", "temperature", "top_p", "top_k");

    private final RequestFields fields;
    private final ObjectNode body;
    private final ChatBody chat = new ChatBody();

    private MessagesRequest(ObjectNode body) {
        this.fields = RequestFields.of(body);
        this.body = body;
    }

    /**
     * Translates.
     *
     * @throws io.inkstone.protocol.ApiException 400 that names the field
     */
    static ObjectNode toChat(ObjectNode body) {
        return new MessagesRequest(body).translate();
    }

    private ObjectNode translate() {
        fields.require("max_tokens", "\"max_tokens\": 1024");
        fields.integer("max_tokens", 1, Integer.MAX_VALUE);
        AS_THEY_ARE.forEach(name -> chat.copy(body, name, name));
        chat.copy(body, "stop_sequences", "stop");
        fields.child("metadata").ifPresent(metadata -> chat.copy(metadata.object(), "user_id", "user"));
        fields.child("output_config").ifPresent(this::outputConfig);
        refuse("container", "code is not run here");
        refuse("mcp_servers", "other servers are not called here; the gateway's own tools are at /mcp");
        tools();
        fields.child("tool_choice").ifPresent(this::toolChoice);
        if (fields.flag("stream")) {
            chat.stream();
        }
        if (fields.find("system") != null) {
            chat.say("system", MessagesContent.texts(fields, "system"));
        }
        messages();
        return chat.build();
    }

    private void refuse(String name, String why) {
        JsonNode value = fields.find(name);
        if (value != null && !(value.isArray() && value.isEmpty())) {
            throw fields.unsupported(name, "'" + name + "' cannot be used: " + why + ".");
        }
    }

    private void messages() {
        JsonNode messages = fields.require("messages", "\"messages\": [{\"role\": \"user\", \"content\": \"…\"}]");
        if (!messages.isArray()) {
            throw fields.wrongType("messages", messages, "an array");
        }
        if (messages.isEmpty() || messages.size() > ChatRequest.MAX_MESSAGES) {
            throw fields.invalid(
                    "messages",
                    "'messages' holds " + messages.size() + " messages; 1 to " + ChatRequest.MAX_MESSAGES
                            + " are taken.");
        }
        for (int i = 0; i < messages.size(); i++) {
            String name = "messages[" + i + "]";
            if (!(messages.get(i) instanceof ObjectNode message)) {
                throw fields.wrongType(name, messages.get(i), "an object");
            }
            new MessagesContent(new RequestFields(message, name + "."), chat).read();
        }
    }

    private void outputConfig(RequestFields config) {
        chat.copy(config.object(), "effort", "reasoning_effort");
        config.child("format").ifPresent(format -> {
            String type = format.requireText("type", "\"type\": \"json_schema\"");
            if (!type.equals("json_schema")) {
                throw format.unsupported("type", "'" + format.path("type") + "' must be json_schema.");
            }
            chat.schema("answer", format.require("schema", "\"schema\": {\"type\": \"object\"}"), true);
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
        List<RequestFields> read = new ArrayList<>();
        for (int i = 0; i < tools.size(); i++) {
            if (!(tools.get(i) instanceof ObjectNode tool)) {
                throw fields.wrongType("tools[" + i + "]", tools.get(i), "an object");
            }
            read.add(new RequestFields(tool, "tools[" + i + "]."));
        }
        for (RequestFields tool : read) {
            if (!tool.text("type").orElse("custom").equals("custom")) {
                throw tool.unsupported(
                        "type",
                        "'" + tool.path("type") + "' must be custom: tools that a provider runs itself are not had"
                                + " here.");
            }
            chat.tool(
                    tool.requireText("name", "\"name\": \"find_order\""),
                    tool.text("description").orElse(null),
                    tool.require("input_schema", "\"input_schema\": {\"type\": \"object\"}"),
                    tool.find("strict"));
        }
    }

    private void toolChoice(RequestFields choice) {
        String type = choice.requireText("type", "\"type\": \"auto\"");
        switch (type) {
            case "auto", "none" -> chat.put("tool_choice", type);
            case "any" -> chat.put("tool_choice", "required");
            case "tool" -> {
                ObjectNode named = Json.MAPPER.createObjectNode().put("type", "function");
                named.putObject("function").put("name", choice.requireText("name", "\"name\": \"find_order\""));
                chat.set("tool_choice", named);
            }
            default -> throw choice.invalid("type", "'" + choice.path("type") + "' must be auto, any, tool or none.");
        }
        if (choice.flag("disable_parallel_tool_use")) {
            chat.set("parallel_tool_calls", Json.MAPPER.getNodeFactory().booleanNode(false));
        }
    }
}
