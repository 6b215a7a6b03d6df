package io.inkstone.gateway.edge;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inkstone.protocol.ApiException;
import io.inkstone.protocol.Json;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one place where errors become answers: OpenAI's shape, no detail of a fault of ours, and one log line for it. */
public final class Failures {

    private static final int MAX_CAUSES = 5;
    private static final int MAX_FRAMES = 6;
    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

    private Failures() {}

    /** Answers a failed request. */
    static void handle(RoutingContext ctx) {
        ApiException error = translate(ctx, ctx.failure(), ctx.statusCode());
        report(ctx, error);
        HttpServerResponse response = ctx.response();
        if (response.ended() || response.closed()) {
            return;
        }
        if (response.headWritten()) {
            response.reset();
            return;
        }
        if (error.retryAfterSeconds() > 0) {
            response.putHeader("retry-after", Integer.toString(error.retryAfterSeconds()));
        }
        if (error.status() == 401 && !response.headers().contains("www-authenticate")) {
            response.putHeader("www-authenticate", "Bearer");
        }
        Bodies.endAfterAnswer(ctx, error.status());
        response.setStatusCode(error.status())
                .putHeader("content-type", "application/json")
                .end(Json.write(Exchange.of(ctx).body(error)));
    }

    /** Notes an error of a request whose answer is under way already, and says it as the caller may know it. */
    public static ApiException inStream(RoutingContext ctx, Throwable failure) {
        ApiException error = translate(ctx, failure, 500);
        report(ctx, error);
        return error;
    }

    /** 403: a page in a browser that is not among those that may call the gateway. */
    public static ApiException originNotAllowed(@Nullable String origin) {
        return ApiException.forbidden(
                "origin_not_allowed",
                "Pages of '" + origin + "' may not call this; inkstone.gateway.cors-origins names those that may.");
    }

    /** The JSON Schema of such an answer. */
    public static ObjectNode schema() {
        ObjectNode schema = Json.MAPPER.createObjectNode().put("type", "object");
        ObjectNode error = schema.putObject("properties").putObject("error").put("type", "object");
        ObjectNode properties = error.putObject("properties");
        properties.putObject("message").put("type", "string");
        properties.putObject("type").put("type", "string");
        properties.putObject("param").putArray("type").add("string").add("null");
        properties.putObject("code").put("type", "string");
        properties.putObject("choices").put("type", "array").putObject("items").put("type", "string");
        return schema;
    }

    private static void report(RoutingContext ctx, ApiException error) {
        Exchange.of(ctx).failed(error.code());
        boolean fault = error.status() == 500 || error.status() == 502;
        if (fault) {
            LOG.error("Request {} failed: {}{}", Exchange.of(ctx).requestId(), error.code(), where(error.getCause()));
        }
    }

    /** Kinds and places of the causes; their messages may quote what a user typed. */
    private static String where(@Nullable Throwable cause) {
        StringBuilder places = new StringBuilder();
        for (int depth = 0; cause != null && depth < MAX_CAUSES; depth++, cause = cause.getCause()) {
            places.append("; ").append(cause.getClass().getName());
            StackTraceElement[] frames = cause.getStackTrace();
            for (int i = 0; i < Math.min(MAX_FRAMES, frames.length); i++) {
                places.append(i == 0 ? " at " : " < ").append(frames[i]);
            }
        }
        return places.toString();
    }

    private static ApiException translate(RoutingContext ctx, @Nullable Throwable failure, int status) {
        if (failure instanceof ApiException known) {
            return known;
        }
        String path = ctx.request().path();
        return switch (status) {
            case 400 -> ApiException.badRequest(400, "bad_request", "The request is not well-formed HTTP.");
            case 403 -> originNotAllowed(ctx.request().getHeader("origin"));
            case 404 ->
                ApiException.notFound(
                        "unknown_route", "There is no route '" + path + "'; GET /openapi lists all of them.");
            case 405 ->
                ApiException.badRequest(
                        405,
                        "method_not_allowed",
                        "'" + path + "' does not take " + ctx.request().method()
                                + "; GET /openapi says what it takes.");
            default ->
                ApiException.internal(
                        "internal_error",
                        "The gateway failed; its log names the cause under request "
                                + Exchange.of(ctx).requestId() + ".",
                        failure);
        };
    }
}
