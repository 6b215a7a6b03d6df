package io.inkstone.protocol;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One compilation of a schema; see {@link JsonSchemaGrammar}. Every method returns the name of a rule. */
final class JsonSchemaCompiler {

    private static final Set<String> ANNOTATIONS = Set.of(
            "title",
            "description",
            "default",
            "examples",
            "deprecated",
            "readOnly",
            "writeOnly",
            "$schema",
            "$id",
            "$comment",
            "$defs",
            "definitions");

    private static final Set<String> OBJECT = Set.of("properties", "required", "additionalProperties");
    private static final Set<String> ARRAY = Set.of("items", "minItems", "maxItems", "uniqueItems");
    private static final Set<String> STRING = Set.of("minLength", "maxLength", "format");
    private static final Set<String> NUMBER = Set.of("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum");
    private static final List<String> TYPES =
            List.of("object", "array", "string", "number", "integer", "boolean", "null");

    private static final int MAX_DEPTH = 256;

    private final JsonNode root;
    private final JsonRules rules = new JsonRules();
    private final Map<String, String> references = new HashMap<>();
    private int depth;

    JsonSchemaCompiler(JsonNode root) {
        this.root = root;
    }

    static ApiException unsupported(String path, String why) {
        return ApiException.invalidRequest(
                "unsupported_schema",
                "response_format",
                "The schema cannot be held" + (path.isEmpty() ? "" : " at '" + path + "'") + ": " + why + ".");
    }

    String compile() {
        if (!(root instanceof ObjectNode)) {
            throw unsupported("#", "a schema must be an object");
        }
        if (says(root).isEmpty()) {
            return rules.toGbnf(rules.standing("object"));
        }
        if (!isObject(root, new LinkedHashSet<>())) {
            throw unsupported("#", "its root must be of type object");
        }
        return rules.toGbnf(schema(root, "#"));
    }

    /** The keywords that are more than annotations. */
    private static Set<String> says(JsonNode schema) {
        Set<String> keywords = new LinkedHashSet<>();
        schema.fieldNames().forEachRemaining(keyword -> {
            if (!ANNOTATIONS.contains(keyword) && !keyword.startsWith("x-")) {
                keywords.add(keyword);
            }
        });
        return keywords;
    }

    /** Whether only objects can conform; what was followed before is taken to hold, so that each is looked at once. */
    private boolean isObject(JsonNode schema, Set<String> followed) {
        if (schema.has("$ref")) {
            String target = schema.get("$ref").asText();
            return followed.size() < MAX_DEPTH
                    && (!followed.add(target) || isObject(resolve(target, "#/$ref"), followed));
        }
        for (String keyword : List.of("anyOf", "oneOf", "allOf")) {
            if (schema.has(keyword)) {
                for (JsonNode branch : schema.get(keyword)) {
                    if (!isObject(branch, followed)) {
                        return false;
                    }
                }
                return true;
            }
        }
        return schema.has("type") ? schema.get("type").asText().equals("object") : schema.has("properties");
    }

    private String schema(JsonNode schema, String path) {
        if (++depth > MAX_DEPTH) {
            throw unsupported(path, "schemas are nested more than " + MAX_DEPTH + " deep");
        }
        String rule = shallow(schema, path);
        depth--;
        return rule;
    }

    private String shallow(JsonNode schema, String path) {
        if (schema.isBoolean() && schema.booleanValue()) {
            return rules.standing("value");
        }
        if (!(schema instanceof ObjectNode)) {
            throw unsupported(path, "a schema must be an object, or true");
        }
        Set<String> keywords = says(schema);
        for (String alone : List.of("$ref", "anyOf", "oneOf", "allOf")) {
            if (keywords.contains(alone)) {
                refuseOthers(keywords, Set.of(alone), path);
                return combined(alone, schema.get(alone), path + "/" + alone);
            }
        }
        for (String values : List.of("const", "enum")) {
            if (keywords.contains(values)) {
                refuseOthers(keywords, Set.of(values, "type"), path);
                return values(schema, values, path + "/" + values);
            }
        }
        List<String> types = types(schema, keywords, path);
        refuseUnknown(keywords, path);
        if (types.isEmpty()) {
            return rules.standing("value");
        }
        List<String> alternatives = new ArrayList<>();
        for (String type : types) {
            alternatives.add(typed(type, schema, path));
        }
        return alternatives.size() == 1 ? alternatives.get(0) : rules.add(String.join(" | ", alternatives));
    }

    private static void refuseOthers(Set<String> keywords, Set<String> known, String path) {
        for (String keyword : keywords) {
            if (!known.contains(keyword)) {
                throw unsupported(path + "/" + keyword, "'" + keyword + "' is not supported beside " + known);
            }
        }
    }

    private static void refuseUnknown(Set<String> keywords, String path) {
        for (String keyword : keywords) {
            boolean known = keyword.equals("type")
                    || OBJECT.contains(keyword)
                    || ARRAY.contains(keyword)
                    || STRING.contains(keyword)
                    || NUMBER.contains(keyword);
            if (!known) {
                throw unsupported(path + "/" + keyword, "the keyword '" + keyword + "' is not supported");
            }
        }
    }

    /** The types named, or the one that the keywords are about; empty for any. */
    private static List<String> types(JsonNode schema, Set<String> keywords, String path) {
        JsonNode type = schema.get("type");
        if (type == null) {
            return impliedType(keywords);
        }
        List<String> types = new ArrayList<>();
        for (JsonNode name : type.isArray() ? type : List.of(type)) {
            if (!TYPES.contains(name.asText())) {
                throw unsupported(path + "/type", "it must be among " + TYPES);
            }
            types.add(name.asText());
        }
        if (types.isEmpty()) {
            throw unsupported(path + "/type", "it names no type");
        }
        if (types.contains("number")) {
            types.remove("integer");
        }
        return types.stream().distinct().toList();
    }

    private static List<String> impliedType(Set<String> keywords) {
        for (String keyword : keywords) {
            if (OBJECT.contains(keyword)) {
                return List.of("object");
            }
            if (ARRAY.contains(keyword)) {
                return List.of("array");
            }
            if (STRING.contains(keyword)) {
                return List.of("string");
            }
            if (NUMBER.contains(keyword)) {
                return List.of("number");
            }
        }
        return List.of();
    }

    private String combined(String keyword, JsonNode value, String path) {
        if (keyword.equals("$ref")) {
            return reference(value.asText(), path);
        }
        if (!value.isArray() || value.isEmpty()) {
            throw unsupported(path, "it must be an array that is not empty");
        }
        if (keyword.equals("allOf") && value.size() > 1) {
            throw unsupported(path, "'allOf' of more than one schema is not supported");
        }
        Set<String> branches = new LinkedHashSet<>();
        for (int i = 0; i < value.size(); i++) {
            branches.add(schema(value.get(i), path + "/" + i));
        }
        return rules.add(String.join(" | ", branches));
    }

    private String reference(String target, String path) {
        String known = references.get(target);
        if (known != null) {
            return known;
        }
        String name = rules.reserve();
        references.put(target, name);
        rules.define(name, schema(resolve(target, path), target));
        return name;
    }

    private JsonNode resolve(String target, String path) {
        JsonNode found = null;
        if (target.equals("#")) {
            found = root;
        } else if (target.startsWith("#/")) {
            found = root.at(JsonPointer.compile(target.substring(1)));
        }
        if (found == null || found.isMissingNode()) {
            throw unsupported(path, "'$ref' must point to a schema within this one, as \"#/$defs/name\"");
        }
        return found;
    }

    private String values(JsonNode schema, String keyword, String path) {
        JsonNode given = schema.get(keyword);
        if (keyword.equals("enum") && !given.isArray()) {
            throw unsupported(path, "'enum' must be an array");
        }
        List<String> types = types(schema, Set.of(), path);
        Set<String> literals = new LinkedHashSet<>();
        for (JsonNode value : keyword.equals("enum") ? given : List.of(given)) {
            if (types.isEmpty() || types.stream().anyMatch(type -> isOfType(value, type))) {
                literals.add(literal(value, path));
            }
        }
        if (literals.isEmpty()) {
            throw unsupported(path, "it leaves no value of the type");
        }
        return rules.add(String.join(" | ", literals));
    }

    private static boolean isOfType(JsonNode value, String type) {
        return switch (type) {
            case "object" -> value.isObject();
            case "array" -> value.isArray();
            case "string" -> value.isTextual();
            case "number" -> value.isNumber();
            case "integer" -> value.isIntegralNumber();
            case "boolean" -> value.isBoolean();
            default -> value.isNull();
        };
    }

    private static String literal(JsonNode value, String path) {
        try {
            return Gbnf.quote(Json.write(value));
        } catch (IllegalArgumentException e) {
            throw unsupported(path, "it holds half a character (a surrogate without its partner)");
        }
    }

    private String typed(String type, JsonNode schema, String path) {
        return switch (type) {
            case "object" -> object(schema, path);
            case "array" -> array(schema, path);
            case "string" -> JsonScalars.string(rules, schema, path);
            case "integer" -> JsonScalars.integer(rules, schema, path);
            case "number" -> JsonScalars.number(rules, schema, path);
            default -> rules.standing(type);
        };
    }

    private String object(JsonNode schema, String path) {
        JsonNode properties = schema.path("properties");
        JsonNode additional = schema.path("additionalProperties");
        Set<String> required = new LinkedHashSet<>();
        schema.path("required").forEach(name -> required.add(name.asText()));
        for (String name : required) {
            if (!properties.has(name)) {
                throw unsupported(path + "/required", "it names a property that 'properties' does not declare");
            }
        }
        if (properties.isMissingNode() && !isFalse(additional)) {
            if (additional.isObject() && !says(additional).isEmpty()) {
                throw unsupported(path + "/additionalProperties", "a schema is not supported here");
            }
            return rules.standing("object");
        }
        List<Property> members = new ArrayList<>();
        for (Map.Entry<String, JsonNode> property : properties.properties()) {
            String at = path + "/properties/" + property.getKey();
            String key = literal(Json.MAPPER.getNodeFactory().textNode(property.getKey()), at);
            String value = schema(property.getValue(), at);
            members.add(new Property(
                    rules.add(key + " " + rules.standing("colon") + " " + value),
                    required.contains(property.getKey())));
        }
        return rules.add("\"{\" " + members(members) + "\"}\"");
    }

    private static boolean isFalse(JsonNode node) {
        return node.isBoolean() && !node.booleanValue();
    }

    /** A property as a rule for key and value. */
    private record Property(String rule, boolean required) {}

    /**
     * The members with their commas: which one comes first decides, and after it each brings its comma along. Only those
     * up to the first required one can come first.
     */
    private String members(List<Property> members) {
        String rest = "";
        List<String> rests = new ArrayList<>();
        for (int i = members.size() - 1; i >= 0; i--) {
            rests.add(0, rest);
            if (i == 0) {
                break;
            }
            String next = rules.standing("comma") + " " + members.get(i).rule();
            String withNext = members.get(i).required() ? next : "(" + next + ")?";
            rest = rules.add(withNext + (rest.isEmpty() ? "" : " " + rest));
        }
        List<String> firsts = new ArrayList<>();
        boolean mayBeEmpty = true;
        for (int i = 0; i < members.size() && mayBeEmpty; i++) {
            firsts.add((members.get(i).rule() + " " + rests.get(i)).trim());
            mayBeEmpty = !members.get(i).required();
        }
        if (firsts.isEmpty()) {
            return "";
        }
        return "(" + String.join(" | ", firsts) + ")" + (mayBeEmpty ? "? " : " ");
    }

    private String array(JsonNode schema, String path) {
        if (schema.path("uniqueItems").asBoolean()) {
            throw unsupported(path + "/uniqueItems", "a grammar cannot compare items");
        }
        int min = JsonScalars.length(schema, "minItems", 0, path);
        int max = JsonScalars.length(schema, "maxItems", -1, path);
        JsonScalars.refuseUpsideDown(min, max, path);
        if (max == 0) {
            return rules.add("\"[]\"");
        }
        JsonNode items = schema.get("items");
        String item = items == null ? rules.standing("value") : schema(items, path + "/items");
        String more = rules.add(rules.standing("comma") + " " + item);
        String times = max < 0 ? "{" + Math.max(0, min - 1) + ",}" : "{" + Math.max(0, min - 1) + "," + (max - 1) + "}";
        String list = max == 1 ? item : item + " " + more + times;
        return rules.add("\"[\" " + (min == 0 ? "(" + list + ")?" : list) + " \"]\"");
    }
}
