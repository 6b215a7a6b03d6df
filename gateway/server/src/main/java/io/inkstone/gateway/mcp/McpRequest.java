package io.inkstone.gateway.mcp;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inkstone.gateway.edge.ApiVersion;
import io.inkstone.protocol.ApiException;
import io.inkstone.protocol.Sse;
import io.vertx.ext.web.RoutingContext;

/**
 * A request with what decides the form of its answer.
 *
 * @param takesJson whether the client takes one JSON object
 * @param takesEvents whether it takes server-sent events
 */
record McpRequest(RpcMessage message, McpVersion version, boolean takesJson, boolean takesEvents) {

    /**
     * Reads the {@code Accept} header.
     *
     * @throws ApiException 406 {@code not_acceptable}
     */
    static McpRequest of(RoutingContext ctx, RpcMessage message, McpVersion version) {
        String accept = ctx.request().getHeader("accept");
        boolean json = accept == null
                || accept.contains("application/json")
                || accept.contains("application/*")
                || accept.contains("*/*");
        boolean events = accept != null && accept.contains(Sse.CONTENT_TYPE);
        if (!json && !events) {
            throw ApiException.badRequest(
                    406,
                    "not_acceptable",
                    "'Accept: " + accept + "' fits nothing that MCP answers with; send 'Accept: application/json, "
                            + Sse.CONTENT_TYPE + "'.");
        }
        return new McpRequest(message, version, json, events);
    }

    /** The answer, with what the version wants in every result. */
    ObjectNode result(ObjectNode result) {
        if (version == McpVersion.STATELESS) {
            result.put("resultType", "complete");
            result.putObject("_meta").set("io.modelcontextprotocol/serverInfo", serverInfo());
        }
        return message.result(result);
    }

    static ObjectNode serverInfo() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("name", "inkstone")
                .put("title", "Inkstone")
                .put("version", ApiVersion.CURRENT);
    }
}
