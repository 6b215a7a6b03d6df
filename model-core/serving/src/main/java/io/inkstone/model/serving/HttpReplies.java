package io.inkstone.model.serving;

import com.fasterxml.jackson.databind.JsonNode;
import io.inkstone.protocol.ApiException;
import io.inkstone.protocol.Json;
import io.vertx.core.http.HttpServerResponse;

/** Writes whole answers and errors. */
final class HttpReplies {

    private HttpReplies() {}

    static void json(HttpServerResponse response, int status, JsonNode body) {
        if (!response.closed() && !response.ended()) {
            response.setStatusCode(status)
                    .putHeader("Content-Type", "application/json")
                    .end(Json.write(body));
        }
    }

    static void error(HttpServerResponse response, ApiException error) {
        if (error.retryAfterSeconds() > 0 && !response.headWritten()) {
            response.putHeader("Retry-After", Integer.toString(error.retryAfterSeconds()));
        }
        json(response, error.status(), error.toJson());
    }
}
