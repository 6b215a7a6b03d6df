package io.inkstone.protocol;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.OptionalInt;

/** A typed view of the body of {@code POST /v1/embeddings}. */
public final class EmbeddingRequest {

    /** The most texts of one request. */
    public static final int MAX_INPUTS = 256;

    /** The longest text, in UTF-16 units. */
    public static final int MAX_INPUT_CHARS = 1_000_000;

    private final ObjectNode json;
    private final String model;
    private final List<String> inputs;
    private final boolean base64;
    private final OptionalInt dimensions;

    private EmbeddingRequest(ObjectNode json) {
        RequestFields fields = RequestFields.of(json);
        this.json = json;
        this.model = fields.requireText("model", "\"model\": \"bge-small-zh\"");
        fields.require("input", "\"input\": [\"…\"]");
        this.inputs = fields.texts("input", MAX_INPUTS, MAX_INPUT_CHARS);
        if (inputs.isEmpty()) {
            throw fields.invalid("input", "'input' is empty; give 1 to " + MAX_INPUTS + " texts.");
        }
        String encoding = fields.text("encoding_format").orElse("float");
        if (!encoding.equals("float") && !encoding.equals("base64")) {
            throw fields.invalid("encoding_format", "'encoding_format' must be float or base64.");
        }
        this.base64 = encoding.equals("base64");
        this.dimensions = fields.integer("dimensions", 1, 65536);
    }

    /**
     * Reads and checks the body.
     *
     * @throws ApiException 400 that names the field
     */
    public static EmbeddingRequest parse(ObjectNode json) {
        return new EmbeddingRequest(json);
    }

    /** The request as it came, with every field. */
    public ObjectNode json() {
        return json;
    }

    /** The model's name; not empty. */
    public String model() {
        return model;
    }

    /** 1 to {@link #MAX_INPUTS} texts, none empty. */
    public List<String> inputs() {
        return inputs;
    }

    /** Whether vectors are wanted as base64 of little-endian 32-bit floats, not as arrays of numbers. */
    public boolean base64() {
        return base64;
    }

    /** The wanted length of the vectors, where it is not the model's own. */
    public OptionalInt dimensions() {
        return dimensions;
    }
}
