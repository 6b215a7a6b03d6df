package io.inkstone.gateway.connectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inkstone.connector.FileOutput;
import io.inkstone.protocol.Json;
import java.lang.reflect.RecordComponent;
import java.time.temporal.TemporalAccessor;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes JSON of an output record: names in snake case, enums in lower case, dates in ISO 8601. Files and what is absent
 * are left out. Thread-safe.
 */
public final class RecordWriter {

    private RecordWriter() {}

    /** The record as JSON, without its files. */
    public static ObjectNode write(Record value) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        for (RecordComponent component : RecordShape.components(value.getClass())) {
            if (RecordShape.isFileOutput(component)) {
                continue;
            }
            JsonNode node = node(componentValue(component, value));
            if (node != null) {
                json.set(RecordShape.jsonName(component), node);
            }
        }
        return json;
    }

    /** The file of an output record's component, when there is one. */
    static Optional<FileOutput> file(Record value, RecordComponent component) {
        Object file = componentValue(component, value);
        if (file instanceof Optional<?> optional) {
            file = optional.orElse(null);
        }
        return Optional.ofNullable((FileOutput) file);
    }

    /** Null for what is absent. */
    static @Nullable JsonNode node(@Nullable Object value) {
        if (value == null) {
            return null;
        }
        if (value instanceof Optional<?> optional) {
            return node(optional.orElse(null));
        }
        if (value instanceof Record inner) {
            return write(inner);
        }
        if (value instanceof Collection<?> elements) {
            ArrayNode array = JsonNodeFactory.instance.arrayNode();
            elements.forEach(element -> array.add(node(element)));
            return array;
        }
        if (value instanceof Map<?, ?> entries) {
            ObjectNode object = JsonNodeFactory.instance.objectNode();
            entries.forEach((key, element) -> object.set(String.valueOf(key), node(element)));
            return object;
        }
        if (value instanceof Enum<?> constant) {
            return JsonNodeFactory.instance.textNode(constant.name().toLowerCase(Locale.ROOT));
        }
        if (value instanceof TemporalAccessor || value instanceof CharSequence) {
            return JsonNodeFactory.instance.textNode(value.toString());
        }
        return Json.MAPPER.valueToTree(value);
    }

    private static @Nullable Object componentValue(RecordComponent component, Record value) {
        try {
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(value);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the component " + component + " cannot be read", e);
        }
    }
}
