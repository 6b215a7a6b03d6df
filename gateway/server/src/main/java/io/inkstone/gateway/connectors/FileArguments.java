package io.inkstone.gateway.connectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inkstone.connector.FilePart;
import io.inkstone.gateway.edge.Upload;
import io.inkstone.gateway.files.TenantFiles;
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
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The files of an input record, in whatever form they come: a part of a form, an object with a name and base64, or the
 * identifier of a file that was uploaded before. Thread-safe.
 */
public final class FileArguments {

    private static final int DECODED_ON_EVENT_LOOP = 128 * 1024;
    private static final String ANY_TYPE = "application/octet-stream";
    private static final String FILE_ID = "file_id";
    private static final String EXPECTED = "an object with 'filename' and 'data' in base64, or with 'file_id'";
    private static final Set<String> FIELDS = Set.of("filename", "media_type", "data");

    private final Vertx vertx;
    private final StoredFiles stored;

    FileArguments(Vertx vertx, StoredFiles stored) {
        this.vertx = vertx;
        this.stored = stored;
    }

    /** Such that identifiers name what a caller's tenant has uploaded. */
    public static FileArguments of(Vertx vertx, TenantFiles uploaded) {
        return new FileArguments(vertx, new KeptFiles(vertx, uploaded));
    }

    /** Arguments without their files, and the files by the name of their component. */
    record Split(ObjectNode fields, Map<String, List<FilePart>> files) {}

    /** The schema of an input record whose files are objects instead of binary strings. */
    public static ObjectNode asObjects(Class<?> input, ObjectNode schema) {
        ObjectNode changed = schema.deepCopy();
        for (RecordComponent component : RecordShape.components(input)) {
            if (RecordShape.isFileInput(component)) {
                ObjectNode properties = changed.withObjectProperty("properties");
                String name = RecordShape.jsonName(component);
                JsonNode description = properties.path(name).path("description");
                ObjectNode file = oneOrMany(component);
                if (description.isTextual()) {
                    file.set("description", description);
                }
                properties.set(name, file);
            }
        }
        return changed;
    }

    private static ObjectNode oneOrMany(RecordComponent component) {
        if (component.getType() != List.class) {
            return schema();
        }
        ObjectNode list = JsonNodeFactory.instance.objectNode().put("type", "array");
        list.set("items", schema());
        return list;
    }

    /** The same, where {@code file_id} alone may stand for the record's only file. */
    public static ObjectNode asObjectsOrIdentifier(Class<?> input, ObjectNode schema) {
        ObjectNode changed = asObjects(input, schema);
        Optional<String> only = onlyFile(input);
        if (only.isEmpty()) {
            return changed;
        }
        changed.withObjectProperty("properties")
                .putObject(FILE_ID)
                .put("type", "string")
                .put("description", "A file that was uploaded before, instead of '" + only.get() + "'.");
        ArrayNode required = JsonNodeFactory.instance.arrayNode();
        boolean[] wanted = {false};
        changed.path("required").forEach(name -> {
            if (name.asText().equals(only.get())) {
                wanted[0] = true;
            } else {
                required.add(name);
            }
        });
        if (wanted[0]) {
            changed.set("required", required);
            ArrayNode either = changed.putArray("oneOf");
            either.addObject().putArray("required").add(only.get());
            either.addObject().putArray("required").add(FILE_ID);
        }
        return changed;
    }

    /** The JSON Schema of one file. */
    private static ObjectNode schema() {
        ObjectNode schema = JsonNodeFactory.instance.objectNode().put("type", "object");
        ObjectNode properties = schema.putObject("properties");
        properties
                .putObject("filename")
                .put("type", "string")
                .put("minLength", 1)
                .put("description", "The file's name with its ending, as data.xlsx.");
        properties.putObject("media_type").put("type", "string");
        properties.putObject("data").put("type", "string").put("contentEncoding", "base64");
        properties
                .putObject(FILE_ID)
                .put("type", "string")
                .put("description", "A file that was uploaded before, instead of name and data.");
        ArrayNode either = schema.putArray("anyOf");
        either.addObject().putArray("required").add(FILE_ID);
        either.addObject().putArray("required").add("filename").add("data");
        return schema.put("additionalProperties", false);
    }

    /** The file of a record that takes a single one, by its name in JSON. */
    private static Optional<String> onlyFile(Class<?> input) {
        List<RecordComponent> files = RecordShape.components(input).stream()
                .filter(RecordShape::isFileInput)
                .toList();
        boolean taken = RecordShape.components(input).stream()
                .anyMatch(component -> RecordShape.jsonName(component).equals(FILE_ID));
        return files.size() == 1 && files.get(0).getType() != List.class && !taken
                ? Optional.of(RecordShape.jsonName(files.get(0)))
                : Optional.empty();
    }

    /**
     * Takes the files of an input record out of its arguments. Whether all are there that have to be, {@link RecordReader}
     * says.
     *
     * @param sent parts of a form, by name
     * @return fails with 400 {@code invalid_field} or {@code unknown_field}, with the path as {@code param}, or with 404
     *     {@code file_not_found}
     */
    Future<Split> split(Caller caller, Class<?> input, ObjectNode arguments, Map<String, List<FilePart>> sent) {
        ObjectNode fields = JsonNodeFactory.instance.objectNode().setAll(arguments);
        Map<String, List<Future<FilePart>>> files = new LinkedHashMap<>();
        sent.forEach((name, parts) -> parts.forEach(part -> add(files, name, Future.succeededFuture(part))));
        for (RecordComponent component : RecordShape.components(input)) {
            if (RecordShape.isFileInput(component)) {
                String name = RecordShape.jsonName(component);
                parts(caller, component, fields.remove(name), name).forEach(part -> add(files, name, part));
            }
        }
        Optional<String> only = onlyFile(input);
        if (only.isPresent() && fields.has(FILE_ID)) {
            if (files.containsKey(only.get())) {
                throw invalid(FILE_ID, "left out where '" + only.get() + "' is sent");
            }
            add(files, only.get(), stored.read(caller, text(fields, FILE_ID, "")));
            fields.remove(FILE_ID);
        }
        List<Future<FilePart>> all =
                files.values().stream().flatMap(List::stream).toList();
        return Future.all(all).map(done -> {
            Map<String, List<FilePart>> read = new LinkedHashMap<>();
            files.forEach((name, parts) ->
                    read.put(name, parts.stream().map(Future::result).toList()));
            return new Split(fields, read);
        });
    }

    private static void add(Map<String, List<Future<FilePart>>> files, String name, Future<FilePart> part) {
        files.computeIfAbsent(name, first -> new ArrayList<>()).add(part);
    }

    private List<Future<FilePart>> parts(
            Caller caller, RecordComponent component, @Nullable JsonNode value, String path) {
        if (value == null || value.isNull()) {
            return List.of();
        }
        if (component.getType() != List.class) {
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
            throw invalid(path, EXPECTED);
        }
        if (value.has(FILE_ID)) {
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
            throw invalid(path.isEmpty() ? field : path + "." + field, "a string");
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

    private static ApiException invalid(String path, String expected) {
        return ApiException.invalidRequest("invalid_field", path, "The field '" + path + "' must be " + expected + ".");
    }
}
