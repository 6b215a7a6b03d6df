package io.inkstone.code.syntax;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Counts what is wrong with the indentation of Python, which tree-sitter's grammar passes over: a block that is empty, a line
 * that is indented for no reason, a line that falls back to where no block stands. Reads lines outside brackets and strings.
 */
final class PythonIndentation {

    private final String text;
    private final Deque<Integer> blocks = new ArrayDeque<>();
    private boolean opened;
    private int errors;

    /** The last character of the line that is neither space nor in a comment. */
    private char last;

    private PythonIndentation(String text) {
        this.text = text;
        blocks.push(0);
    }

    /** How many lines are indented wrongly; what begins in the middle of a file may begin at any depth. */
    static int errors(String text) {
        PythonIndentation reading = new PythonIndentation(text);
        reading.read();
        return reading.errors;
    }

    private void read() {
        int at = 0;
        boolean first = true;
        while (at < text.length()) {
            int end = logicalLineEnd(at);
            String line = text.substring(at, end);
            String code = line.strip();
            if (!code.isEmpty() && !code.startsWith("#")) {
                if (first) {
                    blocks.pop();
                    blocks.push(indentation(line));
                    first = false;
                }
                take(indentation(line), last == ':');
            }
            at = end + 1;
        }
        errors += opened ? 1 : 0;
    }

    private void take(int depth, boolean opens) {
        int known = blocks.element();
        if (depth > known) {
            errors += opened ? 0 : 1;
            blocks.push(depth);
        } else {
            errors += opened ? 1 : 0;
            while (blocks.size() > 1 && depth < blocks.element()) {
                blocks.pop();
            }
            if (depth > blocks.element()) {
                errors++;
                blocks.push(depth);
            } else if (depth < blocks.element()) {
                blocks.pop();
                blocks.push(depth);
            }
        }
        opened = opens;
    }

    /** Where a line ends that may go on within brackets, in a string of several lines or behind a backslash. */
    private int logicalLineEnd(int from) {
        int depth = 0;
        int at = from;
        last = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '\n' && depth <= 0) {
                return at;
            }
            if (c == '#') {
                int end = text.indexOf('\n', at);
                at = end < 0 ? text.length() : end;
                continue;
            }
            if (c == '"' || c == '\'') {
                at = afterString(at, c);
                last = c;
                continue;
            }
            last = Character.isWhitespace(c) ? last : c;
            depth += "([{".indexOf(c) >= 0 ? 1 : ")]}".indexOf(c) >= 0 ? -1 : 0;
            at += c == '\\' ? 2 : 1;
        }
        return text.length();
    }

    private int afterString(int at, char quote) {
        String triple = String.valueOf(quote).repeat(3);
        if (text.startsWith(triple, at)) {
            int end = text.indexOf(triple, at + 3);
            return end < 0 ? text.length() : end + 3;
        }
        for (int i = at + 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == quote) {
                return i + 1;
            } else if (c == '\n') {
                return i;
            }
        }
        return text.length();
    }

    private static int indentation(String line) {
        int width = 0;
        while (width < line.length() && (line.charAt(width) == ' ' || line.charAt(width) == '\t')) {
            width++;
        }
        return width;
    }
}
