package io.inkstone.guardrails.safety;

import io.inkstone.guardrails.Sentences;
import java.util.ArrayList;
import java.util.List;

/**
 * A part of a text that a classifier looks at on its own.
 *
 * @param start in UTF-16 units
 * @param end exclusive
 */
public record TextWindow(int start, int end) {

    /** The most that a window holds, in UTF-16 units. */
    public static final int MOST = 200;

    /** Whole sentences as long as they fit; a longer sentence in pieces that end between words. Covers all but blank ends. */
    public static List<TextWindow> of(CharSequence text) {
        List<TextWindow> windows = new ArrayList<>();
        int start = 0;
        int sentence = 0;
        int word = 0;
        for (int i = 1; i <= text.length(); i++) {
            if (i - start > MOST) {
                int cut = sentence > start ? sentence : word > start ? word : i - 1;
                add(windows, text, start, cut);
                start = cut;
            }
            if (Sentences.endsAt(text, i)) {
                sentence = i;
            }
            if (Character.isWhitespace(text.charAt(i - 1))) {
                word = i;
            }
        }
        add(windows, text, start, text.length());
        return windows;
    }

    private static void add(List<TextWindow> windows, CharSequence text, int from, int to) {
        int start = from;
        int end = to;
        while (start < end && Character.isWhitespace(text.charAt(start))) {
            start++;
        }
        while (end > start && Character.isWhitespace(text.charAt(end - 1))) {
            end--;
        }
        if (start < end) {
            windows.add(new TextWindow(start, end));
        }
    }
}
