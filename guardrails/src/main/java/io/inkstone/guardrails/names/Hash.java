package io.inkstone.guardrails.names;

/** The hashes that the model's features and words are filed under; a change makes the model file useless. */
final class Hash {

    private Hash() {}

    /** Of a stretch of text in lower case, every digit as 0. */
    static int of(CharSequence text, int start, int end) {
        int hash = 17;
        for (int i = start; i < end; i++) {
            hash = step(hash, text.charAt(i));
        }
        return mixed(hash);
    }

    static int of(CharSequence text) {
        return of(text, 0, text.length());
    }

    static int step(int hash, char sign) {
        char lower = Character.isDigit(sign) ? '0' : Character.toLowerCase(sign);
        return (hash ^ lower) * 0x01000193;
    }

    static int pair(int first, int second) {
        return mixed(first * 31 + second * 0x9E3779B1);
    }

    /** The finishing mix of MurmurHash3, which spreads every bit. */
    static int mixed(int hash) {
        int mixed = hash;
        mixed ^= mixed >>> 16;
        mixed *= 0x85EBCA6B;
        mixed ^= mixed >>> 13;
        mixed *= 0xC2B2AE35;
        return mixed ^ mixed >>> 16;
    }
}
