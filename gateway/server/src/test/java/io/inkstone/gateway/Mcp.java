package io.inkstone.gateway;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inkstone.protocol.Json;

/** Messages of the Model Context Protocol, as a client writes them. */
final class Mcp {

    private Mcp() {}

    /** A request without parameters. */
    static String request(String method) {
        return "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + method + "\"}";
    }

    static String call(String tool, String arguments) {
        return call(1, tool, arguments);
    }

    static String call(int id, String tool, String arguments) {
        ObjectNode params = params(tool, arguments);
        return Json.write(envelope(id, params));
    }

    /** A call whose progress is asked for. */
    static String watched(int id, String tool, String arguments) {
        ObjectNode params = params(tool, arguments);
        params.putObject("_meta").put("progressToken", "token " + id);
        return Json.write(envelope(id, params));
    }

    /** A call as the version without sessions wants it. */
    static ObjectNode stateless(String tool, String arguments) {
        ObjectNode params = params(tool, arguments);
        params.putObject("_meta")
                .put("io.modelcontextprotocol/protocolVersion", "2026-07-28")
                .putObject("io.modelcontextprotocol/clientCapabilities");
        return envelope(1, params);
    }

    static String cancelled(int id) {
        return "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":" + id + "}}";
    }

    private static ObjectNode params(String tool, String arguments) {
        ObjectNode params = Json.MAPPER.createObjectNode().put("name", tool);
        params.set("arguments", Json.parseObject(arguments));
        return params;
    }

    private static ObjectNode envelope(int id, ObjectNode params) {
        ObjectNode json = Json.MAPPER.createObjectNode().put("jsonrpc", "2.0").put("id", id);
        json.put("method", "tools/call").set("params", params);
        return json;
    }
}
