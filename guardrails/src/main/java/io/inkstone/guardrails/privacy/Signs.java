package io.inkstone.guardrails.privacy;

/** A set of ASCII signs, asked for every sign of a text. Immutable and thread-safe. */
final class Signs {

    private final boolean[] members = new boolean[0x80];

    private Signs(String signs) {
        for (int i = 0; i < signs.length(); i++) {
            members[signs.charAt(i)] = true;
        }
    }

    /** These signs. */
    static Signs of(String signs) {
        return new Signs(signs);
    }

    /** All signs that are drawn but these. */
    static Signs drawnBut(String signs) {
        StringBuilder drawn = new StringBuilder();
        for (char sign = '!'; sign < 0x7F; sign++) {
            drawn.append(signs.indexOf(sign) < 0 ? String.valueOf(sign) : "");
        }
        return new Signs(drawn.toString());
    }

    /** Letters, digits and these signs. */
    static Signs wordAnd(String signs) {
        StringBuilder word = new StringBuilder(signs);
        for (char sign = 0; sign < 0x80; sign++) {
            word.append(HalfWidthText.isLetterOrDigit(sign) ? String.valueOf(sign) : "");
        }
        return new Signs(word.toString());
    }

    boolean has(char sign) {
        return sign < 0x80 && members[sign];
    }
}
