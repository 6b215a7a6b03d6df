package io.inkstone.protocol;

import com.fasterxml.jackson.databind.JsonNode;

/** What an answer must look like. */
public sealed interface OutputFormat {

    /** Anything. */
    record Text() implements OutputFormat {}

    /** One JSON object, of any shape. */
    record JsonObject() implements OutputFormat {}

    /** JSON that conforms to a schema; {@link JsonSchemaGrammar} says which schemas can be held. */
    record JsonSchema(String name, JsonNode schema) implements OutputFormat {}

    /** Text of a grammar in GBNF, not yet parsed; see {@link Gbnf#parse}. */
    record GbnfText(String grammar) implements OutputFormat {}
}
