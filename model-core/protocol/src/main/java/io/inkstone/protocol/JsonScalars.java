package io.inkstone.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/** The grammar rules of strings and numbers under their keywords; each method returns a rule's name. */
final class JsonScalars {

    private static final List<String> BOUNDS = List.of("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum");

    private JsonScalars() {}

    static String string(JsonRules rules, JsonNode schema, String path) {
        int min = length(schema, "minLength", 0, path);
        int max = length(schema, "maxLength", -1, path);
        refuseUpsideDown(min, max, path);
        if (schema.has("format")) {
            if (!schema.get("format").asText().equals("date") || schema.has("minLength") || schema.has("maxLength")) {
                throw JsonSchemaCompiler.unsupported(path + "/format", "only 'date' is supported, without a length");
            }
            return rules.standing("date");
        }
        if (max == 0) {
            return rules.add("\"\\\"\\\"\"");
        }
        if (min == 0 && max < 0) {
            return rules.standing("string");
        }
        String times = max < 0 ? "{" + min + ",}" : "{" + min + "," + max + "}";
        return rules.add("\"\\\"\" " + rules.standing("char") + times + " \"\\\"\"");
    }

    static int length(JsonNode schema, String keyword, int absent, String path) {
        JsonNode value = schema.get(keyword);
        if (value == null) {
            return absent;
        }
        if (!value.isIntegralNumber()
                || !value.canConvertToInt()
                || value.intValue() < 0
                || value.intValue() > JsonSchemaGrammar.MAX_LENGTH) {
            throw JsonSchemaCompiler.unsupported(
                    path + "/" + keyword, "it must be a whole number from 0 to " + JsonSchemaGrammar.MAX_LENGTH);
        }
        return value.intValue();
    }

    static void refuseUpsideDown(int min, int max, String path) {
        if (max >= 0 && max < min) {
            throw JsonSchemaCompiler.unsupported(path, "its maximum, " + max + ", is less than its minimum, " + min);
        }
    }

    static String number(JsonRules rules, JsonNode schema, String path) {
        for (String keyword : BOUNDS) {
            boolean fromZero = keyword.equals("minimum")
                    && schema.path(keyword).isNumber()
                    && schema.get(keyword).doubleValue() == 0;
            if (schema.has(keyword) && !fromZero) {
                throw JsonSchemaCompiler.unsupported(
                        path + "/" + keyword, "on numbers only \"minimum\": 0 is supported; or use integer");
            }
        }
        return rules.standing(schema.has("minimum") ? "positive" : "number");
    }

    static String integer(JsonRules rules, JsonNode schema, String path) {
        if (BOUNDS.stream().noneMatch(schema::has)) {
            return rules.standing("integer");
        }
        long low = -IntegerRange.MAX;
        long high = IntegerRange.MAX;
        low = Math.max(low, bound(schema, "minimum", RoundingMode.CEILING, low, path));
        low = Math.max(low, bound(schema, "exclusiveMinimum", RoundingMode.FLOOR, low - 1, path) + 1);
        high = Math.min(high, bound(schema, "maximum", RoundingMode.FLOOR, high, path));
        high = Math.min(high, bound(schema, "exclusiveMaximum", RoundingMode.CEILING, high + 1, path) - 1);
        if (low > high) {
            throw JsonSchemaCompiler.unsupported(path, "no integer of at most 15 digits is between its bounds");
        }
        return rules.add(IntegerRange.toGbnf(low, high));
    }

    private static long bound(JsonNode schema, String keyword, RoundingMode rounding, long absent, String path) {
        JsonNode value = schema.get(keyword);
        if (value == null) {
            return absent;
        }
        BigDecimal number = value.isNumber() ? value.decimalValue() : null;
        // A scale far out would make the rounding as large as its exponent says.
        if (number == null || Math.abs(number.scale()) > 40 || number.precision() > 60) {
            throw JsonSchemaCompiler.unsupported(path + "/" + keyword, "it must be a number of a usual size");
        }
        return number.setScale(0, rounding)
                .min(BigDecimal.valueOf(IntegerRange.MAX + 2))
                .max(BigDecimal.valueOf(-IntegerRange.MAX - 2))
                .longValueExact();
    }
}
