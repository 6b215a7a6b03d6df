package io.inkstone.evaluation;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the formula in what a model wrote. */
final class WrittenFormula {

    private static final Pattern FENCE = Pattern.compile("```[A-Za-z]*\\R?(.*?)(?:```|\\z)", Pattern.DOTALL);
    private static final Pattern CALL_IN_TEXT = Pattern.compile("=\\s*[A-Za-z][A-Za-z.]*\\(");

    private WrittenFormula() {}

    /**
     * The first line that begins with an equals sign; else what a code fence holds; else what follows an equals sign and a
     * function's name within a line. A formula over several lines is put together.
     */
    static Optional<String> in(String said) {
        List<String> lines =
                said.lines().map(line -> line.replace("`", "").strip()).toList();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).startsWith("=")) {
                return Optional.of(whole(lines, i));
            }
        }
        Matcher fence = FENCE.matcher(said);
        if (fence.find() && !fence.group(1).isBlank()) {
            return Optional.of("=" + fence.group(1).strip().replaceAll("\\s*\\R\\s*", " "));
        }
        return lines.stream().flatMap(line -> callIn(line).stream()).findFirst();
    }

    private static String whole(List<String> lines, int from) {
        StringBuilder formula = new StringBuilder(lines.get(from));
        for (int i = from + 1; i < lines.size() && depth(formula) > 0; i++) {
            formula.append(' ').append(lines.get(i));
        }
        return formula.toString();
    }

    /** From an equals sign and a function's name to the parenthesis that ends the call. */
    private static Optional<String> callIn(String line) {
        Matcher call = CALL_IN_TEXT.matcher(line);
        if (!call.find()) {
            return Optional.empty();
        }
        int end = call.end();
        while (end < line.length() && depth(line.substring(call.start(), end)) > 0) {
            end++;
        }
        return Optional.of(line.substring(call.start(), end));
    }

    /** How many parentheses are open, outside of texts. */
    private static int depth(CharSequence formula) {
        int depth = 0;
        boolean inText = false;
        for (int i = 0; i < formula.length(); i++) {
            char c = formula.charAt(i);
            inText ^= c == '"';
            if (!inText) {
                depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            }
        }
        return depth;
    }
}
