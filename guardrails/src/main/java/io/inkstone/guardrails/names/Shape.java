package io.inkstone.guardrails.names;

/** What a token looks like, whatever it says. */
final class Shape {

    static final byte NONE = 0;
    static final byte LOWER = 1;
    static final byte CAPITALISED = 2;
    static final byte ONE_CAPITAL = 3;
    static final byte ALL_CAPITALS = 4;
    static final byte MIXED = 5;
    static final byte DIGITS_AND_LETTERS = 6;
    static final byte HAN = 7;
    static final byte UNCASED = 8;
    private static final byte DIGITS = 10;
    private static final byte MOST_DIGITS = 9;
    private static final byte BREAK = 21;
    private static final byte MARK = 30;

    private Shape() {}

    static byte of(CharSequence text, int start, int end, byte kind) {
        return switch (kind) {
            case Tokens.WORD -> word(text, start, end);
            case Tokens.HAN -> HAN;
            case Tokens.MARK -> (byte) (MARK + (text.charAt(start) < 0x80 ? text.charAt(start) - ' ' : 96));
            default -> (byte) (BREAK + kind - Tokens.LINE);
        };
    }

    /** Whether a token begins in the way that names do, or holds a digit. */
    static boolean stands(byte shape) {
        return shape >= CAPITALISED && shape <= DIGITS_AND_LETTERS || isNumber(shape);
    }

    static boolean isNumber(byte shape) {
        return shape > DIGITS && shape <= DIGITS + MOST_DIGITS;
    }

    private static byte word(CharSequence text, int start, int end) {
        int upper = 0;
        int lower = 0;
        int digits = 0;
        for (int i = start; i < end; i++) {
            char sign = text.charAt(i);
            if (Character.isDigit(sign)) {
                digits++;
            } else if (Character.isUpperCase(sign)) {
                upper++;
            } else if (Character.isLowerCase(sign)) {
                lower++;
            }
        }
        int length = end - start;
        if (digits == length) {
            return (byte) (DIGITS + Math.min(length, MOST_DIGITS));
        }
        if (digits > 0) {
            return DIGITS_AND_LETTERS;
        }
        if (upper == 0) {
            return lower == 0 ? UNCASED : LOWER;
        }
        if (lower == 0) {
            return length == 1 ? ONE_CAPITAL : ALL_CAPITALS;
        }
        return upper == 1 && Character.isUpperCase(text.charAt(start)) ? CAPITALISED : MIXED;
    }
}
