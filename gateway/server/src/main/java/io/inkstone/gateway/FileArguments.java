package io.inkstone.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inkstone.connector.FilePart;
import io.inkstone.orchestration.Caller;
import io.inkstone.protocol.ApiException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Files in JSON: objects with a name and base64, or with the identifier of a file that was uploaded before. Thread-safe.
 */
final class FileArguments {

    private static final int DECODED_ON_EVENT_LOOP = 128 * 1024;
    private static final String ANY_TYPE = "application/octet-stream";
    private static final String FILE_ID = "file_id";
    private static final Set<String> FIELDS = Set.of("filename", "media_type", "data");

    private final Vertx vertx;
    private final @Nullable StoredFiles stored;

    /**
     * @param stored null where no files are kept: then none can be named by an identifier
     */
    FileArguments(Vertx vertx, @Nullable StoredFiles stored) {
        this.vertx = vertx;
        this.stored = stored;
    }

    /** Arguments without their files, and the files by the name of their component. */
    record Split(ObjectNode fields, Map<String, List<FilePart>> files) {}

    /** The JSON Schema of one file. */
    ObjectNode schema() {
        ObjectNode schema = JsonNodeFactory.instance.objectNode().put("type", "object");
        ObjectNode properties = schema.putObject("properties");
        properties
                .putObject("filename")
                .put("type", "string")
                .put("minLength", 1)
                .put("description", "The file's name with its ending, as data.xlsx.");
        properties.putObject("media_type").put("type", "string");
        properties.putObject("data").put("type", "string").put("contentEncoding", "base64");
        if (stored != null) {
            properties
                    .putObject(FILE_ID)
                    .put("type", "string")
                    .put("description", "A file that was uploaded before, instead of name and data.");
            schema.putArray("anyOf").addObject().putArray("required").add(FILE_ID);
            schema.withArrayProperty("anyOf")
                    .addObject()
                    .putArray("required")
                    .add("filename")
                    .add("data");
        } else {
            schema.putArray("required").add("filename").add("data");
        }
        return schema.put("additionalProperties", false);
    }

    /**
     * Takes the files of an input record out of its arguments.
     *
     * @return fails with 400 {@code missing_file} or {@code invalid_field}, with the path as {@code param}
     */
    Future<Split> split(Caller caller, Class<?> input, ObjectNode arguments) {
        ObjectNode fields = JsonNodeFactory.instance.objectNode().setAll(arguments);
        Map<String, List<Future<FilePart>>> files = new LinkedHashMap<>();
        List<Future<FilePart>> all = new ArrayList<>();
        for (RecordComponent component : RecordShape.components(input)) {
            if (RecordShape.isFileInput(component)) {
                String name = RecordShape.jsonName(component);
                List<Future<FilePart>> parts = parts(caller, component, fields.remove(name), name);
                files.put(name, parts);
                all.addAll(parts);
            }
        }
        return Future.all(all).map(done -> {
            Map<String, List<FilePart>> read = new LinkedHashMap<>();
            files.forEach((name, parts) ->
                    read.put(name, parts.stream().map(Future::result).toList()));
            return new Split(fields, read);
        });
    }

    private List<Future<FilePart>> parts(
            Caller caller, RecordComponent component, @Nullable JsonNode value, String path) {
        boolean many = component.getType() == List.class;
        if (value == null || value.isNull()) {
            if (many || RecordShape.mayBeMissing(component)) {
                return List.of();
            }
            throw ApiException.invalidRequest(
                    "missing_file", path, "The file '" + path + "' is missing; send " + expected() + ".");
        }
        if (!many) {
            return List.of(part(caller, value, path));
        }
        if (!value.isArray()) {
            throw invalid(path, "an array of files");
        }
        List<Future<FilePart>> parts = new ArrayList<>();
        for (int i = 0; i < value.size(); i++) {
            parts.add(part(caller, value.get(i), path + "[" + i + "]"));
        }
        return parts;
    }

    private Future<FilePart> part(Caller caller, JsonNode value, String path) {
        if (!value.isObject()) {
            throw invalid(path, expected());
        }
        if (stored != null && value.has(FILE_ID)) {
            refuseOthers(value, path, Set.of(FILE_ID));
            return stored.read(caller, text(value, FILE_ID, path));
        }
        refuseOthers(value, path, FIELDS);
        String name = text(value, "filename", path);
        String mediaType = value.has("media_type") ? text(value, "media_type", path) : ANY_TYPE;
        String data = text(value, "data", path);
        return data.length() <= DECODED_ON_EVENT_LOOP
                ? Future.succeededFuture(new Upload(name, mediaType, decoded(data, path)))
                : vertx.executeBlocking(() -> new Upload(name, mediaType, decoded(data, path)), false);
    }

    private static void refuseOthers(JsonNode value, String path, Set<String> known) {
        for (Iterator<String> names = value.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!known.contains(name)) {
                throw ApiException.invalidRequest(
                        "unknown_field",
                        path + "." + name,
                        "There is no field '" + path + "." + name + "' here; known are: "
                                + String.join(", ", known.stream().sorted().toList()) + ".");
            }
        }
    }

    private static String text(JsonNode value, String field, String path) {
        JsonNode text = value.path(field);
        if (!text.isTextual() || text.asText().isEmpty() && !field.equals("data")) {
            throw invalid(path + "." + field, "a string");
        }
        return text.asText();
    }

    private static Buffer decoded(String data, String path) {
        try {
            return Buffer.buffer(Base64.getDecoder().decode(data));
        } catch (IllegalArgumentException e) {
            throw invalid(path + ".data", "base64 of the file's bytes, without line breaks and without 'data:'");
        }
    }

    private String expected() {
        return "an object with 'filename' and 'data' in base64" + (stored != null ? ", or with 'file_id'" : "");
    }

    private static ApiException invalid(String path, String expected) {
        return ApiException.invalidRequest("invalid_field", path, "The field '" + path + "' must be " + expected + ".");
    }
}
