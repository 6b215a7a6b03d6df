package io.inkstone.orchestration;

import com.fasterxml.jackson.databind.JsonNode;
import io.inkstone.protocol.ApiException;
import io.inkstone.protocol.Json;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.StreamResetException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Says an upstream's failures in our words: the one place that knows Vert.x's exceptions. */
final class UpstreamErrors {

    private static final int RETRY_AFTER_SECONDS = 2;

    private final String upstream;

    UpstreamErrors(String upstream) {
        this.upstream = upstream;
    }

    ApiException translate(Throwable failure) {
        if (failure instanceof ApiException known) {
            return known;
        }
        if (failure instanceof ConnectionPoolTooBusyException) {
            return ApiException.unavailable(
                    "upstream_busy", "Too many requests wait for upstream '" + upstream + "'; try again.", 1);
        }
        if (failure instanceof ConnectException
                || failure instanceof UnknownHostException
                || failure instanceof TimeoutException) {
            return ApiException.unavailable(
                    "upstream_unavailable",
                    "Upstream '" + upstream + "' cannot be reached; it may be starting, so try again.",
                    RETRY_AFTER_SECONDS);
        }
        if (failure instanceof HttpClosedException
                || failure instanceof StreamResetException
                || failure instanceof IOException) {
            return lost();
        }
        return ApiException.badUpstream(
                "bad_upstream_answer",
                "Upstream '" + upstream + "' does not answer as OpenAI's protocol says.",
                failure);
    }

    ApiException lost() {
        return ApiException.unavailable(
                "upstream_lost",
                "Upstream '" + upstream + "' closed the connection before its answer was complete; try again.",
                RETRY_AFTER_SECONDS);
    }

    ApiException notAnAnswer(String how) {
        return ApiException.badUpstream(
                "bad_upstream_answer",
                "Upstream '" + upstream + "' does not answer as OpenAI's protocol says: " + how + ".",
                null);
    }

    /** An answer with a status other than 200. */
    ApiException reported(HttpClientResponse response, Buffer body) {
        int status = response.statusCode();
        if (status == 401 || status == 403) {
            // The caller's own key is in order; telling it otherwise would send its owner looking in the wrong place.
            return ApiException.badUpstream(
                    "upstream_refused_key",
                    "Upstream '" + upstream + "' refused the gateway's key; check inkstone.gateway.upstreams."
                            + upstream + ".api-key.",
                    null);
        }
        JsonNode error = errorOf(body);
        if (error == null && (status == 429 || status >= 500)) {
            // A proxy in front of it may say this in HTML; it means the same.
            return ApiException.reported(
                    status,
                    status == 429 ? "rate_limit_error" : "server_error",
                    "upstream_error",
                    null,
                    "Upstream '" + upstream + "' answered with status " + status + " and no more.",
                    retryAfterSeconds(response, status));
        }
        if (error == null) {
            return notAnAnswer("status " + status + " without an error body");
        }
        return reported(status, error, retryAfterSeconds(response, status));
    }

    /** An error that comes within a stream, where no status can be told any more. */
    ApiException reportedInStream(JsonNode error) {
        int status = switch (error.path("type").asText()) {
            case "invalid_request_error" -> 400;
            case "rate_limit_error" -> 429;
            default -> 503;
        };
        return reported(status, error, status == 400 ? 0 : RETRY_AFTER_SECONDS);
    }

    private static ApiException reported(int status, JsonNode error, int retryAfterSeconds) {
        return ApiException.reported(
                status,
                error.path("type").asText(status < 500 ? "invalid_request_error" : "server_error"),
                error.path("code").asText("upstream_error"),
                error.path("param").isTextual() ? error.path("param").asText() : null,
                error.path("message").asText("The upstream reported an error without a message."),
                retryAfterSeconds);
    }

    private static @Nullable JsonNode errorOf(Buffer body) {
        try {
            JsonNode error = Json.MAPPER.readTree(body.getBytes()).path("error");
            return error.isObject() ? error : null;
        } catch (IOException e) {
            return null;
        }
    }

    private static int retryAfterSeconds(HttpClientResponse response, int status) {
        if (status != 429 && status != 503) {
            return 0;
        }
        String header = response.getHeader("retry-after");
        return header != null && header.matches("[0-9]{1,6}") ? Math.max(1, Integer.parseInt(header)) : 1;
    }
}
