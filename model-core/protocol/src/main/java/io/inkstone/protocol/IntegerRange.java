package io.inkstone.protocol;

import java.util.ArrayList;
import java.util.List;

/** Writes a range of whole numbers as GBNF over their digits, without leading zeros and without −0. */
final class IntegerRange {

    /** The largest value, 15 nines: every number up to it is exact as a double too. */
    static final long MAX = 999_999_999_999_999L;

    private IntegerRange() {}

    /** Alternatives for all numbers from {@code low} to {@code high}; {@code low <= high}, both within ±{@link #MAX}. */
    static String toGbnf(long low, long high) {
        List<String> alternatives = new ArrayList<>();
        if (low < 0) {
            long least = high < 0 ? -high : 1;
            alternatives.add("\"-\" (" + magnitudes(least, -low) + ")");
        }
        if (high >= 0) {
            alternatives.add(magnitudes(Math.max(0, low), high));
        }
        return String.join(" | ", alternatives);
    }

    private static String magnitudes(long low, long high) {
        List<String> alternatives = new ArrayList<>();
        long from = low;
        while (from <= high) {
            long to = Math.min(high, lastOfSameLength(from));
            alternatives.add(digits(Long.toString(from), Long.toString(to)));
            from = to + 1;
        }
        return String.join(" | ", alternatives);
    }

    private static long lastOfSameLength(long number) {
        return Long.parseLong("9".repeat(Long.toString(number).length()));
    }

    /** All digit strings between two of the same length. */
    private static String digits(String low, String high) {
        if (low.equals(high)) {
            return low.isEmpty() ? "" : Gbnf.quote(low);
        }
        char first = low.charAt(0);
        char last = high.charAt(0);
        String lowRest = low.substring(1);
        String highRest = high.substring(1);
        if (first == last) {
            return Gbnf.quote(low.substring(0, 1)) + " (" + digits(lowRest, highRest) + ")";
        }
        String zeros = "0".repeat(lowRest.length());
        String nines = "9".repeat(lowRest.length());
        List<String> alternatives = new ArrayList<>();
        if (!lowRest.equals(zeros)) {
            alternatives.add(digits(low, first + nines));
            first++;
        }
        char lastWhole = highRest.equals(nines) ? last : (char) (last - 1);
        if (first <= lastWhole) {
            String rest = lowRest.isEmpty() ? "" : " [0-9]{" + lowRest.length() + "}";
            alternatives.add("[" + first + "-" + lastWhole + "]" + rest);
        }
        if (lastWhole < last) {
            alternatives.add(digits(last + zeros, high));
        }
        return String.join(" | ", alternatives);
    }
}
