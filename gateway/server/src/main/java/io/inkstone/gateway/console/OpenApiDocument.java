package io.inkstone.gateway.console;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inkstone.gateway.admin.AuditRoute;
import io.inkstone.gateway.admin.BackupRoute;
import io.inkstone.gateway.admin.FigureRoutes;
import io.inkstone.gateway.admin.UsageRoutes;
import io.inkstone.gateway.connectors.FileArguments;
import io.inkstone.gateway.connectors.HostedOperation;
import io.inkstone.gateway.connectors.PluginHost;
import io.inkstone.gateway.edge.ApiVersion;
import io.inkstone.gateway.edge.Failures;
import io.inkstone.gateway.identity.ProtectedResource;
import io.inkstone.gateway.mcp.McpRoute;
import io.inkstone.gateway.openai.FileRoutes;
import io.inkstone.protocol.Json;
import io.inkstone.protocol.Sse;
import java.util.List;
import java.util.Set;

/** The OpenAPI 3.1 document: the fixed routes, and one path for each operation, derived from its declaration. */
final class OpenApiDocument {

    private static final Set<String> STREAMED =
            Set.of("/v1/chat/completions", "/v1/completions", "/v1/responses", "/v1/messages");

    private OpenApiDocument() {}

    static ObjectNode of(PluginHost plugins) {
        ObjectNode document = Json.MAPPER.createObjectNode().put("openapi", "3.1.0");
        document.putObject("info")
                .put("title", "Inkstone")
                .put("version", ApiVersion.CURRENT)
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
        components.putObject("schemas").set("Error", Failures.schema());
        document.putArray("security").addObject().putArray("key");
        ObjectNode paths = document.putObject("paths");
        addFixedRoutes(paths);
        for (PluginHost.Hosted hosted : plugins.connectors()) {
            for (HostedOperation operation : hosted.operations().values()) {
                addOperation(paths, operation);
            }
            addFigures(paths, hosted);
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
        addPost(
                paths,
                "/v1/responses",
                "Answers in the shape of OpenAI's responses, whole or as a stream; stores nothing.",
                "model",
                "input");
        addPost(
                paths,
                "/v1/messages",
                "Answers a chat in Anthropic's shape, whole or as a stream.",
                "model",
                "max_tokens",
                "messages");
        addPost(paths, "/v1/rerank", "Orders documents by what they say to a question.", "query", "documents");
        addGet(paths, "/v1/models", "Lists the models.");
        addGet(paths, "/v1/models/{id}", "Describes a model.");
        addIdentifier(paths, "/v1/models/{id}", "id");
        addFiles(paths);
        addBatches(paths);
        addGet(paths, "/v1/connectors", "Lists the connectors and their operations.");
        addMcp(paths);
        addGet(paths, "/health/live", "Says whether the process is alive.").putArray("security");
        addGet(paths, "/health/ready", "Says whether a token can be generated.").putArray("security");
        addGet(paths, "/health/started", "Says whether the process has started.")
                .putArray("security");
        addPost(paths, "/admin/v1/tenants", "Makes a tenant, or changes its limits; admin only.", "id");
        addGet(paths, "/admin/v1/tenants", "Lists the tenants; admin only.");
        addUsage(paths);
        addGet(paths, "/admin/v1/policies", "Lists the tenants' guardrail policies; admin only.");
        addTenantPolicy(paths);
        addGet(paths, ProtectedResource.WELL_KNOWN, "Says who issues access tokens for the gateway (RFC 9728).")
                .putArray("security");
        addPost(paths, "/admin/v1/keys", "Makes an API key and shows it once; admin only.", "tenant");
        addGet(paths, "/admin/v1/keys", "Lists the API keys without their secrets; admin only.");
        ObjectNode delete = paths.putObject("/admin/v1/keys/{id}").putObject("delete");
        delete.put("summary", "Revokes an API key at once; admin only.");
        addIdentifier(paths, "/admin/v1/keys/{id}", "id");
        putResponses(delete, Json.MAPPER.createObjectNode().put("type", "object"));
        String rotate = "/admin/v1/keys/{id}/rotate";
        addPost(paths, rotate, "Gives a key another secret; the old one holds on for overlap_seconds; admin only.");
        addIdentifier(paths, rotate, "id");
    }

    /** JSON-RPC has errors of a form of its own. */
    private static void addMcp(ObjectNode paths) {
        ObjectNode post = addPost(
                paths,
                McpRoute.PATH,
                "An MCP server over streamable HTTP: every operation that answers once is a tool.",
                "jsonrpc",
                "method");
        ObjectNode responses = post.withObject("/responses");
        responses
                .withObject("/200/content")
                .putObject(Sse.CONTENT_TYPE)
                .putObject("schema")
                .put("type", "string");
        responses.putObject("202").put("description", "A notification was taken.");
        ObjectNode schema =
                responses.withObject("/default/content/application~1json").putObject("schema");
        schema.put("type", "object").putArray("required").add("jsonrpc").add("error");
        ObjectNode error = schema.putObject("properties").putObject("error").put("type", "object");
        ObjectNode properties = error.putObject("properties");
        properties.putObject("code").put("type", "integer");
        properties.putObject("message").put("type", "string");
        properties.putObject("data");
        ObjectNode end = paths.withObjectProperty(McpRoute.PATH)
                .putObject("delete")
                .put("summary", "Ends a session and the calls that run in it.");
        end.putArray("parameters")
                .addObject()
                .put("name", McpRoute.SESSION)
                .put("in", "header")
                .put("required", true)
                .putObject("schema")
                .put("type", "string");
        ObjectNode ending = end.putObject("responses");
        ending.putObject("204").put("description", "It has ended.");
        ending.set("default", responses.path("default").deepCopy());
    }

    private static void addUsage(ObjectNode paths) {
        addGet(paths, "/v1/usage", "Shows what the caller's tenant used, today and this month, and what is left.");
        addQuery(
                addGet(paths, UsageRoutes.ADMIN, "Adds up what was used, as JSON or CSV; admin only."),
                "tenant",
                "from",
                "to",
                "group_by");
        addQuery(
                addGet(
                        paths,
                        AuditRoute.ROUTE,
                        "Lists audit records, the newest first, without any text, as JSON or CSV;" + " admin only."),
                "tenant",
                "key",
                "operation",
                "from",
                "to",
                "after",
                "limit");
        ObjectNode backup = paths.putObject(BackupRoute.ROUTE)
                .putObject("post")
                .put("summary", "Copies the state as it is at this moment, as a zip; admin only.");
        putResponses(backup, Json.MAPPER.createObjectNode());
        answeredWith(backup, "application/zip");
    }

    private static void addFigures(ObjectNode paths, PluginHost.Hosted hosted) {
        List<String> figures = FigureRoutes.paths(hosted);
        if (!figures.isEmpty()) {
            addQuery(
                    addGet(
                            paths,
                            figures.get(0),
                            "Shows what connector '" + hosted.name() + "' counted of the tenant."),
                    "from",
                    "to");
            addQuery(
                    addGet(
                            paths,
                            figures.get(1),
                            "Adds up what connector '" + hosted.name() + "' counted, as JSON or CSV; admin only."),
                    "tenant",
                    "from",
                    "to",
                    "group_by",
                    "format");
        }
    }

    private static void addQuery(ObjectNode method, String... names) {
        ArrayNode parameters = method.putArray("parameters");
        for (String name : names) {
            parameters
                    .addObject()
                    .put("name", name)
                    .put("in", "query")
                    .putObject("schema")
                    .put("type", "string");
        }
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
        addIdentifier(paths, path, "tenant");
    }

    private static void addFiles(ObjectNode paths) {
        ObjectNode upload = paths.putObject("/v1/files")
                .putObject("post")
                .put("summary", "Keeps a file for the tenant until it is deleted or expires.");
        ObjectNode form = Json.MAPPER.createObjectNode().put("type", "object");
        form.putArray("required").add("file").add("purpose");
        ObjectNode parts = form.putObject("properties");
        parts.putObject("file").put("type", "string").put("format", "binary");
        ArrayNode purposes = parts.putObject("purpose").put("type", "string").putArray("enum");
        FileRoutes.PURPOSES.stream().sorted().forEach(purposes::add);
        parts.putObject("expires_after[seconds]").put("type", "integer");
        putBody(upload, "multipart/form-data", form);
        putResponses(upload, Json.MAPPER.createObjectNode().put("type", "object"));
        addGet(paths, "/v1/files", "Lists the tenant's files.");
        addGet(paths, "/v1/files/{id}", "Describes a file.");
        ObjectNode delete = paths.withObjectProperty("/v1/files/{id}")
                .putObject("delete")
                .put("summary", "Deletes a file and its content.");
        putResponses(delete, Json.MAPPER.createObjectNode().put("type", "object"));
        addIdentifier(paths, "/v1/files/{id}", "id");
        answeredWith(
                addGet(paths, "/v1/files/{id}/content", "Sends the content of a file."), "application/octet-stream");
        addIdentifier(paths, "/v1/files/{id}/content", "id");
    }

    private static void addBatches(ObjectNode paths) {
        addPost(
                paths,
                "/v1/batches",
                "Asks the lines of a file, while nobody waits for an answer.",
                "input_file_id",
                "endpoint",
                "completion_window");
        addGet(paths, "/v1/batches", "Lists the tenant's batches.");
        addGet(paths, "/v1/batches/{id}", "Says how far a batch is.");
        addIdentifier(paths, "/v1/batches/{id}", "id");
        ObjectNode cancel = paths.putObject("/v1/batches/{id}/cancel")
                .putObject("post")
                .put("summary", "Asks no more lines of a batch.");
        putResponses(cancel, Json.MAPPER.createObjectNode().put("type", "object"));
        addIdentifier(paths, "/v1/batches/{id}/cancel", "id");
    }

    /** A part of a path that names something. */
    private static void addIdentifier(ObjectNode paths, String path, String name) {
        paths.withObjectProperty(path)
                .putArray("parameters")
                .addObject()
                .put("name", name)
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

    private static ObjectNode addPost(ObjectNode paths, String path, String summary, String... required) {
        ObjectNode post = paths.withObjectProperty(path).putObject("post").put("summary", summary);
        ObjectNode schema = Json.MAPPER.createObjectNode().put("type", "object");
        ArrayNode names = schema.putArray("required");
        for (String name : required) {
            names.add(name);
        }
        putBody(post, "application/json", schema);
        ObjectNode content = putResponses(post, Json.MAPPER.createObjectNode().put("type", "object"));
        if (STREAMED.contains(path)) {
            content.putObject(Sse.CONTENT_TYPE).putObject("schema").put("type", "string");
        }
        return post;
    }

    private static void addOperation(ObjectNode paths, HostedOperation operation) {
        ObjectNode path = paths.putObject("/v1/connectors/" + operation.path());
        ObjectNode method = path.putObject(operation.isLive() ? "get" : "post");
        method.put("summary", operation.operation().summary());
        method.put("operationId", operation.toolName());
        method.putArray("tags").add(operation.connector());
        if (operation.isLive()) {
            method.put("description", "A WebSocket: one JSON text frame for each record, in both directions.");
            method.set("x-inkstone-frames", frames(operation));
            method.putObject("responses").putObject("101").put("description", "The connection is open.");
            return;
        }
        putBody(
                method,
                "application/json",
                FileArguments.asObjectsOrIdentifier(operation.operation().input(), operation.inputSchema()));
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

    /** The answer of a method is a file instead of JSON. */
    private static void answeredWith(ObjectNode method, String mediaType) {
        method.withObject("/responses/200")
                .putObject("content")
                .putObject(mediaType)
                .putObject("schema")
                .put("type", "string")
                .put("format", "binary");
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
}
