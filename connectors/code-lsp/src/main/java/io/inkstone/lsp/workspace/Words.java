package io.inkstone.lsp.workspace;

import java.util.Arrays;
import java.util.BitSet;

/**
 * The words of code: identifiers whole and by their parts ({@code sendMail} gives {@code sendmail}, {@code send},
 * {@code mail}), each as a bucket of a hash. Two words may share a bucket; a ranking bears that, and needs no dictionary.
 */
final class Words {

    static final int BUCKETS = 1 << 18;

    private static final int MOST = 4_096;
    private static final int SHORTEST = 3;
    private static final int LONGEST = 48;

    /** Words that every file holds. */
    private static final BitSet COMMON = buckets(
            "the",
            "and",
            "for",
            "int",
            "new",
            "return",
            "this",
            "self",
            "public",
            "private",
            "static",
            "void",
            "class",
            "import",
            "from",
            "const",
            "let",
            "var",
            "function",
            "def",
            "string",
            "null",
            "none",
            "true",
            "false",
            "else",
            "final",
            "package",
            "not",
            "string",
            "func",
            "end",
            "try",
            "catch",
            "throw",
            "throws",
            "with",
            "while");

    private int[] found = new int[256];
    private int count;

    private static BitSet buckets(String... words) {
        BitSet all = new BitSet(BUCKETS);
        for (String word : words) {
            int hash = 0;
            for (int at = 0; at < word.length(); at++) {
                hash = next(hash, word.charAt(at));
            }
            all.set(bucket(hash));
        }
        return all;
    }

    private static int next(int hash, char c) {
        char lower = c >= 'A' && c <= 'Z' ? (char) (c + 32) : c;
        return hash * 31 + lower;
    }

    private static int bucket(int hash) {
        int mixed = hash * 0x9E3779B9;
        return mixed >>> 14;
    }

    /** The buckets of a text's words, sorted, each as often as its word is there. */
    static int[] of(CharSequence text) {
        Words words = new Words();
        words.read(text);
        int[] all = Arrays.copyOf(words.found, words.count);
        Arrays.sort(all);
        return all;
    }

    private void read(CharSequence text) {
        int at = 0;
        int length = text.length();
        while (at < length && count < MOST) {
            if (!Character.isJavaIdentifierStart(text.charAt(at))) {
                at++;
                continue;
            }
            int start = at;
            while (at < length && Character.isJavaIdentifierPart(text.charAt(at))) {
                at++;
            }
            if (at - start >= SHORTEST && at - start <= LONGEST) {
                identifier(text, start, at);
            }
        }
    }

    private void identifier(CharSequence text, int start, int end) {
        int whole = 0;
        int part = 0;
        int partStart = start;
        for (int at = start; at < end; at++) {
            char c = text.charAt(at);
            boolean breaks = c == '_'
                    || c == '$'
                    || (Character.isUpperCase(c) && at > start && !Character.isUpperCase(text.charAt(at - 1)));
            if (breaks) {
                add(part, at - partStart);
                part = 0;
                partStart = c == '_' || c == '$' ? at + 1 : at;
            }
            whole = next(whole, c);
            part = c == '_' || c == '$' ? 0 : next(part, c);
        }
        if (partStart > start) {
            add(part, end - partStart);
        }
        add(whole, end - start);
    }

    private void add(int hash, int length) {
        int bucket = bucket(hash);
        if (length < SHORTEST || COMMON.get(bucket)) {
            return;
        }
        if (count == found.length) {
            found = Arrays.copyOf(found, count * 2);
        }
        found[count++] = bucket;
    }
}
