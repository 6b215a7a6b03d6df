package io.inkstone.guardrails.safety;

import java.util.Arrays;
import java.util.function.IntPredicate;

/**
 * A text as a reader sees it: lower case, full-width forms made half-width, white space as single blanks, nothing that is
 * not drawn; with the place in the original of every character.
 */
final class FoldedText implements CharSequence {

    private static final char TAGS_HIGH = 0xDB40;

    private final String text;
    private final int[] places;
    private final int originalLength;

    private FoldedText(String text, int[] places, int originalLength) {
        this.text = text;
        this.places = places;
        this.originalLength = originalLength;
    }

    /** Folds a text. */
    static FoldedText of(CharSequence original) {
        return of(original, c -> false);
    }

    /**
     * Folds a text.
     *
     * @param dropped further characters, folded, that are left out
     */
    static FoldedText of(CharSequence original, IntPredicate dropped) {
        StringBuilder folded = new StringBuilder(original.length());
        int[] places = new int[original.length()];
        char before = ' ';
        for (int i = 0; i < original.length(); i++) {
            char sign = original.charAt(i);
            boolean tagged = i > 0 && original.charAt(i - 1) == TAGS_HIGH && Character.isLowSurrogate(sign);
            // Invisible tags spell ASCII that a model reads and a person does not see.
            char c = tagged ? (sign >= 0xDC20 && sign <= 0xDC7E ? fold((char) (sign - 0xDC00)) : 0) : fold(sign);
            if (c == 0 || dropped.test(c) || c == ' ' && before == ' ') {
                continue;
            }
            places[folded.length()] = i;
            folded.append(c);
            before = c;
        }
        return new FoldedText(folded.toString(), Arrays.copyOf(places, folded.length()), original.length());
    }

    /** One character, 0 where nothing is drawn. */
    static char fold(char c) {
        if (c < 0x80) {
            return c >= 'A' && c <= 'Z' ? (char) (c + 32) : c <= ' ' ? ' ' : c;
        }
        if (c >= 0xFF01 && c <= 0xFF5E) {
            return fold((char) (c - 0xFEE0));
        }
        // Zero-width signs, marks of direction, variation selectors, the first halves of Unicode's invisible tags.
        if (c >= 0x200B && c <= 0x200F
                || c >= 0x202A && c <= 0x202E
                || c >= 0x2060 && c <= 0x2064
                || c == 0xFEFF
                || c == 0xAD
                || c >= 0xFE00 && c <= 0xFE0F
                || c == TAGS_HIGH) {
            return 0;
        }
        return Character.isWhitespace(c) || c == 0xA0 ? ' ' : Character.toLowerCase(c);
    }

    static boolean han(char c) {
        return c >= 0x3400 && c <= 0x9FFF;
    }

    /** A letter or digit of a script that writes words apart. */
    static boolean wordLetter(char c) {
        return !han(c) && Character.isLetterOrDigit(c);
    }

    /** Where a folded place is in the original; the original's length for the end. */
    int place(int folded) {
        return folded < places.length ? places[folded] : originalLength;
    }

    /** The end in the original of a folded span with this end. */
    int endPlace(int foldedEnd) {
        return foldedEnd == 0 ? 0 : places[foldedEnd - 1] + 1;
    }

    @Override
    public int length() {
        return text.length();
    }

    @Override
    public char charAt(int index) {
        return text.charAt(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return text.subSequence(start, end);
    }

    @Override
    public String toString() {
        return text;
    }
}
