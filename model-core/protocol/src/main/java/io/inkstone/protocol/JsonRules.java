package io.inkstone.protocol;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The rules of a grammar for JSON as they are collected: the standing ones when first used, and those of a schema. */
final class JsonRules {

    /** JSON's own rules; names that a definition uses come in with it. */
    private static final Map<String, String> STANDING = standing();

    private static final Pattern NAME = Pattern.compile("[a-z-]+");
    private static final Pattern QUOTED = Pattern.compile("\"(\\\\.|[^\"\\\\])*\"|\\[(\\\\.|[^]\\\\])*]");

    private final Map<String, String> rules = new LinkedHashMap<>();
    private int count;

    private static Map<String, String> standing() {
        Map<String, String> rules = new HashMap<>();
        rules.put("colon", "\":\" \" \"?");
        rules.put("comma", "\",\" \" \"?");
        // Without escapes for halves of surrogate pairs: they would be broken text, and miscounted.
        rules.put("hex", "[0-9a-fA-F]");
        rules.put("unit", "[0-9a-cA-CefEF] hex hex hex | [dD] [0-7] hex hex");
        rules.put("char", "[^\"\\\\\\x00-\\x1F\\x7F] | \"\\\\\" ([\"\\\\/bfnrt] | \"u\" unit)");
        rules.put("string", "\"\\\"\" char* \"\\\"\"");
        rules.put("whole", "\"0\" | [1-9] [0-9]{0,14}");
        rules.put("integer", "\"0\" | \"-\"? [1-9] [0-9]{0,14}");
        rules.put("positive", "whole (\".\" [0-9]{1,15})? ([eE] [-+]? [0-9]{1,2})?");
        rules.put("number", "\"-\"? positive");
        rules.put("boolean", "\"true\" | \"false\"");
        rules.put("null", "\"null\"");
        rules.put("member", "string colon value");
        rules.put("more-members", "comma member");
        rules.put("object", "\"{\" (member more-members*)? \"}\"");
        rules.put("more-values", "comma value");
        rules.put("array", "\"[\" (value more-values*)? \"]\"");
        rules.put("value", "object | array | string | number | boolean | null");
        rules.put(
                "leap-year",
                "[0-9]{2} (\"0\" [48] | [2468] [048] | [13579] [26]) | (\"0\" [048] | [2468] [048] | [13579] [26]) \"00\"");
        rules.put("long-month", "(\"0\" [13578] | \"1\" [02]) \"-\" (\"0\" [1-9] | [12] [0-9] | \"3\" [01])");
        rules.put("short-month", "(\"0\" [469] | \"11\") \"-\" (\"0\" [1-9] | [12] [0-9] | \"30\")");
        rules.put("february", "\"02-\" (\"0\" [1-9] | \"1\" [0-9] | \"2\" [0-8])");
        rules.put("day-of-year", "[0-9]{4} \"-\" (long-month | short-month | february) | leap-year \"-02-29\"");
        rules.put("date", "\"\\\"\" day-of-year \"\\\"\"");
        return Map.copyOf(rules);
    }

    /** A standing rule's name, brought in with all that it uses. */
    String standing(String name) {
        String definition = STANDING.get(name);
        if (definition == null) {
            throw new IllegalArgumentException("there is no rule " + name);
        }
        if (rules.putIfAbsent(name, definition) == null) {
            NAME.matcher(QUOTED.matcher(definition).replaceAll(" "))
                    .results()
                    .map(MatchResult::group)
                    .filter(STANDING::containsKey)
                    .forEach(this::standing);
        }
        return name;
    }

    /** A fresh name, to be {@link #define defined} later: what refers to itself needs it before. */
    String reserve() {
        return "r" + count++;
    }

    void define(String name, String definition) {
        rules.put(name, definition);
    }

    /** A fresh rule. */
    String add(String definition) {
        String name = reserve();
        define(name, definition);
        return name;
    }

    String toGbnf(String root) {
        StringBuilder text = new StringBuilder("root ::= " + root + "\n");
        rules.forEach((name, definition) ->
                text.append(name).append(" ::= ").append(definition).append('\n'));
        return text.toString();
    }
}
