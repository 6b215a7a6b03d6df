package io.inkstone.gateway.dialect;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inkstone.protocol.ApiException;
import io.inkstone.protocol.Json;

/** {@code POST /v1/messages}. */
final class MessagesDialect implements Dialect {

    @Override
    public Conversation read(ObjectNode body) {
        ObjectNode chat = MessagesRequest.toChat(body);
        return new Conversation() {
            @Override
            public ObjectNode chat() {
                return chat;
            }

            @Override
            public ObjectNode answer(ObjectNode completion) {
                return MessageObject.answer(ChatAnswer.of(completion));
            }

            @Override
            public AnswerEvents events() {
                return new MessagesEvents();
            }
        };
    }

    @Override
    public ObjectNode error(ApiException error, String requestId) {
        return errorOf(error).put("request_id", requestId);
    }

    /** Anthropic's shape, with our stable code beside it. */
    static ObjectNode errorOf(ApiException error) {
        ObjectNode body = Json.MAPPER.createObjectNode().put("type", "error");
        body.putObject("error")
                .put("type", typeOf(error.status()))
                .put("message", error.getMessage())
                .put("code", error.code());
        return body;
    }

    private static String typeOf(int status) {
        return switch (status) {
            case 401 -> "authentication_error";
            case 403 -> "permission_error";
            case 404 -> "not_found_error";
            case 413 -> "request_too_large";
            case 429 -> "rate_limit_error";
            case 503 -> "overloaded_error";
            case 504 -> "timeout_error";
            default -> status < 500 ? "invalid_request_error" : "api_error";
        };
    }
}
