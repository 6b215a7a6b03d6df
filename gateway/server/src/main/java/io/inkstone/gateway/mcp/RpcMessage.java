package io.inkstone.gateway.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inkstone.protocol.ApiException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One message of JSON-RPC 2.0 from a client.
 *
 * @param id a string or a whole number; null for what wants no answer
 * @param method empty when the client answers something that nobody asked
 */
record RpcMessage(@Nullable JsonNode id, String method, ObjectNode params) {

    private static final int MAX_ID = 256;

    /** What JSON-RPC and MCP have a number for; other errors have their HTTP status. */
    private static final Map<String, Integer> NUMBERS = Map.of(
            "invalid_json", -32700,
            "invalid_request", -32600,
            "method_not_found", -32601,
            "invalid_params", -32602,
            "internal_error", -32603,
            "header_mismatch", -32020);

    /**
     * Reads.
     *
     * @throws ApiException 400 {@code invalid_request}
     */
    static RpcMessage of(ObjectNode json) {
        if (!json.path("jsonrpc").asText().equals("2.0")) {
            throw invalid("jsonrpc", "\"2.0\"");
        }
        if (!json.has("method") && (json.has("result") || json.has("error"))) {
            return new RpcMessage(null, "", JsonNodeFactory.instance.objectNode());
        }
        if (!json.path("method").isTextual()) {
            throw invalid("method", "a string");
        }
        JsonNode id = json.get("id");
        if (id != null && !id.isIntegralNumber() && !id.isTextual()
                || id != null && id.toString().length() > MAX_ID) {
            throw invalid("id", "a whole number or a string of at most " + MAX_ID + " characters");
        }
        JsonNode params = json.path("params");
        if (!params.isObject() && !params.isMissingNode()) {
            throw invalid("params", "an object");
        }
        return new RpcMessage(
                id,
                json.path("method").asText(),
                params instanceof ObjectNode object ? object : JsonNodeFactory.instance.objectNode());
    }

    /** What a request says about itself. */
    JsonNode meta() {
        return params.path("_meta");
    }

    ObjectNode result(ObjectNode result) {
        ObjectNode json = envelope();
        json.set("id", id);
        json.set("result", result);
        return json;
    }

    ObjectNode error(ApiException error) {
        return error(id, error);
    }

    /** An answer that says why there is none, with OpenAI's shape of the error as its data. */
    static ObjectNode error(@Nullable JsonNode id, ApiException error) {
        return error(
                id,
                NUMBERS.getOrDefault(error.code(), error.status() == 500 ? -32603 : error.status()),
                error.getMessage(),
                error.toJson().path("error"));
    }

    static ObjectNode error(@Nullable JsonNode id, int number, String message, JsonNode data) {
        ObjectNode json = envelope();
        if (id != null) {
            json.set("id", id);
        }
        json.putObject("error").put("code", number).put("message", message).set("data", data);
        return json;
    }

    static ObjectNode notification(String method, ObjectNode params) {
        ObjectNode json = envelope().put("method", method);
        json.set("params", params);
        return json;
    }

    private static ObjectNode envelope() {
        return JsonNodeFactory.instance.objectNode().put("jsonrpc", "2.0");
    }

    private static ApiException invalid(String field, String expected) {
        return ApiException.invalidRequest(
                "invalid_request", field, "The field '" + field + "' of a JSON-RPC message must be " + expected + ".");
    }
}
