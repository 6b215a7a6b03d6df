package io.inkstone.guardrails.privacy;

import java.util.Arrays;

/**
 * Which labels stand before a place of one text. A label holds for the next number of its sentence and for those listed with it, within
 * {@link #REACH} characters. Looks at each character a bounded number of times when asked for places in their order. Not
 * thread-safe.
 */
final class Labels {

    /** How far before a number its label may stand, in UTF-16 units; less than what a stream keeps. */
    static final int REACH = 64;

    /** A word for something else says less from afar. */
    private static final int REACH_OF_OTHER = 32;

    /** Digits that are a number of their own, to which a label belonged. */
    private static final int NUMBER = 4;

    private static final Label[] ALL = Label.values();

    private final HalfWidthText text;
    private final int[] starts = new int[ALL.length];
    private final int[] ends = new int[ALL.length];
    private int seen;
    private int state;
    /** Where the last word ended of any label. */
    private int lastEnd;

    Labels(HalfWidthText text) {
        this.text = text;
    }

    /** The labels of what stands at a place, as bits; of {@link Label#OTHER} only when it is the nearest. */
    int before(int place) {
        advance(place);
        if (lastEnd <= place - REACH || lastEnd == 0) {
            return 0;
        }
        int nearest = -1;
        int found = 0;
        int barrier = -1;
        int last = -1;
        for (int i = 0; i < ALL.length; i++) {
            if (ends[i] > 0 && starts[i] >= place - (ALL[i] == Label.OTHER ? REACH_OF_OTHER : REACH)) {
                last = last < 0 ? lastNumberBefore(place, place) : last;
                barrier = barrier < 0 ? lastNumberBefore(listStart(place), place) : barrier;
                if (ends[i] > (ALL[i] == Label.OTHER && !isAlike(place, last) ? last : barrier)) {
                    found |= 1 << i;
                    nearest = nearest < 0 || ends[i] > ends[nearest] ? i : nearest;
                }
            }
        }
        int other = Label.OTHER.ordinal();
        return nearest == other ? Label.OTHER.bit() : found & ~Label.OTHER.bit();
    }

    private void advance(int place) {
        int from = Math.max(0, place - REACH);
        if (place < seen || seen < from) {
            Arrays.fill(ends, 0);
            lastEnd = 0;
            state = 0;
            seen = from;
        }
        char[] signs = text.signs();
        LabelWords words = LabelWords.ALL;
        int at = state;
        for (int i = seen; i < place; i++) {
            at = words.step(at, signs[i]);
            if (words.ends(at)) {
                noteLongest(words.ending(at), i + 1);
            }
        }
        state = at;
        seen = place;
    }

    /** The longest says what it is: a 凭证号 is no 证号. */
    private void noteLongest(LabelWords.Word[] words, int end) {
        for (LabelWords.Word word : words) {
            if (note(word, end)) {
                return;
            }
        }
    }

    private boolean note(LabelWords.Word word, int end) {
        int start = end - word.length();
        if (word.latin()) {
            char next = end < text.length ? text.signs()[end] : 0;
            char before = start > 0 ? text.signs()[start - 1] : 0;
            boolean plural = next == 's' && !(end + 1 < text.length && HalfWidthText.isLetter(text.signs()[end + 1]));
            if (HalfWidthText.isLetterOrDigit(before) || HalfWidthText.isLetter(next) && !plural) {
                return false;
            }
        }
        int label = word.label().ordinal();
        if (end >= ends[label]) {
            starts[label] = start;
            ends[label] = end;
            lastEnd = end;
        }
        return true;
    }

    /** Where the list begins whose last number stands at a place. */
    private int listStart(int place) {
        int least = Math.max(0, place - REACH);
        int at = place;
        while (at > least) {
            int glue = glueBefore(at, least);
            if (glue == at || glue <= least || !HalfWidthText.isDigit(text.signs()[glue - 1])) {
                break;
            }
            at = glue;
            while (at > least && HalfWidthText.isDigit(text.signs()[at - 1])) {
                at--;
            }
        }
        return at;
    }

    /** Where the last number or Chinese sentence ends that stands before one place and in reach of another. */
    private int lastNumberBefore(int end, int place) {
        int digits = 0;
        for (int i = end; i > Math.max(0, place - REACH); i--) {
            if (text.signs()[i - 1] == '。') {
                return i;
            }
            digits = HalfWidthText.isDigit(text.signs()[i - 1]) ? digits + 1 : 0;
            if (digits == NUMBER) {
                return i + NUMBER - 1;
            }
        }
        return 0;
    }

    /** Whether the digits at a place are as many as those that end at another: two order numbers, not an order and a phone. */
    private boolean isAlike(int place, int end) {
        int length = 0;
        while (end - length > 0 && HalfWidthText.isDigit(text.signs()[end - length - 1]) && length < REACH) {
            length++;
        }
        int other = 0;
        while (place + other < text.length && HalfWidthText.isDigit(text.signs()[place + other]) && other <= length) {
            other++;
        }
        return length == other;
    }

    private int glueBefore(int place, int least) {
        int at = place;
        while (at > least && place - at < 5 && " ,，、/-.()+和及与或&".indexOf(text.signs()[at - 1]) >= 0) {
            at--;
        }
        return at;
    }
}
