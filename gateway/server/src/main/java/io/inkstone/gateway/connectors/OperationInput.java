package io.inkstone.gateway.connectors;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inkstone.connector.FilePart;
import io.inkstone.gateway.edge.Bodies;
import io.inkstone.gateway.edge.Exchange;
import io.inkstone.gateway.edge.Languages;
import io.inkstone.gateway.edge.Upload;
import io.inkstone.orchestration.Caller;
import io.inkstone.protocol.Json;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Makes an operation's validated input of a request's body: JSON, or a form with files. */
final class OperationInput {

    /** The part of a form that holds the JSON of the input record. */
    private static final String INPUT_PART = "input";

    private final Bodies bodies;
    private final FileArguments files;
    private final InputValidator validator;

    OperationInput(Bodies bodies, FileArguments files, InputValidator validator) {
        this.bodies = bodies;
        this.files = files;
        this.validator = validator;
    }

    /** Reads; to be called before anything asynchronous happens to the request. */
    <I extends Record> Future<I> read(RoutingContext ctx, Class<I> type) {
        Locale locale = Languages.of(ctx);
        Caller caller = Exchange.of(ctx).scope().caller();
        return Bodies.isMultipart(ctx)
                ? bodies.form(ctx).compose(form -> fromForm(caller, form, type, locale))
                : bodies.json(ctx).compose(json -> of(caller, json, type, locale));
    }

    /** The record that this JSON says, whose files, if it has any, are objects. */
    <I extends Record> Future<I> of(Caller caller, ObjectNode json, Class<I> type, Locale locale) {
        return of(caller, json, Map.of(), type, locale);
    }

    /** The record that this JSON says, without files. */
    <I extends Record> I fromJson(ObjectNode json, Class<I> type, Locale locale) {
        return validated(RecordReader.read(type, json, Map.of()), locale);
    }

    private <I extends Record> Future<I> of(
            Caller caller, ObjectNode json, Map<String, List<FilePart>> sent, Class<I> type, Locale locale) {
        return files.split(caller, type, json, sent)
                .map(split -> validated(RecordReader.read(type, split.fields(), split.files()), locale));
    }

    private <I extends Record> Future<I> fromForm(Caller caller, Bodies.Form form, Class<I> type, Locale locale) {
        Map<String, List<FilePart>> sent = new LinkedHashMap<>();
        form.files().forEach((name, uploads) -> sent.put(SnakeCase.of(name), new ArrayList<>(uploads)));
        Map<String, String> fields = new LinkedHashMap<>();
        form.fields().forEach((name, value) -> fields.put(SnakeCase.of(name), value));
        if (!has(type, INPUT_PART)) {
            // Some clients send the part with a file name.
            List<FilePart> asFile = sent.remove(INPUT_PART);
            if (asFile != null && asFile.get(0) instanceof Upload upload) {
                fields.put(INPUT_PART, upload.text());
            }
        }
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        if (!has(type, INPUT_PART) && fields.containsKey(INPUT_PART)) {
            json = Json.parseObject(fields.remove(INPUT_PART));
        }
        for (Map.Entry<String, String> field : fields.entrySet()) {
            json.set(field.getKey(), plainField(type, field.getKey(), field.getValue()));
        }
        return of(caller, json, sent, type, locale);
    }

    /** Text stays text where the record wants text; elsewhere it is read as JSON: {@code 3}, {@code true}, {@code [1,2]}. */
    private static JsonNode plainField(Class<?> type, String name, String text) {
        boolean wantsText = RecordShape.components(type).stream()
                .filter(component -> RecordShape.jsonName(component).equals(name))
                .map(RecordComponent::getGenericType)
                .map(RecordShape::elementType)
                .anyMatch(element -> element == String.class);
        if (wantsText) {
            return JsonNodeFactory.instance.textNode(text);
        }
        try {
            return Json.MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            return JsonNodeFactory.instance.textNode(text);
        }
    }

    private static boolean has(Class<?> type, String name) {
        return RecordShape.components(type).stream()
                .anyMatch(component -> RecordShape.jsonName(component).equals(name));
    }

    private <I extends Record> I validated(I input, Locale locale) {
        validator.validate(input, locale);
        return input;
    }
}
