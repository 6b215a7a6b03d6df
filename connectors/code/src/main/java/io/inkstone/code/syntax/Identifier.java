package io.inkstone.code.syntax;

import java.util.ArrayList;
import java.util.List;

/**
 * A name in code.
 *
 * @param start where it begins
 * @param afterDot whether it is a member of something
 * @param called whether an opening parenthesis follows
 */
public record Identifier(String name, int start, boolean afterDot, boolean called) {

    /** All names in a piece of code but those in strings and comments; keywords too. */
    public static List<Identifier> in(String code, CodeLanguage language) {
        List<Identifier> found = new ArrayList<>();
        int at = 0;
        while (at < code.length()) {
            int after = Brackets.afterStringOrComment(code, at, language);
            if (after > at) {
                at = after;
                continue;
            }
            if (!Character.isJavaIdentifierStart(code.charAt(at))) {
                at = Character.isDigit(code.charAt(at)) ? afterWord(code, at) : at + 1;
                continue;
            }
            int end = afterWord(code, at);
            found.add(new Identifier(
                    code.substring(at, end), at, at > 0 && code.charAt(at - 1) == '.', code.startsWith("(", end)));
            at = end;
        }
        return found;
    }

    /** Where it ends. */
    public int end() {
        return start + name.length();
    }

    private static int afterWord(String code, int from) {
        int end = from;
        while (end < code.length() && Character.isJavaIdentifierPart(code.charAt(end))) {
            end++;
        }
        return end;
    }
}
