package io.inkstone.guardrails.privacy;

import org.jspecify.annotations.Nullable;

/** Numbers of payment cards: the issuer's range and length, and the check digit (ISO/IEC 7812-1). */
final class CardNumbers {

    private CardNumbers() {}

    static @Nullable Match match(DigitRun run, int groups) {
        int count = run.count(groups);
        if (count < 12 || count > 19 || !run.isUniform(groups) || groups > 1 && !isShape(run, groups)) {
            return null;
        }
        boolean labelled = run.has(Label.CARD);
        String category = category(run.value(0, 6), run.digit(0), count, labelled);
        if (category == null) {
            return null;
        }
        boolean right = Checksums.luhn(run.digits(groups));
        if (!right && !labelled) {
            return null;
        }
        double plain = count == 13 ? 0.45 : count < 15 ? 0.6 : 0.8;
        double score = right ? run.score(Label.CARD, plain, 0.98) : 0.4;
        String why =
                right ? "an issuer's range and the right check digit" : "labelled a card, with a wrong check digit";
        return new Match(run.start(), run.end(groups), category, score, why);
    }

    /** Cards are written in groups of three to seven digits, the last may be shorter. */
    private static boolean isShape(DigitRun run, int groups) {
        for (int i = 0; i < groups; i++) {
            int length = run.lengthOf(i);
            if (length > 6 && !(groups == 2 && length <= 13) || length < 4 && i < groups - 1) {
                return false;
            }
        }
        return true;
    }

    private static @Nullable String category(int first6, char first, int count, boolean labelled) {
        int first4 = first6 / 100;
        int first2 = first6 / 10_000;
        if ((first2 == 62 || first2 == 81) && count >= 16) {
            return Categories.BANK_CARD;
        }
        if (isScheme(first6, first, count)) {
            return Categories.CREDIT_CARD;
        }
        if (first4 == 9558 && count == 19) {
            return Categories.BANK_CARD;
        }
        if (!labelled) {
            return null;
        }
        // Maestro and the cards of single banks have too many ranges to tell them by.
        return count >= 16 && first != '0' ? Categories.BANK_CARD : Categories.CREDIT_CARD;
    }

    private static boolean isScheme(int first6, char first, int count) {
        int first4 = first6 / 100;
        int first3 = first6 / 1000;
        int first2 = first6 / 10_000;
        boolean visa = first == '4' && (count == 16 || count == 13 || count == 19);
        boolean mastercard = count == 16 && (first2 >= 51 && first2 <= 55 || first4 >= 2221 && first4 <= 2720);
        boolean amex = count == 15 && (first2 == 34 || first2 == 37);
        boolean discover = count >= 16 && (first4 == 6011 || first3 >= 644 && first3 <= 649 || first2 == 65);
        boolean diners = (count == 14 || count == 16)
                && (first3 >= 300 && first3 <= 305 || first2 == 36 || first2 == 38 || first2 == 39);
        boolean jcb =
                count >= 16 && first4 >= 3528 && first4 <= 3589 || count == 15 && (first4 == 1800 || first4 == 2131);
        return visa || mastercard || amex || discover || diners || jcb;
    }
}
