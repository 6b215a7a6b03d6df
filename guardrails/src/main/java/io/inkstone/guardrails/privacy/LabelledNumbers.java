package io.inkstone.guardrails.privacy;

import org.jspecify.annotations.Nullable;

/** Numbers that their form alone does not tell, or hardly: what counts is the word before them. */
final class LabelledNumbers {

    private LabelledNumbers() {}

    /** A social security number of the USA; areas 000, 666 and from 900 on are not given out (SSA, 2011). */
    static @Nullable Match socialSecurity(DigitRun run, int groups) {
        if (run.count(groups) != 9 || !(groups == 1 || run.isShaped(groups, 3, 2, 4) && run.isUniform(groups))) {
            return null;
        }
        int area = run.value(0, 3);
        if (area == 0 || area == 666 || area >= 900 || run.value(3, 5) == 0 || run.value(5, 9) == 0) {
            return null;
        }
        double plain = groups == 1 ? 0.2 : run.separator(0) == '-' ? 0.8 : 0.45;
        double score = run.score(Label.SSN, plain, 0.95);
        return match(run, groups, Categories.US_SSN, score, "areas and groups that are given out");
    }

    /** Postal codes of digits. */
    static @Nullable Match postalCode(DigitRun run, int groups) {
        boolean form = groups == 1 && run.count(1) <= 6
                || run.isShaped(groups, 5, 4) && run.separator(0) == '-'
                || run.isShaped(groups, 3, 2) && run.separator(0) == ' '
                || groups == 2 && run.count(2) >= 5 && run.lengthOf(1) >= 3 && run.separator(0) == '-';
        if (!form) {
            return null;
        }
        if (run.has(Label.POSTAL)) {
            return match(run, groups, Categories.POSTAL_CODE, 0.8, "labelled a postal code");
        }
        boolean american = groups == 1 && run.count(1) == 5 || run.isShaped(groups, 5, 4) && run.separator(0) == '-';
        return american && States.stand(run.text, run.start())
                ? match(run, groups, Categories.POSTAL_CODE, 0.7, "five digits behind a state")
                : null;
    }

    static @Nullable Match passport(DigitRun run, int groups) {
        int count = run.count(groups);
        return groups == 1 && count >= 7 && count <= 9 && run.has(Label.PASSPORT)
                ? match(run, groups, Categories.PASSPORT, 0.8, "labelled a passport")
                : null;
    }

    static @Nullable Match driverLicense(DigitRun run, int groups) {
        int count = run.count(groups);
        return count >= 6 && count <= 14 && run.separator(0) != '.' && run.has(Label.LICENCE)
                ? match(run, groups, Categories.DRIVER_LICENSE, 0.8, "labelled a driver's license")
                : null;
    }

    static @Nullable Match creditCode(DigitRun run, int groups) {
        if (groups > 1 || run.count(1) != 18 || !Checksums.creditCode(run.digits(1))) {
            return null;
        }
        double score = run.score(Label.CREDIT_CODE, "159".indexOf(run.digit(0)) < 0 ? 0.2 : 0.6, 0.98);
        return match(run, groups, Categories.CREDIT_CODE, score, "18 digits with the right check digit");
    }

    private static Match match(DigitRun run, int groups, String category, double score, String why) {
        return new Match(run.start(), run.end(groups), category, score, why);
    }
}
