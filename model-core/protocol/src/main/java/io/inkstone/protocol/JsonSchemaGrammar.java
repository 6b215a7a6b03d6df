package io.inkstone.protocol;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Turns a JSON Schema into a grammar whose every text conforms to it. The grammar may say less than the schema, never
 * more: properties come in the order of their declaration, objects with declared properties hold no others, numbers have
 * at most 15 digits before the point, and a single blank after {@code :} and {@code ,} is all the white space there is,
 * so that a model cannot lose itself in it.
 *
 * <p>Read are {@code type} (also as an array), {@code properties}, {@code required}, {@code additionalProperties},
 * {@code items}, {@code minItems}, {@code maxItems}, {@code enum}, {@code const}, {@code minLength}, {@code maxLength},
 * {@code format: date}, {@code minimum}, {@code maximum} and their exclusive forms on integers ({@code minimum: 0} on
 * numbers), {@code anyOf}, {@code oneOf} (read as {@code anyOf}: its branches are expected to exclude each other),
 * {@code allOf} of one, and {@code $ref} within the document, recursive ones too. Annotations are passed over. Everything
 * else is refused, because an answer that ignores a keyword is worse than none.
 */
public final class JsonSchemaGrammar {

    /** The largest minLength, maxLength, minItems and maxItems. */
    public static final int MAX_LENGTH = Gbnf.MAX_REPETITIONS;

    private JsonSchemaGrammar() {}

    /**
     * The grammar of a schema; it passes {@link Gbnf#parse}.
     *
     * @param schema its root must describe an object; a schema that says nothing is taken as any object
     * @throws ApiException 400 {@code unsupported_schema} that names the keyword and its path
     */
    public static String toGbnf(JsonNode schema) {
        String grammar = new JsonSchemaCompiler(schema).compile();
        try {
            return Gbnf.parse(grammar).text();
        } catch (ApiException e) {
            throw JsonSchemaCompiler.unsupported(
                    "", "it refers to itself without an end, or is too large (as a grammar: " + e.getMessage() + ")");
        }
    }

    /** The grammar of any JSON object, for {@link OutputFormat.JsonObject}. */
    public static String anyObject() {
        return toGbnf(Json.MAPPER.createObjectNode().put("type", "object"));
    }
}
