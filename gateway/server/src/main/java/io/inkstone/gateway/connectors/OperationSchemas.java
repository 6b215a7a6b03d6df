package io.inkstone.gateway.connectors;

import com.fasterxml.classmate.ResolvedType;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.victools.jsonschema.generator.CustomDefinition;
import com.github.victools.jsonschema.generator.FieldScope;
import com.github.victools.jsonschema.generator.Option;
import com.github.victools.jsonschema.generator.OptionPreset;
import com.github.victools.jsonschema.generator.SchemaGenerator;
import com.github.victools.jsonschema.generator.SchemaGeneratorConfigBuilder;
import com.github.victools.jsonschema.generator.SchemaVersion;
import com.github.victools.jsonschema.module.jakarta.validation.JakartaValidationModule;
import com.github.victools.jsonschema.module.jakarta.validation.JakartaValidationOption;
import dev.langchain4j.model.output.structured.Description;
import io.inkstone.connector.FilePart;
import io.inkstone.protocol.Json;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Derives the JSON Schemas (2020-12) of input and output records: names in snake case, Jakarta Validation's constraints,
 * LangChain4j's descriptions. The same rules as {@link RecordReader} and {@link RecordWriter}. Thread-safe.
 */
final class OperationSchemas {

    private final SchemaGenerator generator;

    OperationSchemas() {
        SchemaGeneratorConfigBuilder config = new SchemaGeneratorConfigBuilder(
                        Json.MAPPER, SchemaVersion.DRAFT_2020_12, OptionPreset.PLAIN_JSON)
                .with(new JakartaValidationModule(JakartaValidationOption.INCLUDE_PATTERN_EXPRESSIONS))
                .with(
                        Option.FORBIDDEN_ADDITIONAL_PROPERTIES_BY_DEFAULT,
                        Option.EXTRA_OPEN_API_FORMAT_VALUES,
                        Option.INLINE_ALL_SCHEMAS,
                        Option.MAP_VALUES_AS_ADDITIONAL_PROPERTIES)
                .without(Option.SCHEMA_VERSION_INDICATOR, Option.FLATTENED_OPTIONALS);
        config.forTypesInGeneral()
                .withPropertySorter((unusedOne, unusedOther) -> 0)
                .withCustomDefinitionProvider((type, context) -> special(type));
        config.forFields()
                .withPropertyNameOverrideResolver(field -> SnakeCase.of(field.getDeclaredName()))
                .withTargetTypeOverridesResolver(OperationSchemas::withoutOptional)
                .withDescriptionResolver(OperationSchemas::description)
                .withRequiredCheck(OperationSchemas::isRequired)
                .withIgnoreCheck(OperationSchemas::isFileOutput);
        generator = new SchemaGenerator(config.build());
    }

    /**
     * The schema of a record.
     *
     * @throws RuntimeException when the record cannot be described, e.g. because it holds itself
     */
    ObjectNode of(Class<?> type) {
        return generator.generateSchema(type);
    }

    private static @Nullable CustomDefinition special(ResolvedType type) {
        if (type.getErasedType() == FilePart.class) {
            return inline(Json.MAPPER.createObjectNode().put("type", "string").put("format", "binary"));
        }
        if (type.getErasedType() == Object.class) {
            return inline(Json.MAPPER.createObjectNode());
        }
        if (type.getErasedType().isEnum()) {
            ObjectNode schema = Json.MAPPER.createObjectNode().put("type", "string");
            ArrayNode names = schema.putArray("enum");
            for (Object constant : type.getErasedType().getEnumConstants()) {
                names.add(((Enum<?>) constant).name().toLowerCase(Locale.ROOT));
            }
            return inline(schema);
        }
        return null;
    }

    private static CustomDefinition inline(ObjectNode schema) {
        return new CustomDefinition(schema, CustomDefinition.INLINE_DEFINITION, CustomDefinition.INCLUDING_ATTRIBUTES);
    }

    private static @Nullable List<ResolvedType> withoutOptional(FieldScope field) {
        ResolvedType type = field.getType();
        return type != null && type.getErasedType() == Optional.class ? type.getTypeParameters() : null;
    }

    private static @Nullable String description(FieldScope field) {
        Description description = field.getAnnotation(Description.class);
        return description == null ? null : String.join(" ", description.value());
    }

    private static boolean isRequired(FieldScope field) {
        RecordComponent component = component(field);
        return component != null
                && !RecordShape.mayBeMissing(component)
                && !(RecordShape.isFileInput(component) && component.getType() == List.class);
    }

    private static boolean isFileOutput(FieldScope field) {
        RecordComponent component = component(field);
        return component != null && RecordShape.isFileOutput(component);
    }

    private static @Nullable RecordComponent component(FieldScope field) {
        Class<?> owner = field.getDeclaringType().getErasedType();
        return owner.isRecord() ? RecordShape.byName(owner, field.getDeclaredName()) : null;
    }
}
