package io.inkstone.gateway.dialect;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inkstone.protocol.ApiException;

/** {@code POST /v1/responses}. */
final class ResponsesDialect implements Dialect {

    @Override
    public Conversation read(ObjectNode body) {
        ObjectNode chat = ResponsesRequest.toChat(body);
        return new Conversation() {
            @Override
            public ObjectNode chat() {
                return chat;
            }

            @Override
            public ObjectNode answer(ObjectNode completion) {
                return new ResponseObject(body).answer(ChatAnswer.of(completion));
            }

            @Override
            public AnswerEvents events() {
                return new ResponsesEvents(new ResponseObject(body));
            }
        };
    }

    @Override
    public ObjectNode error(ApiException error, String requestId) {
        return error.toJson();
    }
}
