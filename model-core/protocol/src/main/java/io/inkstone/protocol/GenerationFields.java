package io.inkstone.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.OptionalInt;

/** The fields of {@link GenerationRequest} that are read the same way for both kinds. */
record GenerationFields(
        String model,
        Sampling sampling,
        OutputFormat format,
        boolean stream,
        boolean includeUsage,
        boolean continuousUsage,
        List<String> stop,
        int choices) {

    static GenerationFields parse(RequestFields fields) {
        boolean stream = fields.flag("stream");
        RequestFields options = fields.child("stream_options").orElse(null);
        if (options != null && !stream) {
            throw fields.invalid("stream_options", "'stream_options' is only for \"stream\": true.");
        }
        return new GenerationFields(
                fields.requireText("model", "\"model\": \"qwen2.5-coder-0.5b-instruct\""),
                Sampling.parse(fields),
                parseFormat(fields),
                stream,
                options != null && options.flag("include_usage"),
                options != null && options.flag("continuous_usage_stats"),
                fields.texts("stop", GenerationRequest.MAX_STOP_STRINGS, GenerationRequest.MAX_STOP_CHARS),
                fields.integer("n", 1, GenerationRequest.MAX_CHOICES).orElse(1));
    }

    /** {@code max_completion_tokens} or, older, {@code max_tokens}. */
    static OptionalInt parseMaxTokens(RequestFields fields) {
        OptionalInt newer = fields.integer("max_completion_tokens", 1, Integer.MAX_VALUE);
        OptionalInt older = fields.integer("max_tokens", 1, Integer.MAX_VALUE);
        return newer.isPresent() ? newer : older;
    }

    private static OutputFormat parseFormat(RequestFields fields) {
        OutputFormat format = parseResponseFormat(fields);
        if (fields.find("grammar") == null) {
            return format;
        }
        if (!(format instanceof OutputFormat.Text)) {
            throw fields.invalid("grammar", "Give either 'grammar' or 'response_format', not both.");
        }
        return new OutputFormat.GbnfText(
                fields.requireText("grammar", "\"grammar\": \"root ::= \\\"yes\\\" | \\\"no\\\"\""));
    }

    private static OutputFormat parseResponseFormat(RequestFields fields) {
        RequestFields format = fields.child("response_format").orElse(null);
        if (format == null) {
            return new OutputFormat.Text();
        }
        String type = format.requireText("type", "\"type\": \"json_schema\"");
        return switch (type) {
            case "text" -> new OutputFormat.Text();
            case "json_object" -> new OutputFormat.JsonObject();
            case "json_schema" -> parseSchema(format);
            default -> throw format.invalid("type", "'response_format.type' must be text, json_object or json_schema.");
        };
    }

    private static OutputFormat parseSchema(RequestFields format) {
        format.require("json_schema", "\"json_schema\": {\"name\": \"answer\", \"schema\": {…}}");
        RequestFields wrapper = format.child("json_schema").orElseThrow();
        JsonNode schema = wrapper.require("schema", "\"schema\": {\"type\": \"object\", …}");
        if (!(schema instanceof ObjectNode)) {
            throw wrapper.wrongType("schema", schema, "an object");
        }
        return new OutputFormat.JsonSchema(wrapper.text("name").orElse("answer"), schema);
    }
}
