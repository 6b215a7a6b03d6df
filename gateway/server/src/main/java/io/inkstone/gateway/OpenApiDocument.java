package io.inkstone.gateway;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inkstone.gateway.identity.ProtectedResource;
import io.inkstone.protocol.Json;
import io.inkstone.protocol.Sse;

/** The OpenAPI 3.1 document: the fixed routes, and one path for each operation, derived from its declaration. */
final class OpenApiDocument {

    private OpenApiDocument() {}

    static ObjectNode of(PluginHost plugins) {
        ObjectNode document = Json.MAPPER.createObjectNode().put("openapi", "3.1.0");
        document.putObject("info")
                .put("title", "Inkstone")
                .put("version", "1")
                .put("description", "OpenAI's routes, and one route for each operation of each connector.");
        ObjectNode components = document.putObject("components");
        components
                .putObject("securitySchemes")
                .putObject("key")
                .put("type", "http")
                .put("scheme", "bearer")
                .put(
                        "description",
                        "An API key, which begins with ink_, or an access token of the organisation's issuer.");
        components.putObject("schemas").set("Error", errorSchema());
        document.putArray("security").addObject().putArray("key");
        ObjectNode paths = document.putObject("paths");
        addFixedRoutes(paths);
        for (PluginHost.Hosted hosted : plugins.connectors()) {
            for (HostedOperation operation : hosted.operations().values()) {
                addOperation(paths, operation);
            }
        }
        return document;
    }

    private static void addFixedRoutes(ObjectNode paths) {
        addPost(paths, "/v1/chat/completions", "Answers a chat, whole or as a stream.", "model", "messages");
        addPost(
                paths,
                "/v1/completions",
                "Continues a text; with a suffix, fills the gap before it.",
                "model",
                "prompt");
        addPost(paths, "/v1/embeddings", "Turns texts into vectors.", "model", "input");
        addPost(paths, "/v1/moderations", "Says what the tenant's rails find in texts.", "input");
        addGet(paths, "/v1/models", "Lists the models.");
        addGet(paths, "/v1/connectors", "Lists the connectors and their operations.");
        addGet(paths, "/health/live", "Says whether the process is alive.").putArray("security");
        addGet(paths, "/health/ready", "Says whether a token can be generated.").putArray("security");
        addGet(paths, "/health/started", "Says whether the process has started.")
                .putArray("security");
        addPost(paths, "/admin/v1/tenants", "Makes a tenant, or changes its limits; admin only.", "id");
        addGet(paths, "/admin/v1/tenants", "Lists the tenants; admin only.");
        addGet(paths, "/admin/v1/audit", "Lists the newest audit records, without any text; admin only.");
        addGet(paths, "/admin/v1/policies", "Lists the tenants' guardrail policies; admin only.");
        addTenantPolicy(paths);
        addGet(paths, ProtectedResource.WELL_KNOWN, "Says who issues access tokens for the gateway (RFC 9728).")
                .putArray("security");
        addPost(paths, "/admin/v1/keys", "Makes an API key and shows it once; admin only.", "tenant");
        addGet(paths, "/admin/v1/keys", "Lists the API keys without their secrets; admin only.");
        ObjectNode delete = paths.putObject("/admin/v1/keys/{id}").putObject("delete");
        delete.put("summary", "Revokes an API key at once; admin only.");
        delete.putArray("parameters")
                .addObject()
                .put("name", "id")
                .put("in", "path")
                .put("required", true)
                .putObject("schema")
                .put("type", "string");
        putResponses(delete, Json.MAPPER.createObjectNode().put("type", "object"));
        String rotate = "/admin/v1/keys/{id}/rotate";
        addPost(paths, rotate, "Gives a key another secret; the old one holds on for overlap_seconds; admin only.");
        ((ObjectNode) paths.path(rotate).path("post"))
                .set("parameters", delete.path("parameters").deepCopy());
    }

    private static void addTenantPolicy(ObjectNode paths) {
        String path = "/admin/v1/policies/{tenant}";
        addGet(paths, path, "Shows a tenant's policy, and how long its rails may hold a stream back; admin only.");
        ObjectNode put = paths.withObjectProperty(path)
                .putObject("put")
                .put("summary", "Sets what a tenant, or '*' for all, changes of the standard policy; admin only.");
        putBody(put, "application/yaml", Json.MAPPER.createObjectNode().put("type", "string"));
        putResponses(put, Json.MAPPER.createObjectNode().put("type", "object"));
        ObjectNode delete = paths.withObjectProperty(path)
                .putObject("delete")
                .put("summary", "Takes a tenant's policy away, so that the standard one holds; admin only.");
        putResponses(delete, Json.MAPPER.createObjectNode().put("type", "object"));
        paths.withObjectProperty(path)
                .putArray("parameters")
                .addObject()
                .put("name", "tenant")
                .put("in", "path")
                .put("required", true)
                .putObject("schema")
                .put("type", "string");
    }

    private static ObjectNode addGet(ObjectNode paths, String path, String summary) {
        ObjectNode get = paths.withObjectProperty(path).putObject("get").put("summary", summary);
        putResponses(get, Json.MAPPER.createObjectNode().put("type", "object"));
        return get;
    }

    private static void addPost(ObjectNode paths, String path, String summary, String... required) {
        ObjectNode post = paths.withObjectProperty(path).putObject("post").put("summary", summary);
        ObjectNode schema = Json.MAPPER.createObjectNode().put("type", "object");
        ArrayNode names = schema.putArray("required");
        for (String name : required) {
            names.add(name);
        }
        putBody(post, "application/json", schema);
        ObjectNode content = putResponses(post, Json.MAPPER.createObjectNode().put("type", "object"));
        if (path.endsWith("completions")) {
            content.putObject(Sse.CONTENT_TYPE).putObject("schema").put("type", "string");
        }
    }

    private static void addOperation(ObjectNode paths, HostedOperation operation) {
        ObjectNode path = paths.putObject("/v1/connectors/" + operation.path());
        ObjectNode method = path.putObject(operation.isLive() ? "get" : "post");
        method.put("summary", operation.operation().summary());
        method.put(
                "operationId",
                operation.connector() + "_" + operation.operation().name());
        method.putArray("tags").add(operation.connector());
        if (operation.isLive()) {
            method.put("description", "A WebSocket: one JSON text frame for each record, in both directions.");
            method.set("x-inkstone-frames", frames(operation));
            method.putObject("responses").putObject("101").put("description", "The connection is open.");
            return;
        }
        if (!operation.takesFiles()) {
            putBody(method, "application/json", operation.inputSchema());
        }
        putBody(method, "multipart/form-data", operation.inputSchema());
        ObjectNode content = putResponses(method, operation.outputSchema());
        content.putObject(Sse.CONTENT_TYPE).putObject("schema").put("type", "string");
        for (String mediaType : operation.produces().keySet()) {
            content.putObject(mediaType)
                    .putObject("schema")
                    .put("type", "string")
                    .put("format", "binary");
        }
    }

    private static ObjectNode frames(HostedOperation operation) {
        ObjectNode frames = Json.MAPPER.createObjectNode();
        frames.set("input", operation.inputSchema());
        frames.set("output", operation.outputSchema());
        return frames;
    }

    private static void putBody(ObjectNode method, String mediaType, ObjectNode schema) {
        ObjectNode body = method.withObjectProperty("requestBody");
        body.put("required", true)
                .withObjectProperty("content")
                .putObject(mediaType)
                .set("schema", schema);
    }

    private static ObjectNode putResponses(ObjectNode method, ObjectNode schema) {
        ObjectNode responses = method.putObject("responses");
        ObjectNode content =
                responses.putObject("200").put("description", "The answer.").putObject("content");
        content.putObject("application/json").set("schema", schema);
        responses
                .putObject("default")
                .put("description", "An error.")
                .putObject("content")
                .putObject("application/json")
                .putObject("schema")
                .put("$ref", "#/components/schemas/Error");
        return content;
    }

    private static ObjectNode errorSchema() {
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
}
