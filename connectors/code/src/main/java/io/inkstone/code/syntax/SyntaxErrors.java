package io.inkstone.code.syntax;

/**
 * How broken a text is.
 *
 * @param count the places where the parser had to skip something or to make something up
 * @param skippedBytes how much it skipped, in bytes of UTF-8
 */
public record SyntaxErrors(int count, int skippedBytes) implements Comparable<SyntaxErrors> {

    /** Nothing is wrong. */
    public static final SyntaxErrors NONE = new SyntaxErrors(0, 0);

    @Override
    public int compareTo(SyntaxErrors other) {
        return Integer.compare(count, other.count);
    }
}
