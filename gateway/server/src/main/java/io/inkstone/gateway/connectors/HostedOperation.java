package io.inkstone.gateway.connectors;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inkstone.connector.FileOutput;
import io.inkstone.connector.Operation;
import io.inkstone.connector.Produces;
import io.inkstone.protocol.ApiException;
import io.inkstone.protocol.Json;
import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * An operation with everything that derives from its declaration.
 *
 * @param connector the connector's name
 * @param operation the declaration
 * @param inputSchema of the input record; uploads are strings of format binary
 * @param outputSchema of the output record, without its files
 * @param produces the output record's files by media type
 */
public record HostedOperation(
        String connector,
        Operation<?, ?> operation,
        ObjectNode inputSchema,
        ObjectNode outputSchema,
        Map<String, RecordComponent> produces) {

    /**
     * Derives.
     *
     * @throws IllegalArgumentException when the records cannot be described, naming why
     */
    static HostedOperation of(String connector, Operation<?, ?> operation, OperationSchemas schemas) {
        return new HostedOperation(
                connector,
                operation,
                schema(schemas, operation.input()),
                schema(schemas, operation.output()),
                produces(operation.output()));
    }

    /** What routes and audit records call it, as {@code documents/formula}. */
    public String path() {
        return connector + "/" + operation.name();
    }

    /** What MCP and OpenAPI call it: neither of the two names can hold an underscore. */
    public String toolName() {
        return connector + "_" + operation.name();
    }

    /** Whether it takes and emits a stream of records. */
    public boolean isLive() {
        return operation.body() instanceof Operation.Body.Live;
    }

    /**
     * The file that a caller asked for.
     *
     * @throws ApiException 422 {@code no_such_file} when this run made none of that type
     */
    public FileOutput file(Record result, String mediaType) {
        return Optional.ofNullable(produces.get(mediaType))
                .flatMap(component -> RecordWriter.file(result, component))
                .orElseThrow(() -> ApiException.refused(
                        "no_such_file",
                        "This run of " + path() + " made no file of type " + mediaType + "; ask for application/json.",
                        List.of("application/json")));
    }

    /** One entry of {@code GET /v1/connectors}. */
    ObjectNode describe() {
        ObjectNode json = Json.MAPPER.createObjectNode();
        json.put("name", operation.name());
        json.put("summary", operation.summary());
        json.put("kind", isLive() ? "live" : "single");
        json.set("input_schema", inputSchema);
        json.set("output_schema", outputSchema);
        ArrayNode files = json.putArray("files");
        RecordShape.components(operation.input()).stream()
                .filter(RecordShape::isFileInput)
                .forEach(component -> files.add(RecordShape.jsonName(component)));
        ArrayNode mediaTypes = json.putArray("produces");
        produces.keySet().forEach(mediaTypes::add);
        return json;
    }

    private static ObjectNode schema(OperationSchemas schemas, Class<?> type) {
        try {
            return schemas.of(type);
        } catch (RuntimeException | StackOverflowError e) {
            throw new IllegalArgumentException(
                    "no JSON Schema can be derived from " + type.getName() + " (a record must not hold itself)", e);
        }
    }

    private static Map<String, RecordComponent> produces(Class<?> output) {
        Map<String, RecordComponent> byType = new LinkedHashMap<>();
        List<RecordComponent> components = RecordShape.components(output);
        for (RecordComponent component : components) {
            if (!RecordShape.isFileOutput(component)) {
                continue;
            }
            Produces produces = component.getAnnotation(Produces.class);
            if (produces == null) {
                throw new IllegalArgumentException(
                        "the file '" + component.getName() + "' of " + output.getName() + " needs @Produces(\"…\")");
            }
            if (byType.put(produces.value().toLowerCase(Locale.ROOT), component) != null) {
                throw new IllegalArgumentException(
                        output.getName() + " produces '" + produces.value() + "' twice; a caller could not choose");
            }
        }
        return byType;
    }
}
