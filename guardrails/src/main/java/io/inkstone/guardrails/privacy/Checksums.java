package io.inkstone.guardrails.privacy;

/** The check digits of identifiers. All take ASCII digits and capital letters. */
final class Checksums {

    private static final int[] RESIDENT_WEIGHTS = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    private static final String RESIDENT_CHECKS = "10X98765432";

    private static final String CREDIT_CODE_SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY";

    private Checksums() {}

    /** ISO/IEC 7812-1, Annex B (H. P. Luhn, US patent 2,950,048). */
    static boolean luhn(CharSequence digits) {
        int sum = 0;
        boolean twice = false;
        for (int i = digits.length() - 1; i >= 0; i--) {
            int value = digits.charAt(i) - '0';
            if (twice) {
                value = value > 4 ? 2 * value - 9 : 2 * value;
            }
            sum += value;
            twice = !twice;
        }
        return sum % 10 == 0;
    }

    /** GB 11643-1999, which takes ISO 7064 MOD 11-2: 17 digits and a digit or X. */
    static boolean resident(CharSequence number) {
        int sum = 0;
        for (int i = 0; i < RESIDENT_WEIGHTS.length; i++) {
            sum += (number.charAt(i) - '0') * RESIDENT_WEIGHTS[i];
        }
        return RESIDENT_CHECKS.charAt(sum % 11) == number.charAt(17);
    }

    /** GB 32100-2015: 18 of 31 signs, weights the powers of 3 modulo 31. */
    static boolean creditCode(CharSequence code) {
        int sum = 0;
        int weight = 1;
        for (int i = 0; i < 17; i++) {
            int value = CREDIT_CODE_SIGNS.indexOf(code.charAt(i));
            if (value < 0) {
                return false;
            }
            sum += value * weight;
            weight = weight * 3 % 31;
        }
        return CREDIT_CODE_SIGNS.charAt((31 - sum % 31) % 31) == code.charAt(17);
    }

    /** ISO 13616, which takes ISO 7064 MOD 97-10: the first four signs count as the last. */
    static boolean iban(CharSequence iban) {
        int rest = 0;
        for (int i = 0; i < iban.length(); i++) {
            int value = Character.digit(iban.charAt((i + 4) % iban.length()), 36);
            rest = value < 10 ? (rest * 10 + value) % 97 : (rest * 100 + value) % 97;
        }
        return rest == 1;
    }
}
