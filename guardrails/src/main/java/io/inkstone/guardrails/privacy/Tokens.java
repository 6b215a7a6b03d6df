package io.inkstone.guardrails.privacy;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is made of letters and digits: plates, passports, IBANs, codes. A token is a run of ASCII letters, digits, _ and -. */
final class Tokens {

    /** Longer ones are none of these. */
    static final int MOST = 40;

    private static final String PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼";

    /** Lengths of IBANs by country (SWIFT's registry); only these are looked for. */
    private static final Map<String, Integer> IBAN_LENGTHS = Map.ofEntries(
            Map.entry("AD", 24),
            Map.entry("AE", 23),
            Map.entry("AL", 28),
            Map.entry("AT", 20),
            Map.entry("AZ", 28),
            Map.entry("BA", 20),
            Map.entry("BE", 16),
            Map.entry("BG", 22),
            Map.entry("BH", 22),
            Map.entry("BR", 29),
            Map.entry("BY", 28),
            Map.entry("CH", 21),
            Map.entry("CR", 22),
            Map.entry("CY", 28),
            Map.entry("CZ", 24),
            Map.entry("DE", 22),
            Map.entry("DK", 18),
            Map.entry("DO", 28),
            Map.entry("EE", 20),
            Map.entry("EG", 29),
            Map.entry("ES", 24),
            Map.entry("FI", 18),
            Map.entry("FO", 18),
            Map.entry("FR", 27),
            Map.entry("GB", 22),
            Map.entry("GE", 22),
            Map.entry("GI", 23),
            Map.entry("GL", 18),
            Map.entry("GR", 27),
            Map.entry("GT", 28),
            Map.entry("HR", 21),
            Map.entry("HU", 28),
            Map.entry("IE", 22),
            Map.entry("IL", 23),
            Map.entry("IQ", 23),
            Map.entry("IS", 26),
            Map.entry("IT", 27),
            Map.entry("JO", 30),
            Map.entry("KW", 30),
            Map.entry("KZ", 20),
            Map.entry("LB", 28),
            Map.entry("LI", 21),
            Map.entry("LT", 20),
            Map.entry("LU", 20),
            Map.entry("LV", 21),
            Map.entry("MC", 27),
            Map.entry("MD", 24),
            Map.entry("ME", 22),
            Map.entry("MK", 19),
            Map.entry("MR", 27),
            Map.entry("MT", 31),
            Map.entry("MU", 30),
            Map.entry("NL", 18),
            Map.entry("NO", 15),
            Map.entry("PK", 24),
            Map.entry("PL", 28),
            Map.entry("PS", 29),
            Map.entry("PT", 25),
            Map.entry("QA", 29),
            Map.entry("RO", 24),
            Map.entry("RS", 22),
            Map.entry("SA", 24),
            Map.entry("SE", 24),
            Map.entry("SI", 19),
            Map.entry("SK", 24),
            Map.entry("SM", 27),
            Map.entry("TN", 24),
            Map.entry("TR", 26),
            Map.entry("UA", 29),
            Map.entry("VA", 22),
            Map.entry("XK", 20));

    private Tokens() {}

    /** The best that can be made of a token with letters and digits. */
    static @Nullable Match best(HalfWidthText text, Labels labels, int start, int end) {
        if (end - start > MOST) {
            return null;
        }
        Match iban = iban(text, start);
        if (iban != null) {
            return iban;
        }
        Match plate = plate(text, start, end);
        if (plate != null) {
            return plate;
        }
        String compact = compact(text, start, end);
        if (compact.length() == 18) {
            return creditCode(compact, labels, start, end);
        }
        if (compact.length() < 3 || compact.length() > 16) {
            return null;
        }
        int found = labels.before(start);
        Match passport = passport(compact, found, start, end);
        return passport == null ? labelled(text, compact, found, start, end) : passport;
    }

    /** In groups of four or in one piece. */
    private static @Nullable Match iban(HalfWidthText text, int start) {
        if (!HalfWidthText.isLetter(text.at(start))
                || !HalfWidthText.isLetter(text.at(start + 1))
                || !HalfWidthText.isDigit(text.at(start + 2))
                || !HalfWidthText.isDigit(text.at(start + 3))) {
            return null;
        }
        Integer length = IBAN_LENGTHS.get("" + upper(text.at(start)) + upper(text.at(start + 1)));
        if (length == null) {
            return null;
        }
        StringBuilder iban = new StringBuilder();
        int at = start;
        while (iban.length() < length) {
            char sign = text.at(at);
            if (HalfWidthText.isLetterOrDigit(sign)) {
                iban.append(upper(sign));
            } else if (!(sign == ' ' || sign == '-') || iban.length() % 4 != 0 || text.at(at - 1) == sign) {
                return null;
            }
            at++;
        }
        return HalfWidthText.isLetterOrDigit(text.at(at)) || !Checksums.iban(iban)
                ? null
                : new Match(start, at, Categories.IBAN, 0.98, "a country's length and the right check digits");
    }

    /** The province's sign, a letter, and five signs or, with D or F for its energy, six (GA 36-2018). */
    static @Nullable Match plate(HalfWidthText text, int start, int end) {
        if (end - start > 8) {
            return null;
        }
        int first = start;
        boolean dot = text.at(start - 1) == '·' || text.at(start - 1) == '.' || text.at(start - 1) == ' ';
        if (dot && HalfWidthText.isUpper(text.at(start - 2))) {
            first = start - 2;
        }
        if (!isProvince(text.at(first - 1))) {
            return null;
        }
        String signs =
                compact(text, first, end).replace("·", "").replace(".", "").replace(" ", "");
        if (signs.length() < 6 || !isPlateSign(signs.charAt(0)) || HalfWidthText.isDigit(signs.charAt(0))) {
            return null;
        }
        String rest = signs.substring(1);
        int digits = 0;
        for (int i = 0; i < rest.length(); i++) {
            if (!isPlateSign(rest.charAt(i))) {
                return null;
            }
            digits += HalfWidthText.isDigit(rest.charAt(i)) ? 1 : 0;
        }
        boolean blue = rest.length() == 5 && digits >= 3;
        boolean green = rest.length() == 6 && digits >= 4 && (isEnergy(rest.charAt(0)) || isEnergy(rest.charAt(5)));
        return blue || green
                ? new Match(first - 1, end, Categories.VEHICLE_PLATE, 0.9, "a province and a plate's signs")
                : null;
    }

    /** Where a plate could begin that goes on at a place; the place itself where none could. */
    static int plateStart(HalfWidthText text, int place) {
        if (isProvince(text.at(place - 1))) {
            return place - 1;
        }
        char before = text.at(place - 1);
        boolean gap = before == '·' || before == '.' || before == ' ';
        return gap && HalfWidthText.isUpper(text.at(place - 2)) && isProvince(text.at(place - 3)) ? place - 3 : place;
    }

    private static boolean isProvince(char sign) {
        return sign >= 0x80 && PROVINCES.indexOf(sign) >= 0;
    }

    private static boolean isEnergy(char sign) {
        return "DFABCEGHJK".indexOf(sign) >= 0;
    }

    private static boolean isPlateSign(char sign) {
        return HalfWidthText.isDigit(sign) || HalfWidthText.isUpper(sign) && sign != 'I' && sign != 'O';
    }

    private static @Nullable Match creditCode(String code, Labels labels, int start, int end) {
        if (!Checksums.creditCode(code) || !ChineseNumbers.isRegion(code, 2) && !code.startsWith("10", 2)) {
            return null;
        }
        boolean registered = "159".indexOf(code.charAt(0)) >= 0 && code.charAt(1) <= '3';
        double score = labels.before(start) != Label.OTHER.bit() ? 0.95 : registered ? 0.6 : DigitRun.AS_OTHER;
        return new Match(start, end, Categories.CREDIT_CODE, score, "18 signs with the right check sign");
    }

    private static @Nullable Match passport(String number, int found, int start, int end) {
        int letters = leadingLetters(number);
        int digits = number.length() - letters;
        if (letters < 1 || letters > 2 || digits < 6 || digits > 8 || !isAllDigits(number, letters)) {
            return null;
        }
        boolean chinese = number.length() == 9 && "EGDSPHKM".indexOf(number.charAt(0)) >= 0;
        if ((found & Label.PASSPORT.bit()) != 0) {
            return new Match(start, end, Categories.PASSPORT, chinese ? 0.95 : 0.85, "labelled a passport");
        }
        return chinese && found == 0
                ? new Match(start, end, Categories.PASSPORT, 0.4, "a passport's letter and digits")
                : null;
    }

    private static @Nullable Match labelled(HalfWidthText text, String number, int found, int start, int end) {
        if (number.length() >= 5 && (found & Label.LICENCE.bit()) != 0) {
            return new Match(start, end, Categories.DRIVER_LICENSE, 0.8, "labelled a driver's license");
        }
        if ((found & Label.POSTAL.bit()) == 0) {
            return null;
        }
        int last = PostCodes.end(text, start, end);
        return last > 0 ? new Match(start, last, Categories.POSTAL_CODE, 0.8, "labelled a postal code") : null;
    }

    private static char upper(char sign) {
        return sign >= 'a' && sign <= 'z' ? (char) (sign - 'a' + 'A') : sign;
    }

    private static int leadingLetters(String number) {
        int letters = 0;
        while (letters < number.length() && HalfWidthText.isUpper(number.charAt(letters))) {
            letters++;
        }
        return letters;
    }

    private static boolean isAllDigits(String number, int from) {
        for (int i = from; i < number.length(); i++) {
            if (!HalfWidthText.isDigit(number.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static String compact(HalfWidthText text, int start, int end) {
        String token = text.text(start, end);
        return token.indexOf('-') < 0 ? token : token.replace("-", "");
    }
}
