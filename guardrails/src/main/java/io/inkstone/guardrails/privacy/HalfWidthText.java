package io.inkstone.guardrails.privacy;

/**
 * A text with full-width signs, dashes, blanks and quotes as their ASCII likes, sign for sign, so that places stay what they
 * are and capitals, which plates and keys are told by, stay capitals: more than that is folded where phrases are compared, and
 * places move there. Remembers whether somebody asked for what lies behind its end: what was decided without asking stands however the
 * text goes on. Not thread-safe.
 */
final class HalfWidthText {

    private final char[] signs;

    /** In UTF-16 units. */
    final int length;

    private boolean passedEnd;

    HalfWidthText(CharSequence text) {
        this.signs = text.toString().toCharArray();
        this.length = signs.length;
        for (int i = 0; i < length; i++) {
            char sign = signs[i];
            if (sign >= 0x80 || sign == 0) {
                signs[i] = fold(sign);
            }
        }
    }

    /** The sign at a place; 0 outside of the text and nowhere in it. */
    char at(int place) {
        if (place < length) {
            return place < 0 ? 0 : signs[place];
        }
        passedEnd = true;
        return 0;
    }

    /** Notes that somebody who reads the {@link #signs} has asked for a place. */
    void reach(int place) {
        passedEnd |= place >= length;
    }

    /** The signs themselves, for loops that see many; not to be written to, and {@link #reach} tells how far they went. */
    char[] signs() {
        return signs;
    }

    /** Whether all of a literal stands at a place. */
    boolean startsWith(String literal, int place) {
        for (int i = 0; i < literal.length(); i++) {
            if (at(place + i) != literal.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** Forgets that somebody asked. */
    void forget() {
        passedEnd = false;
    }

    /** Whether somebody asked since then. */
    boolean passedEnd() {
        return passedEnd;
    }

    String text(int start, int end) {
        return new String(signs, start, end - start);
    }

    static char fold(char sign) {
        // The full-width colon and comma part words, never the groups of an address or of a number.
        if (sign >= '！' && sign <= '～' && sign != '：' && sign != '，') {
            return (char) (sign - 0xFEE0);
        }
        return switch (sign) {
            case 0, '\u00A0', '\u2002', '\u2003', '\u2007', '\u2009', '\u202F', '\u3000' -> ' ';
            case '\u2010', '\u2011', '\u2012', '\u2013', '\u2014', '\u2015', '\u2212', '\uFE63' -> '-';
            case '\u2018', '\u2019' -> '\'';
            case '\u201C', '\u201D' -> '"';
            default -> sign;
        };
    }

    static boolean isDigit(char sign) {
        return sign >= '0' && sign <= '9';
    }

    static boolean isUpper(char sign) {
        return sign >= 'A' && sign <= 'Z';
    }

    static boolean isLetter(char sign) {
        return isUpper((char) (sign & ~0x20)) && sign < 0x80;
    }

    static boolean isLetterOrDigit(char sign) {
        return isDigit(sign) || isLetter(sign);
    }

    static boolean isHex(char sign) {
        return isDigit(sign) || sign >= 'a' && sign <= 'f' || sign >= 'A' && sign <= 'F';
    }
}
