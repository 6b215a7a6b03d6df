package io.inkstone.guardrails.openai;

import java.util.function.UnaryOperator;

/** The literals of a grammar in GBNF. */
final class GrammarLiterals {

    private GrammarLiterals() {}

    /** A grammar with the text of each literal changed; comments, names of rules and classes of characters stay. */
    static String changed(String grammar, UnaryOperator<String> change) {
        StringBuilder result = new StringBuilder();
        int at = 0;
        while (at < grammar.length()) {
            char sign = grammar.charAt(at);
            int end = switch (sign) {
                case '"' -> end(grammar, at, '"');
                case '[' -> end(grammar, at, ']');
                case '#' -> endOfLine(grammar, at);
                default -> at + 1;
            };
            String part = grammar.substring(at, end);
            boolean literal = sign == '"' && part.length() > 2 && part.endsWith("\"");
            result.append(literal ? '"' + written(change.apply(text(part))) + '"' : part);
            at = end;
        }
        return result.toString();
    }

    /** Behind the sign that closes what opens here; at the end of the grammar where none does. */
    private static int end(String grammar, int open, char close) {
        for (int i = open + 1; i < grammar.length(); i++) {
            if (grammar.charAt(i) == '\\') {
                i++;
            } else if (grammar.charAt(i) == close) {
                return i + 1;
            }
        }
        return grammar.length();
    }

    private static int endOfLine(String grammar, int from) {
        int line = grammar.indexOf('\n', from);
        return line < 0 ? grammar.length() : line;
    }

    /** What stands between the quotes, quotes as they are meant; other escapes stay, since nothing private holds them. */
    private static String text(String literal) {
        return literal.substring(1, literal.length() - 1).replace("\\\"", "\"");
    }

    private static String written(String text) {
        return text.replace("\"", "\\\"");
    }
}
