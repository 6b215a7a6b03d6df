package io.inkstone.gateway.connectors;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inkstone.connector.ConnectorException;
import io.inkstone.connector.FilePart;
import io.inkstone.orchestration.OperationRing;
import io.inkstone.protocol.ApiException;
import io.inkstone.protocol.Json;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes an input record of JSON and uploads. Strict: what is unknown, missing or of another type is a 400 that names it;
 * nothing is guessed. Thread-safe.
 */
final class RecordReader {

    private RecordReader() {}

    /**
     * Reads a record.
     *
     * @param files uploads by the name of their part
     * @throws ApiException 400 {@code unknown_field}, {@code missing_field}, {@code missing_file} or
     *     {@code invalid_field}, with the path as {@code param}
     */
    static <R extends Record> R read(Class<R> type, ObjectNode json, Map<String, List<FilePart>> files) {
        return type.cast(readRecord(type, json, files, ""));
    }

    private static Object readRecord(Class<?> type, ObjectNode json, Map<String, List<FilePart>> files, String prefix) {
        List<RecordComponent> components = RecordShape.components(type);
        refuseUnknown(components, json, files, prefix);
        @Nullable Object[] values = new Object[components.size()];
        for (int i = 0; i < values.length; i++) {
            RecordComponent component = components.get(i);
            String path = prefix + RecordShape.jsonName(component);
            values[i] = RecordShape.isFileInput(component)
                    ? fileValue(component, files, path)
                    : fieldValue(component, json.get(RecordShape.jsonName(component)), path);
        }
        return construct(type, components, values, prefix);
    }

    private static void refuseUnknown(
            List<RecordComponent> components, ObjectNode json, Map<String, List<FilePart>> files, String prefix) {
        List<String> fields = new ArrayList<>();
        List<String> uploads = new ArrayList<>();
        components.forEach(component ->
                (RecordShape.isFileInput(component) ? uploads : fields).add(RecordShape.jsonName(component)));
        for (Iterator<String> names = json.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (uploads.contains(name)) {
                throw ApiException.invalidRequest(
                        "invalid_field",
                        prefix + name,
                        "'" + prefix + name + "' is a file; send it as a part of multipart/form-data with that name.");
            }
            if (!fields.contains(name)) {
                throw unknown(prefix + name, components);
            }
        }
        for (String name : files.keySet()) {
            if (!uploads.contains(name)) {
                throw unknown(prefix + name, components);
            }
        }
    }

    private static ApiException unknown(String path, List<RecordComponent> components) {
        List<String> known = components.stream().map(RecordShape::jsonName).toList();
        return ApiException.invalidRequest(
                "unknown_field",
                path,
                "There is no field '" + path + "' here; known are: "
                        + (known.isEmpty() ? "none" : String.join(", ", known)) + ".");
    }

    private static @Nullable Object fileValue(
            RecordComponent component, Map<String, List<FilePart>> files, String path) {
        List<FilePart> parts = files.getOrDefault(path, List.of());
        if (component.getType() == List.class) {
            return parts;
        }
        if (parts.size() > 1) {
            throw ApiException.invalidRequest(
                    "invalid_field", path, "The part '" + path + "' came " + parts.size() + " times; send it once.");
        }
        if (component.getType() == Optional.class) {
            return parts.stream().findFirst();
        }
        if (parts.isEmpty() && !RecordShape.mayBeMissing(component)) {
            throw ApiException.invalidRequest(
                    "missing_file",
                    path,
                    "The file '" + path
                            + "' is missing; send it as a part of multipart/form-data with that name, or as an"
                            + " object with 'file_id'.");
        }
        return parts.isEmpty() ? null : parts.get(0);
    }

    private static @Nullable Object fieldValue(RecordComponent component, @Nullable JsonNode node, String path) {
        if (node == null || node.isNull()) {
            if (component.getType() == Optional.class) {
                return Optional.empty();
            }
            if (RecordShape.mayBeMissing(component)) {
                return null;
            }
            throw ApiException.invalidRequest("missing_field", path, "The field '" + path + "' is missing.");
        }
        return value(component.getGenericType(), node, path);
    }

    private static Object value(Type type, JsonNode node, String path) {
        Class<?> raw = RecordShape.rawClass(type);
        if (raw == Optional.class) {
            return Optional.of(value(argument(type, 0), node, path));
        }
        if (raw == List.class) {
            return list(argument(type, 0), node, path);
        }
        if (raw == Map.class) {
            return map(argument(type, 1), node, path);
        }
        if (raw.isRecord()) {
            if (!(node instanceof ObjectNode object)) {
                throw invalid(path, "a JSON object");
            }
            return readRecord(raw, object, Map.of(), path + ".");
        }
        if (raw.isEnum()) {
            return enumConstant(raw, node, path);
        }
        return scalar(raw, node, path);
    }

    private static List<Object> list(Type element, JsonNode node, String path) {
        if (!node.isArray()) {
            throw invalid(path, "a JSON array");
        }
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < node.size(); i++) {
            values.add(value(element, node.get(i), path + "[" + i + "]"));
        }
        return values;
    }

    private static Map<String, Object> map(Type element, JsonNode node, String path) {
        if (!node.isObject()) {
            throw invalid(path, "a JSON object");
        }
        Map<String, Object> values = new LinkedHashMap<>();
        node.properties()
                .forEach(entry ->
                        values.put(entry.getKey(), value(element, entry.getValue(), path + "." + entry.getKey())));
        return values;
    }

    private static Object enumConstant(Class<?> type, JsonNode node, String path) {
        List<String> names = new ArrayList<>();
        for (Object constant : type.getEnumConstants()) {
            String name = ((Enum<?>) constant).name().toLowerCase(Locale.ROOT);
            if (node.isTextual() && node.asText().equals(name)) {
                return constant;
            }
            names.add(name);
        }
        throw invalid(path, "one of " + String.join(", ", names));
    }

    private static Object scalar(Class<?> type, JsonNode node, String path) {
        if (type == Object.class || JsonNode.class.isAssignableFrom(type)) {
            return convert(type, node, path);
        }
        if (type == String.class || type == CharSequence.class) {
            return require(node.isTextual(), node.asText(), path, "a string");
        }
        if (type == boolean.class || type == Boolean.class) {
            return require(node.isBoolean(), node.asBoolean(), path, "true or false");
        }
        if (type == int.class || type == Integer.class) {
            return require(node.isIntegralNumber() && node.canConvertToInt(), node.asInt(), path, "a whole number");
        }
        if (type == long.class || type == Long.class) {
            return require(node.isIntegralNumber() && node.canConvertToLong(), node.asLong(), path, "a whole number");
        }
        if (type == double.class || type == Double.class) {
            return require(node.isNumber() && Double.isFinite(node.asDouble()), node.asDouble(), path, "a number");
        }
        if (Number.class.isAssignableFrom(type) && !node.isNumber()) {
            throw invalid(path, "a number");
        }
        return convert(type, node, path);
    }

    /** Types with a text form of their own, such as dates: whatever has a static {@code parse}. */
    private static Object convert(Class<?> type, JsonNode node, String path) {
        try {
            if (node.isTextual() && type.getName().startsWith("java.time.")) {
                Object parsed = type.getMethod("parse", CharSequence.class).invoke(null, node.asText());
                return require(parsed != null, parsed, path, "a value");
            }
            return Json.MAPPER.treeToValue(node, type);
        } catch (ReflectiveOperationException e) {
            throw invalid(path, "a " + type.getSimpleName() + " in ISO 8601");
        } catch (JsonProcessingException | IllegalArgumentException e) {
            throw invalid(path, "a " + type.getSimpleName());
        }
    }

    private static Object construct(
            Class<?> type, List<RecordComponent> components, @Nullable Object[] values, String prefix) {
        String param = prefix.isEmpty() ? null : prefix.substring(0, prefix.length() - 1);
        try {
            Constructor<?> constructor = type.getDeclaredConstructor(
                    components.stream().map(RecordComponent::getType).toArray(Class<?>[]::new));
            constructor.setAccessible(true);
            return constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof ConnectorException refused) {
                throw OperationRing.toApiError(refused);
            }
            if (e.getCause() instanceof IllegalArgumentException wrong) {
                throw ApiException.invalidRequest("invalid_field", param, String.valueOf(wrong.getMessage()));
            }
            throw new IllegalStateException(type + " could not be made", e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type + " has no canonical constructor for " + Arrays.toString(values), e);
        }
    }

    private static <T> T require(boolean right, @Nullable T value, String path, String expected) {
        if (!right || value == null) {
            throw invalid(path, expected);
        }
        return value;
    }

    private static Type argument(Type type, int index) {
        return type instanceof ParameterizedType parameterized
                ? parameterized.getActualTypeArguments()[index]
                : Object.class;
    }

    private static ApiException invalid(String path, String expected) {
        return ApiException.invalidRequest("invalid_field", path, "The field '" + path + "' must be " + expected + ".");
    }
}
