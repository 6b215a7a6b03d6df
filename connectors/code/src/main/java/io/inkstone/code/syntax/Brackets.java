package io.inkstone.code.syntax;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The brackets of a piece of code, strings and comments left out. Made for pieces that no parser takes: it may begin and end
 * anywhere outside a string or a comment.
 *
 * @param open the opening brackets that nothing closes, outermost first
 * @param extraClosing closing brackets that nothing opened
 * @param crossed whether a bracket of one kind closes one of another
 * @param lastOpenAt where the innermost of the open ones stands; -1 when there is none
 */
public record Brackets(String open, String extraClosing, boolean crossed, int lastOpenAt) {

    private static final String OPENING = "([{";
    private static final String CLOSING = ")]}";

    /** Reads a piece of code. */
    public static Brackets of(String code, CodeLanguage language) {
        Deque<Integer> stack = new ArrayDeque<>();
        StringBuilder extra = new StringBuilder();
        boolean crossed = false;
        int at = 0;
        while (at < code.length()) {
            int after = afterStringOrComment(code, at, language);
            if (after > at) {
                at = after;
                continue;
            }
            char c = code.charAt(at);
            if (OPENING.indexOf(c) >= 0) {
                stack.push(at);
            } else if (CLOSING.indexOf(c) >= 0) {
                if (stack.isEmpty()) {
                    extra.append(c);
                } else {
                    crossed |= closing(code.charAt(stack.pop())) != c;
                }
            }
            at++;
        }
        StringBuilder open = new StringBuilder();
        stack.descendingIterator().forEachRemaining(position -> open.append(code.charAt(position)));
        Integer last = stack.peek();
        return new Brackets(open.toString(), extra.toString(), crossed, last == null ? -1 : last);
    }

    /** Whether it opens and closes as much. */
    public boolean balanced() {
        return open.isEmpty() && extraClosing.isEmpty() && !crossed;
    }

    /** What closes all that is open, innermost first. */
    public String closers() {
        StringBuilder closers = new StringBuilder();
        for (int i = open.length() - 1; i >= 0; i--) {
            closers.append(closing(open.charAt(i)));
        }
        return closers.toString();
    }

    private static char closing(char opening) {
        return CLOSING.charAt(OPENING.indexOf(opening));
    }

    /** Where a string or a comment that begins here ends; {@code at} when none does. */
    static int afterStringOrComment(String code, int at, CodeLanguage language) {
        if (code.startsWith(language.comment(), at)) {
            return lineEnd(code, at);
        }
        if (language.blocks() == CodeLanguage.Blocks.BRACES && code.startsWith("/*", at)) {
            int end = code.indexOf("*/", at + 2);
            return end < 0 ? code.length() : end + 2;
        }
        char quote = code.charAt(at);
        if (quote != '"' && quote != '\'' && quote != '`') {
            return at;
        }
        String triple = String.valueOf(quote).repeat(3);
        if (quote != '`' && code.startsWith(triple, at)) {
            int end = code.indexOf(triple, at + 3);
            return end < 0 ? code.length() : end + 3;
        }
        return afterString(code, at + 1, quote);
    }

    private static int afterString(String code, int from, char quote) {
        for (int i = from; i < code.length(); i++) {
            char c = code.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == quote) {
                return i + 1;
            } else if (c == '\n' && quote != '`') {
                return i; // an apostrophe in a text, or a string that is not finished
            }
        }
        return code.length();
    }

    private static int lineEnd(String code, int from) {
        int end = code.indexOf('\n', from);
        return end < 0 ? code.length() : end;
    }
}
