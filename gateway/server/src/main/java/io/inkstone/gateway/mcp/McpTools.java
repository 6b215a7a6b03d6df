package io.inkstone.gateway.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inkstone.gateway.connectors.FileArguments;
import io.inkstone.gateway.connectors.HostedOperation;
import io.inkstone.gateway.edge.Failures;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The operations as MCP tools, derived from their declarations. A live operation is none, since a tool is asked once and
 * answers once. Immutable; thread-safe.
 */
final class McpTools {

    /** The argument with which a caller asks for a file beside the output record. */
    static final String RESULT_FILE = "result_file";

    private static final String ERROR = "error";

    /**
     * One tool.
     *
     * @param declaration its entry in the list of tools
     * @param saysErrors whether its schema leaves room for an error in the structured content
     * @param offersFile whether it takes {@link #RESULT_FILE}
     */
    record Tool(HostedOperation hosted, ObjectNode declaration, boolean saysErrors, boolean offersFile) {}

    private final Map<String, Tool> tools = new LinkedHashMap<>();

    McpTools(List<HostedOperation> operations) {
        for (HostedOperation operation : operations) {
            if (!operation.isLive()) {
                tools.put(operation.toolName(), declare(operation));
            }
        }
    }

    Optional<Tool> find(String name) {
        return Optional.ofNullable(tools.get(name));
    }

    List<Tool> all() {
        return List.copyOf(tools.values());
    }

    private static Tool declare(HostedOperation hosted) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("name", hosted.toolName());
        json.put("title", hosted.path());
        json.put("description", hosted.operation().summary());
        ObjectNode input = FileArguments.asObjects(hosted.operation().input(), hosted.inputSchema());
        boolean offersFile =
                !hosted.produces().isEmpty() && !input.path("properties").has(RESULT_FILE);
        if (offersFile) {
            ArrayNode types = input.withObjectProperty("properties")
                    .putObject(RESULT_FILE)
                    .put("type", "string")
                    .put("description", "The media type of a file to give beside the result.")
                    .putArray("enum");
            hosted.produces().keySet().forEach(types::add);
        }
        json.set("inputSchema", input);
        boolean saysErrors = !hosted.outputSchema().path("properties").has(ERROR);
        json.set("outputSchema", saysErrors ? orError(hosted.outputSchema()) : hosted.outputSchema());
        json.set("annotations", annotations(hosted));
        return new Tool(hosted, json, saysErrors, offersFile);
    }

    /** Clients hold an error's structured content against the schema too, so the schema has to know of it. */
    private static ObjectNode orError(ObjectNode output) {
        ObjectNode schema = output.deepCopy();
        schema.put("type", "object");
        schema.withObjectProperty("properties").set(ERROR, Failures.schema().at("/properties/error"));
        JsonNode required = schema.remove("required");
        if (required != null) {
            ArrayNode either = schema.putArray("anyOf");
            either.addObject().set("required", required);
            either.addObject().putArray("required").add(ERROR);
        }
        return schema;
    }

    /** Nothing is promised for an operation that promises nothing. */
    private static ObjectNode annotations(HostedOperation hosted) {
        ObjectNode annotations = JsonNodeFactory.instance.objectNode().put("title", hosted.path());
        if (hosted.operation().isReadOnly()) {
            annotations.put("readOnlyHint", true).put("destructiveHint", false);
        }
        return annotations;
    }
}
