package io.inkstone.orchestration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.Content;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.internal.JsonSchemaElementUtils;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ResponseFormat;
import dev.langchain4j.model.chat.request.ResponseFormatType;
import dev.langchain4j.model.chat.request.ToolChoice;
import dev.langchain4j.model.chat.request.json.JsonSchemaElement;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.FinishReason;
import dev.langchain4j.model.output.TokenUsage;
import io.inkstone.connector.ConnectorException;
import io.inkstone.protocol.Json;
import io.inkstone.protocol.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** LangChain4j's requests and responses in OpenAI's JSON. */
final class ChatMapping {

    private ChatMapping() {}

    static ObjectNode toBody(ChatRequest request) {
        ObjectNode body = Json.MAPPER.createObjectNode();
        body.put("model", request.modelName() == null ? UpstreamDirectory.DEFAULT_MODEL : request.modelName());
        ArrayNode messages = body.putArray("messages");
        request.messages().forEach(message -> addMessage(messages, message));
        putIfSet(body, "temperature", request.temperature());
        putIfSet(body, "top_p", request.topP());
        putIfSet(body, "top_k", request.topK());
        putIfSet(body, "frequency_penalty", request.frequencyPenalty());
        putIfSet(body, "presence_penalty", request.presencePenalty());
        putIfSet(body, "max_tokens", request.maxOutputTokens());
        if (request.stopSequences() != null && !request.stopSequences().isEmpty()) {
            ArrayNode stop = body.putArray("stop");
            request.stopSequences().forEach(stop::add);
        }
        if (request.responseFormat() != null) {
            putResponseFormat(body, request.responseFormat());
        }
        if (request.toolSpecifications() != null
                && !request.toolSpecifications().isEmpty()) {
            putTools(body, request.toolSpecifications(), request.toolChoice());
        }
        return body;
    }

    static ChatResponse toResponse(ObjectNode reply) {
        JsonNode choice = reply.path("choices").path(0);
        List<ToolExecutionRequest> tools = new ArrayList<>();
        for (JsonNode tool : choice.path("message").path("tool_calls")) {
            tools.add(toolRequest(
                    tool.path("id").asText(),
                    tool.path("function").path("name").asText(),
                    tool.path("function").path("arguments").asText()));
        }
        return response(
                reply,
                choice.path("message").path("content").asText(""),
                tools,
                choice.path("finish_reason").asText(),
                reply.path("usage"));
    }

    static ChatResponse response(
            JsonNode head, String text, List<ToolExecutionRequest> tools, String finishReason, JsonNode usageJson) {
        Usage usage = Usage.fromJson(usageJson);
        AiMessage.Builder message = AiMessage.builder().toolExecutionRequests(tools);
        if (!text.isEmpty() || tools.isEmpty()) {
            message.text(text);
        }
        return ChatResponse.builder()
                .aiMessage(message.build())
                .id(head.path("id").asText())
                .modelName(head.path("model").asText())
                .tokenUsage(new TokenUsage(usage.promptTokens(), usage.completionTokens()))
                .finishReason(finishReason(finishReason))
                .build();
    }

    static ToolExecutionRequest toolRequest(String id, String name, String arguments) {
        return ToolExecutionRequest.builder()
                .id(id)
                .name(name)
                .arguments(arguments)
                .build();
    }

    private static FinishReason finishReason(String reason) {
        return switch (reason) {
            case "stop" -> FinishReason.STOP;
            case "length" -> FinishReason.LENGTH;
            case "tool_calls" -> FinishReason.TOOL_EXECUTION;
            case "content_filter" -> FinishReason.CONTENT_FILTER;
            default -> FinishReason.OTHER;
        };
    }

    private static void addMessage(ArrayNode messages, ChatMessage message) {
        if (message instanceof SystemMessage system) {
            messages.addObject().put("role", "system").put("content", system.text());
        } else if (message instanceof UserMessage user) {
            messages.addObject().put("role", "user").put("content", text(user.contents()));
        } else if (message instanceof ToolExecutionResultMessage result) {
            messages.addObject()
                    .put("role", "tool")
                    .put("tool_call_id", result.id())
                    .put("content", text(result.contents()));
        } else if (message instanceof AiMessage answer) {
            ObjectNode node = messages.addObject().put("role", "assistant").put("content", answer.text());
            if (answer.hasToolExecutionRequests()) {
                addToolCalls(node.putArray("tool_calls"), answer.toolExecutionRequests());
            }
        } else {
            throw unsupported("a message of type " + message.type());
        }
    }

    private static void addToolCalls(ArrayNode calls, List<ToolExecutionRequest> requests) {
        for (ToolExecutionRequest request : requests) {
            calls.addObject()
                    .put("id", request.id())
                    .put("type", "function")
                    .putObject("function")
                    .put("name", request.name())
                    .put("arguments", request.arguments());
        }
    }

    private static String text(List<Content> contents) {
        StringBuilder text = new StringBuilder();
        for (Content content : contents) {
            if (!(content instanceof TextContent part)) {
                throw unsupported("content of type " + content.type());
            }
            text.append(text.isEmpty() ? "" : "\n").append(part.text());
        }
        return text.toString();
    }

    private static void putResponseFormat(ObjectNode body, ResponseFormat format) {
        if (format.type() != ResponseFormatType.JSON) {
            return;
        }
        ObjectNode node = body.putObject("response_format");
        if (format.jsonSchema() == null) {
            node.put("type", "json_object");
            return;
        }
        node.put("type", "json_schema");
        ObjectNode schema = node.putObject("json_schema");
        schema.put("name", format.jsonSchema().name());
        schema.put("strict", true);
        schema.set("schema", schemaOf(format.jsonSchema().rootElement()));
    }

    private static void putTools(ObjectNode body, List<ToolSpecification> tools, @Nullable ToolChoice choice) {
        ArrayNode array = body.putArray("tools");
        for (ToolSpecification tool : tools) {
            ObjectNode function = array.addObject().put("type", "function").putObject("function");
            function.put("name", tool.name());
            if (tool.description() != null) {
                function.put("description", tool.description());
            }
            if (tool.parameters() != null) {
                function.set("parameters", schemaOf(tool.parameters()));
            }
        }
        if (choice != null) {
            body.put("tool_choice", choice.name().toLowerCase(Locale.ROOT));
        }
    }

    private static JsonNode schemaOf(JsonSchemaElement element) {
        return Json.MAPPER.valueToTree(JsonSchemaElementUtils.toMap(element, true));
    }

    private static void putIfSet(ObjectNode body, String field, @Nullable Number value) {
        if (value instanceof Integer whole) {
            body.put(field, whole);
        } else if (value != null) {
            body.put(field, value.doubleValue());
        }
    }

    private static ConnectorException unsupported(String what) {
        return ConnectorException.invalidInput("unsupported_message", "No model here reads " + what + "; send text.");
    }
}
