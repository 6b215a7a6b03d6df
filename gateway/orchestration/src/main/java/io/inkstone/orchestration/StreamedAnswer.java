package io.inkstone.orchestration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import io.inkstone.protocol.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Puts a chat's chunks together again. */
final class StreamedAnswer {

    private static final class Tool {
        private String id = "";
        private String name = "";
        private final StringBuilder arguments = new StringBuilder();
    }

    private final StringBuilder text = new StringBuilder();
    private final Map<Integer, Tool> tools = new TreeMap<>();
    private JsonNode head = Json.MAPPER.missingNode();
    private JsonNode usage = Json.MAPPER.missingNode();
    private String finishReason = "";

    /** Takes a chunk and returns the text that it adds. */
    String add(ObjectNode chunk) {
        head = chunk;
        if (chunk.path("usage").isObject()) {
            usage = chunk.path("usage");
        }
        JsonNode choice = chunk.path("choices").path(0);
        JsonNode delta = choice.path("delta");
        if (choice.path("finish_reason").isTextual()) {
            finishReason = choice.path("finish_reason").asText();
        }
        for (JsonNode part : delta.path("tool_calls")) {
            addTool(part);
        }
        String added = delta.path("content").asText("");
        text.append(added);
        return added;
    }

    ChatResponse toResponse() {
        List<ToolExecutionRequest> requests = new ArrayList<>();
        tools.values()
                .forEach(tool -> requests.add(ChatMapping.toolRequest(tool.id, tool.name, tool.arguments.toString())));
        return ChatMapping.response(head, text.toString(), requests, finishReason, usage);
    }

    private void addTool(JsonNode part) {
        Tool tool = tools.computeIfAbsent(part.path("index").asInt(), index -> new Tool());
        tool.id = part.path("id").asText(tool.id);
        tool.name = part.path("function").path("name").asText(tool.name);
        tool.arguments.append(part.path("function").path("arguments").asText(""));
    }
}
