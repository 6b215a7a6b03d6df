package io.inkstone.guardrails.privacy;

/**
 * Digits from one place on, in groups with separators between them, as far as one number could go. Every number is some of
 * its first groups. One run is filled again and again. Not thread-safe.
 */
final class DigitRun {

    static final int MOST_GROUPS = 7;

    /** No number has more. */
    static final int MOST_DIGITS = 20;

    /** What a form is worth when the words say that it is something else; below the usual threshold. */
    static final double AS_OTHER = 0.35;

    /** Between blanks, in one number; more are a list or a table. */
    private static final int MOST_SINGLE_DIGITS = 2;

    /** What stands for a separator of several signs. */
    static final char MIXED = 'm';

    /** What counts amounts, not people. */
    private static final String UNITS = "%元万亿块股吨";

    final HalfWidthText text;

    private final Labels labels;

    private final char[] digits = new char[MOST_DIGITS];
    private final int[] starts = new int[MOST_GROUPS];
    private final int[] ends = new int[MOST_GROUPS];
    private final int[] counts = new int[MOST_GROUPS];
    private final char[] separators = new char[MOST_GROUPS];
    private int groups;
    private int labelled;

    DigitRun(HalfWidthText text, Labels labels) {
        this.text = text;
        this.labels = labels;
    }

    /** Takes the digits from a place on. False when they are too many for any number. */
    boolean fill(int place) {
        groups = 0;
        labelled = -1;
        // The signs themselves: this loop sees each of a long list of groups again and again.
        char[] signs = text.signs();
        int count = 0;
        int singles = 0;
        int at = place;
        while (true) {
            int start = at;
            while (at < signs.length && HalfWidthText.isDigit(signs[at])) {
                if (count == MOST_DIGITS) {
                    return cutAt(start);
                }
                digits[count++] = signs[at++];
            }
            text.reach(at);
            singles += at - start == 1 && (groups == 0 || separators[groups - 1] == ' ') ? 1 : 0;
            if (singles > MOST_SINGLE_DIGITS) {
                return true;
            }
            starts[groups] = start;
            ends[groups] = at;
            counts[groups] = count;
            groups++;
            int next = afterSeparator(at);
            if (groups == MOST_GROUPS || next < 0) {
                separators[groups - 1] = next < 0 ? 0 : separator(at, next);
                return true;
            }
            separators[groups - 1] = separator(at, next);
            at = next;
        }
    }

    /** What came before a group that is too long may be a number for itself. */
    private boolean cutAt(int start) {
        if (groups > 0 && start - ends[groups - 1] > 0) {
            return true;
        }
        groups = 0;
        return false;
    }

    int groups() {
        return groups;
    }

    int start() {
        return starts[0];
    }

    /** With the plus or the bracket that stands before it and belongs to it. */
    int startWithPlus(int upTo) {
        int start = text.at(start() - 1) == '+' ? start() - 1 : start();
        if (text.at(start - 1) == '(') {
            for (int i = start; i < end(upTo); i++) {
                if (text.at(i) == ')') {
                    return start - 1;
                }
            }
        }
        return start;
    }

    /** Where so many groups end. */
    int end(int upTo) {
        return ends[upTo - 1];
    }

    /** The digits of so many groups. */
    int count(int upTo) {
        return upTo == 0 ? 0 : counts[upTo - 1];
    }

    int lengthOf(int group) {
        return ends[group] - starts[group];
    }

    /** What stands behind a group before more digits; 0 when no more come. */
    char separator(int group) {
        return separators[group];
    }

    String digits(int upTo) {
        return new String(digits, 0, count(upTo));
    }

    char digit(int index) {
        return digits[index];
    }

    /** Some digits as a number. */
    int value(int from, int to) {
        int value = 0;
        for (int i = from; i < to; i++) {
            value = value * 10 + digits[i] - '0';
        }
        return value;
    }

    /** The labels before it, as in {@link Labels#before}. */
    int labels() {
        if (labelled < 0) {
            int found = labels.before(start());
            labelled = found == 0 && isGlued() ? Label.OTHER.bit() : found;
        }
        return labelled;
    }

    boolean has(Label label) {
        return (labels() & label.bit()) != 0;
    }

    /**
     * How sure the form makes it together with the words before it.
     *
     * @param plain where they say nothing
     * @param labelled where they say that it is this
     */
    double score(Label label, double plain, double labelled) {
        if (has(label)) {
            return labelled;
        }
        return has(Label.OTHER) ? Math.min(plain, AS_OTHER) : plain;
    }

    /** Whether the same sign separates so many groups. */
    boolean isUniform(int upTo) {
        for (int i = 1; i < upTo - 1; i++) {
            if (separators[i] != separators[0]) {
                return false;
            }
        }
        return upTo == 1 || separators[0] == ' ' || separators[0] == '-' || separators[0] == '.';
    }

    /** Whether so many groups have these lengths. */
    boolean isShaped(int upTo, int... lengths) {
        if (upTo != lengths.length) {
            return false;
        }
        for (int i = 0; i < upTo; i++) {
            if (lengthOf(i) != lengths[i]) {
                return false;
            }
        }
        return true;
    }

    /** Whether a number may begin here: it is not the rest of a longer one, nor an amount. */
    boolean beginsNumber() {
        char before = text.at(start() - 1);
        if (before == ',') {
            boolean thousands = lengthOf(0) == 3
                    && HalfWidthText.isDigit(text.at(start() - 2))
                    && !HalfWidthText.isDigit(text.at(start() - 5));
            return !thousands;
        }
        if ("-./".indexOf(before) >= 0) {
            return before == '/' && lengthOf(0) > 3 || !HalfWidthText.isDigit(text.at(start() - 2));
        }
        return "$¥€£￥".indexOf(before) < 0;
    }

    /** Whether it is glued to a word, as in AB-123. */
    boolean isGlued() {
        return text.at(start() - 1) == '-' && HalfWidthText.isLetterOrDigit(text.at(start() - 2));
    }

    /** Whether a number may end after so many groups. */
    boolean endsNumber(int upTo) {
        char separator = separators[upTo - 1];
        if (separator != 0) {
            return " ()".indexOf(separator) >= 0 || separator == MIXED || separator == '/' && lengthOf(upTo - 1) > 4;
        }
        int end = end(upTo);
        char next = text.at(end);
        if (next == '-' || next == '.') {
            // A word may follow, but no code.
            return !HalfWidthText.isLetterOrDigit(text.at(end + 1))
                    || HalfWidthText.isLetter(text.at(end + 1)) && isLower(text.at(end + 2));
        }
        if (next == ' ') {
            next = text.at(end + 1);
            return UNITS.indexOf(next) < 0;
        }
        return !HalfWidthText.isLetterOrDigit(next) && next != '_' && next != '@' && UNITS.indexOf(next) < 0;
    }

    private static boolean isSeparator(char sign) {
        return switch (sign) {
            case ' ', '-', '.', '/', '(', ')' -> true;
            default -> false;
        };
    }

    private static boolean isLower(char sign) {
        return sign >= 'a' && sign <= 'z';
    }

    private char separator(int from, int to) {
        return to - from == 1 ? text.at(from) : MIXED;
    }

    /** Where the next group begins; -1 when none does. */
    private int afterSeparator(int place) {
        char first = text.at(place);
        if (!isSeparator(first)) {
            return -1;
        }
        char second = text.at(place + 1);
        if (HalfWidthText.isDigit(second)) {
            return place + 1;
        }
        boolean two =
                first == ')' && (second == ' ' || second == '-') || (first == ' ' || first == '-') && second == '(';
        if (two && HalfWidthText.isDigit(text.at(place + 2))) {
            return place + 2;
        }
        boolean three = first == ' ' && second == '-' && text.at(place + 2) == ' ';
        return three && HalfWidthText.isDigit(text.at(place + 3)) ? place + 3 : -1;
    }
}
