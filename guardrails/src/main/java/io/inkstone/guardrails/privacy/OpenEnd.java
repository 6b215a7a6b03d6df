package io.inkstone.guardrails.privacy;

/** What the end of a text may still become, beside what the checks of {@link Scan} have run into. */
final class OpenEnd {

    private OpenEnd() {}

    /**
     * Where the end begins that may be the beginning of something; the text's length when there is no such end.
     *
     * @param urls whether a word may be the scheme of a URL
     */
    static int of(HalfWidthText text, Labels labels, boolean urls) {
        // A word may be the local part of an address of mail.
        int open = Emails.localStart(text, text.length);
        open = urls ? Math.min(open, Urls.schemeStart(text, text.length)) : open;
        open = Math.min(open, tokenStart(text, open));
        open = Math.min(open, numberStart(text, labels, open));
        String beginning = Envelopes.BEGINNING + " ";
        for (int length = beginning.length(); length > 0; length--) {
            if (text.length >= length && text.startsWith(beginning.substring(0, length), text.length - length)) {
                return Math.min(open, text.length - length);
            }
        }
        return open;
    }

    /** Where what a token belongs to begins: a plate has a province before it. */
    static int tokenStart(HalfWidthText text, int token) {
        return Tokens.plateStart(text, token);
    }

    /** Where what a number belongs to begins: a plus, a bracket or, in somebody's birth, a month. */
    static int numberStart(HalfWidthText text, Labels labels, int number) {
        int start = number;
        if (text.at(start - 1) == '+') {
            start--;
        }
        if (text.at(start - 1) == '(') {
            start--;
        }
        int month = start == number ? BirthDates.startOfMonthBefore(text, number) : -1;
        boolean birth = month >= 0 && (labels.before(month) & Label.BIRTH.bit()) != 0;
        return Tokens.plateStart(text, birth ? month : start);
    }
}
