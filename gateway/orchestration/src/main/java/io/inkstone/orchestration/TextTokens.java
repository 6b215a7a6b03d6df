package io.inkstone.orchestration;

import java.text.Normalizer;

/**
 * The most tokens that a text can have, whatever the model's tokenizer. A token of a byte-level vocabulary stands for at least one
 * byte of UTF-8, one of the others for at least one character or byte; some tokenizers bring a text into a normal form
 * first (Unicode's NFC or NFKC), in which few characters grow: each counts with the longest of its forms.
 */
final class TextTokens {

    /** {@code \}{@code u003c}, which is how the most careful writer of JSON writes a character of UTF-16. */
    private static final int ESCAPED = 6;

    private TextTokens() {}

    /** Bytes of each character of the basic plane in its longest form; made once. */
    private static final class Basic {

        private static final byte[] BYTES = new byte[Character.MAX_VALUE + 1];

        static {
            for (int c = 0x80; c <= Character.MAX_VALUE; c++) {
                BYTES[c] = Character.isSurrogate((char) c) ? 3 : (byte) longestForm(c);
            }
        }
    }

    /** Makes what the first call would otherwise wait for. */
    static void prepare() {
        mostOf("é");
    }

    /** For a text that reaches the model as it is. */
    static long mostOf(String text) {
        long most = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x80) {
                most++;
            } else if (Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                most += longestForm(Character.toCodePoint(c, text.charAt(++i)));
            } else {
                most += Basic.BYTES[c];
            }
        }
        return most;
    }

    /** For a text that a chat template may write as a string of JSON, quotes included. */
    static long mostInJson(String text) {
        long most = 2;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean plain = c >= ' ' && c < 0x7f && c != '<' && c != '>' && c != '&' && c != '\'';
            if (!plain) {
                most += c < 0x80 ? ESCAPED : Math.max(ESCAPED, Basic.BYTES[c]);
            } else {
                most += c == '"' || c == '\\' ? 2 : 1;
            }
        }
        return most;
    }

    private static int longestForm(int codePoint) {
        String text = Character.toString(codePoint);
        int longest = utf8Bytes(text);
        longest = Math.max(longest, utf8Bytes(Normalizer.normalize(text, Normalizer.Form.NFC)));
        return Math.max(longest, utf8Bytes(Normalizer.normalize(text, Normalizer.Form.NFKC)));
    }

    private static int utf8Bytes(String text) {
        return text.codePoints()
                .map(point -> point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4)
                .sum();
    }
}
