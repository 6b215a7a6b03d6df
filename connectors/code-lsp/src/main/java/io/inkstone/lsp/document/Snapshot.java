package io.inkstone.lsp.document;

import java.util.Arrays;
import org.eclipse.lsp4j.Position;
import org.eclipse.lsp4j.Range;

/**
 * A document as it was at one version. Offsets count UTF-16 units from 0, as the protocol's positions do. Immutable.
 */
public final class Snapshot {

    private final String uri;
    private final String language;
    private final int version;
    private final String text;
    private final int[] lineStarts;

    public Snapshot(String uri, String language, int version, String text) {
        this.uri = uri;
        this.language = language;
        this.version = version;
        this.text = text;
        this.lineStarts = lineStarts(text);
    }

    public String uri() {
        return uri;
    }

    /** The protocol's language id, such as {@code java}. */
    public String language() {
        return language;
    }

    public int version() {
        return version;
    }

    public String text() {
        return text;
    }

    public int lines() {
        return lineStarts.length;
    }

    /** Where a line begins; a line after the last one begins at the end. */
    public int lineStart(int line) {
        return line < 0 ? 0 : line >= lineStarts.length ? text.length() : lineStarts[line];
    }

    /** Where a line ends, before its line break. */
    public int lineEnd(int line) {
        int end = lineStart(line + 1);
        while (end > lineStart(line) && isBreak(text.charAt(end - 1))) {
            end--;
        }
        return end;
    }

    /** The line that an offset is in. */
    public int lineOf(int offset) {
        int found = Arrays.binarySearch(lineStarts, offset);
        return found >= 0 ? found : -found - 2;
    }

    /** A position that is too far right or down is taken as the nearest one there is, as the protocol wants. */
    public int offsetOf(Position position) {
        int line = Math.max(0, position.getLine());
        if (line >= lineStarts.length) {
            return text.length();
        }
        int offset = Math.min(lineStarts[line] + Math.max(0, position.getCharacter()), lineEnd(line));
        boolean inPair = offset > 0
                && offset < text.length()
                && Character.isLowSurrogate(text.charAt(offset))
                && Character.isHighSurrogate(text.charAt(offset - 1));
        return inPair ? offset - 1 : offset;
    }

    public Position positionOf(int offset) {
        int line = lineOf(offset);
        return new Position(line, offset - lineStarts[line]);
    }

    public Range range(int start, int end) {
        return new Range(positionOf(start), positionOf(end));
    }

    /** This document after a change. */
    Snapshot with(Edit edit, int newVersion) {
        String changed = new StringBuilder(text.length() + edit.inserted().length() - edit.removed())
                .append(text, 0, edit.start())
                .append(edit.inserted())
                .append(text, edit.start() + edit.removed(), text.length())
                .toString();
        return new Snapshot(uri, language, newVersion, changed);
    }

    private static boolean isBreak(char c) {
        return c == '\n' || c == '\r';
    }

    private static int[] lineStarts(String text) {
        int[] starts = new int[16];
        int count = 1;
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            boolean ends = c == '\n' || (c == '\r' && (at + 1 == text.length() || text.charAt(at + 1) != '\n'));
            if (ends) {
                if (count == starts.length) {
                    starts = Arrays.copyOf(starts, count * 2);
                }
                starts[count++] = at + 1;
            }
        }
        return Arrays.copyOf(starts, count);
    }
}
