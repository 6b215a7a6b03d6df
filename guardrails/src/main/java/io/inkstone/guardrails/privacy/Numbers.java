package io.inkstone.guardrails.privacy;

import org.jspecify.annotations.Nullable;

/** The best that can be made of a run of digits. */
final class Numbers {

    /** From this score on a longer reading is not given up for a shorter one. */
    private static final double GOOD = 0.5;

    /** The fewest digits of any number. */
    private static final int LEAST_DIGITS = 3;

    /** The most digits of any number. */
    private static final int MOST_DIGITS = 19;

    private Numbers() {}

    static @Nullable Match best(DigitRun run) {
        Match words = BirthDates.inWords(run);
        if (words != null) {
            return words;
        }
        int groups = run.groups();
        if (run.count(groups) < LEAST_DIGITS || !run.beginsNumber()) {
            return null;
        }
        Match best = null;
        for (int upTo = groups; upTo > 0 && run.count(upTo) >= LEAST_DIGITS; upTo--) {
            Match match = run.count(upTo) > MOST_DIGITS
                    ? null
                    : better(ChineseNumbers.residentId(run, upTo), reading(run, upTo));
            if (match != null && match.score() >= GOOD) {
                return match;
            }
            best = better(best, match);
        }
        return best;
    }

    private static @Nullable Match reading(DigitRun run, int groups) {
        int count = run.count(groups);
        Match phone = null;
        if (count >= 7 && count <= 15) {
            phone = better(
                    better(WorldPhones.international(run, groups), WorldPhones.northAmerican(run, groups)),
                    WorldPhones.labelled(run, groups));
        }
        if (!run.endsNumber(groups)) {
            return phone;
        }
        Match match = better(phone, groups > 2 ? shaped(run, groups) : null);
        if (count <= 9) {
            match = better(match, LabelledNumbers.postalCode(run, groups));
        }
        if (count >= 6 && count <= 14) {
            match = better(match, labelled(run, groups));
        }
        if (count >= 9 && count <= 17) {
            match = better(match, better(ChineseNumbers.mobile(run, groups), ChineseNumbers.landline(run, groups)));
        }
        if (count >= 12) {
            match = better(match, CardNumbers.match(run, groups));
            match = better(match, ChineseNumbers.oldResidentId(run, groups));
            match = better(match, LabelledNumbers.creditCode(run, groups));
        }
        return match;
    }

    private static @Nullable Match shaped(DigitRun run, int groups) {
        return better(BirthDates.numeric(run, groups), IpAddresses.version4(run, groups));
    }

    private static @Nullable Match labelled(DigitRun run, int groups) {
        return better(
                LabelledNumbers.socialSecurity(run, groups),
                better(LabelledNumbers.passport(run, groups), LabelledNumbers.driverLicense(run, groups)));
    }

    private static @Nullable Match better(@Nullable Match one, @Nullable Match other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return other.score() > one.score() ? other : one;
    }
}
