package io.inkstone.protocol;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An error in OpenAI's shape: what a server answers with and a client is told. The message is for people, names the
 * offending value, what was expected and the next step, and holds no secret; the code is stable.
 */
public final class ApiException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final String type;
    private final String code;
    private final @Nullable String param;
    private final transient List<String> choices;
    private final int retryAfterSeconds;

    private ApiException(
            int status,
            String type,
            String code,
            String message,
            @Nullable String param,
            List<String> choices,
            int retryAfterSeconds,
            @Nullable Throwable cause) {
        // Without a stack trace for what a caller did wrong: it is an answer, and refusing must stay cheap.
        super(message, cause, false, status >= 500);
        this.status = status;
        this.type = Objects.requireNonNull(type);
        this.code = Objects.requireNonNull(code);
        this.param = param;
        this.choices = List.copyOf(choices);
        this.retryAfterSeconds = retryAfterSeconds;
    }

    /** 400: the request is wrong at {@code param}. */
    public static ApiException invalidRequest(String code, @Nullable String param, String message) {
        return new ApiException(400, "invalid_request_error", code, message, param, List.of(), 0, null);
    }

    /** 401: no valid key or token. */
    public static ApiException unauthorized(String message) {
        return unauthorized("invalid_api_key", message);
    }

    /** 401: a key or token that does not hold, and why. */
    public static ApiException unauthorized(String code, String message) {
        return new ApiException(401, "authentication_error", code, message, null, List.of(), 0, null);
    }

    /** 403: known, and not allowed. */
    public static ApiException forbidden(String code, String message) {
        return new ApiException(403, "permission_error", code, message, null, List.of(), 0, null);
    }

    /** 404: no such route, model or object. */
    public static ApiException notFound(String code, String message) {
        return new ApiException(404, "invalid_request_error", code, message, null, List.of(), 0, null);
    }

    /** 405, 413, 415 and the like: the request is wrong as a whole. */
    public static ApiException badRequest(int status, String code, String message) {
        return new ApiException(status, "invalid_request_error", code, message, null, List.of(), 0, null);
    }

    /** 422: understood, and refused with what would be answered instead. */
    public static ApiException refused(String code, String message, List<String> choices) {
        return new ApiException(422, "refused", code, message, null, choices, 0, null);
    }

    /** 429: too much at once; {@code retryAfterSeconds} at least 1. */
    public static ApiException tooMany(String code, String message, int retryAfterSeconds) {
        return new ApiException(
                429, "rate_limit_error", code, message, null, List.of(), Math.max(1, retryAfterSeconds), null);
    }

    /** 500: a fault of ours. */
    public static ApiException internal(String code, String message, @Nullable Throwable cause) {
        return new ApiException(500, "server_error", code, message, null, List.of(), 0, cause);
    }

    /** 502: an upstream answered with something that is not an answer. */
    public static ApiException badUpstream(String code, String message, @Nullable Throwable cause) {
        return new ApiException(502, "server_error", code, message, null, List.of(), 0, cause);
    }

    /** 503: not now; {@code retryAfterSeconds} at least 1. */
    public static ApiException unavailable(String code, String message, int retryAfterSeconds) {
        return new ApiException(
                503, "server_error", code, message, null, List.of(), Math.max(1, retryAfterSeconds), null);
    }

    /** 504: no answer in time. */
    public static ApiException timeout(String code, String message) {
        return new ApiException(504, "server_error", code, message, null, List.of(), 0, null);
    }

    /** An error as another server reported it: a body in OpenAI's shape with its status. */
    public static ApiException reported(
            int status, String type, String code, @Nullable String param, String message, int retryAfterSeconds) {
        return new ApiException(status, type, code, message, param, List.of(), retryAfterSeconds, null);
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    /** OpenAI's kind of error, e.g. {@code invalid_request_error}. */
    public String type() {
        return type;
    }

    /** A stable code in snake case. */
    public String code() {
        return code;
    }

    /** The request's field at fault, or null. */
    public @Nullable String param() {
        return param;
    }

    /** Seconds after which asking again makes sense; 0 when no such time is known. */
    public int retryAfterSeconds() {
        return retryAfterSeconds;
    }

    /** The message; never null. */
    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }

    /** The body: {@code {"error":{message,type,param,code[,choices]}}}. */
    public ObjectNode toJson() {
        ObjectNode error = Json.MAPPER.createObjectNode();
        error.put("message", getMessage());
        error.put("type", type);
        error.put("param", param);
        error.put("code", code);
        if (!choices.isEmpty()) {
            ArrayNode array = error.putArray("choices");
            choices.forEach(array::add);
        }
        ObjectNode body = Json.MAPPER.createObjectNode();
        body.set("error", error);
        return body;
    }
}
