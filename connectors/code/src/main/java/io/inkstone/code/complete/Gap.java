package io.inkstone.code.complete;

import io.inkstone.code.syntax.CodeLanguage;
import io.inkstone.code.syntax.CodeLanguage.Blocks;

/**
 * The place that is to be filled.
 *
 * @param before the file before the cursor
 * @param after the file after it
 * @param language what it is written in
 * @param block whether a whole block is wanted, rather than the line
 */
record Gap(String before, String after, CodeLanguage language, boolean block) {

    /** Reads the place; line ends become {@code \n}, as models write them. */
    static Gap of(CompleteInput input) {
        CodeLanguage language = CodeLanguage.of(input.language(), input.path());
        String before = input.prefix().replace("\r\n", "\n");
        String after = input.suffix().replace("\r\n", "\n");
        Gap line = new Gap(before, after, language, false);
        String mode = input.mode() == null ? "auto" : input.mode();
        boolean block = mode.equals("block") || (mode.equals("auto") && line.standsInEmptyBlock());
        return block ? new Gap(before, after, language, true) : line;
    }

    /** The line of the cursor up to it. */
    String lineBefore() {
        return before.substring(before.lastIndexOf('\n') + 1);
    }

    /** The line of the cursor from it on. */
    String lineAfter() {
        int end = after.indexOf('\n');
        return end < 0 ? after : after.substring(0, end);
    }

    /** Whether nothing but space stands before the cursor in its line. */
    boolean atLineStart() {
        return lineBefore().isBlank();
    }

    /** The last line before the cursor's that is not blank; empty when there is none. */
    String previousLine() {
        int end = before.length() - lineBefore().length();
        String found = "";
        while (end > 0 && found.isEmpty()) {
            int start = before.lastIndexOf('\n', end - 2) + 1;
            String line = before.substring(start, end - 1);
            found = line.isBlank() ? "" : line;
            end = start;
        }
        return found;
    }

    /** The first line after the cursor's that is not blank; empty when there is none. */
    String nextLine() {
        int start = after.indexOf('\n');
        while (start >= 0) {
            int end = after.indexOf('\n', start + 1);
            String line = after.substring(start + 1, end < 0 ? after.length() : end);
            if (!line.isBlank()) {
                return line;
            }
            start = end;
        }
        return "";
    }

    /** How far a line is indented, in characters; a tab counts as four. */
    static int indentation(String line) {
        int width = 0;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '\t') {
                width += 4;
            } else if (c == ' ') {
                width++;
            } else {
                break;
            }
        }
        return width;
    }

    /**
     * The space that a new line most likely begins with: as deep as the line before, or a step deeper where that opens a
     * block; less what stands before the cursor already. Empty in the middle of a line.
     */
    String expectedIndentation() {
        if (!atLineStart()) {
            return "";
        }
        String previous = previousLine();
        String indentation = leadingSpace(previous);
        if (opensBlock(previous)) {
            indentation += indentation.startsWith("\t") || before.contains("\n\t") ? "\t" : "    ";
        }
        return beyondCursor(indentation);
    }

    /** An indentation of the cursor's line, less what stands before the cursor already; empty where that begins differently. */
    String beyondCursor(String indentation) {
        String there = lineBefore();
        return indentation.startsWith(there) ? indentation.substring(there.length()) : "";
    }

    /** The space that a line begins with. */
    static String leadingSpace(String line) {
        return line.substring(0, line.length() - line.stripLeading().length());
    }

    /** Whether a line begins a block that follows it. */
    boolean opensBlock(String line) {
        String code = line.stripTrailing();
        return language.blocks() == Blocks.BRACES ? code.endsWith("{") : code.endsWith(":");
    }

    /** Right behind what opens a block, with nothing in it yet. */
    private boolean standsInEmptyBlock() {
        if (!lineAfter().isBlank()) {
            return false;
        }
        String opener = atLineStart() ? previousLine() : lineBefore();
        return opensBlock(opener) && indentation(nextLine()) <= indentation(opener);
    }
}
