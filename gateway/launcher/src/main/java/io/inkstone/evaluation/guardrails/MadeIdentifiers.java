package io.inkstone.evaluation.guardrails;

import java.util.Random;

/**
 * Makes up identifiers of China, with check digits from their standards: ISO 7064 as it is defined, by its recursive method
 * or by trying. Belongs to nobody but by chance.
 */
final class MadeIdentifiers {

    private static final String[] COUNTIES = {
        "110101", "120104", "130102", "210202", "310115", "320106", "330108", "340203", "350203", "370202", "410105",
                "420106",
        "430104", "440305", "450103", "460105", "500108", "510107", "520103", "530112", "610113", "620102", "640104",
                "650103"
    };
    private static final String CODE_SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    private static final String PLATE_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ";
    private static final String PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼";
    private static final String[] MOBILE = {
        "130", "133", "135", "138", "139", "147", "150", "155", "158", "166", "177", "180", "186", "189", "191", "199"
    };
    private static final String[] BANKS = {"622202", "621700", "622848", "621661", "622588", "621226", "623052"};
    private static final String[] AREAS = {
        "010", "020", "021", "022", "025", "028", "0311", "0431", "0512", "0571", "0755", "0871"
    };

    private final Random random;

    MadeIdentifiers(Random random) {
        this.random = random;
    }

    String residentId() {
        String body = one(COUNTIES) + date() + digits(3);
        return body + residentCheck(body);
    }

    /** With a check sign that is wrong. */
    String wrongResidentId() {
        String right = residentId();
        char last = right.charAt(17);
        return right.substring(0, 17) + (last == 'X' ? '1' : (char) ('0' + (last - '0' + 1 + random.nextInt(8)) % 10));
    }

    String oldResidentId() {
        return one(COUNTIES) + date().substring(2) + digits(3);
    }

    String mobile() {
        return one(MOBILE) + digits(8);
    }

    /** Area code and line. */
    String[] landline() {
        String area = one(AREAS);
        int length = area.length() == 3 || random.nextBoolean() ? 8 : 7;
        return new String[] {area, (char) ('2' + random.nextInt(7)) + digits(length - 1)};
    }

    String bankCard() {
        String body = one(BANKS) + digits(random.nextBoolean() ? 12 : 9);
        return body + luhnCheck(body);
    }

    String wrongBankCard() {
        String right = bankCard();
        int last = right.charAt(right.length() - 1) - '0';
        return right.substring(0, right.length() - 1) + (last + 1 + random.nextInt(8)) % 10;
    }

    String passport() {
        return random.nextInt(3) == 0
                ? "E" + PLATE_LETTERS.charAt(random.nextInt(24)) + digits(7)
                : (random.nextBoolean() ? "E" : "G") + digits(8);
    }

    String plate() {
        String rest = digits(4);
        String letter = "" + PLATE_LETTERS.charAt(random.nextInt(24));
        return switch (random.nextInt(3)) {
            case 0 -> province() + city() + rest + letter;
            case 1 -> province() + city() + letter + rest;
            default -> province() + city() + digits(5);
        };
    }

    String energyPlate() {
        return province() + city() + (random.nextBoolean() ? "D" + digits(5) : digits(5) + "F");
    }

    String creditCode() {
        String body = (random.nextInt(4) == 0 ? "52" : "91") + one(COUNTIES) + "MA" + digits(2)
                + CODE_SIGNS.charAt(random.nextInt(31)) + CODE_SIGNS.charAt(random.nextInt(31)) + digits(3);
        return body + codeCheck(body);
    }

    String wrongCreditCode() {
        String right = creditCode();
        int last = CODE_SIGNS.indexOf(right.charAt(17));
        return right.substring(0, 17) + CODE_SIGNS.charAt((last + 1 + random.nextInt(29)) % 31);
    }

    String digits(int count) {
        StringBuilder digits = new StringBuilder();
        for (int i = 0; i < count; i++) {
            digits.append(random.nextInt(10));
        }
        return digits.toString();
    }

    String date() {
        return String.format("%04d%02d%02d", 1950 + random.nextInt(60), 1 + random.nextInt(12), 1 + random.nextInt(28));
    }

    private String province() {
        return "" + PROVINCES.charAt(random.nextInt(PROVINCES.length()));
    }

    private String city() {
        return "" + PLATE_LETTERS.charAt(random.nextInt(8));
    }

    /** ISO 7064, MOD 11-2, by the recursive method. */
    private static char residentCheck(String body) {
        int rest = 0;
        for (char digit : body.toCharArray()) {
            rest = (rest + digit - '0') * 2 % 11;
        }
        int check = (12 - rest) % 11;
        return check == 10 ? 'X' : (char) ('0' + check);
    }

    /** The digit with which the sum becomes a multiple of ten. */
    private static int luhnCheck(String body) {
        int sum = 0;
        for (int i = 0; i < body.length(); i++) {
            int digit = body.charAt(body.length() - 1 - i) - '0';
            int weighted = i % 2 == 0 ? digit * 2 : digit;
            sum += weighted / 10 + weighted % 10;
        }
        return (1000 - sum) % 10;
    }

    /** The sign with which the weighted sum becomes a multiple of 31, by trying. */
    private static char codeCheck(String body) {
        for (char sign : CODE_SIGNS.toCharArray()) {
            long power = 1;
            long sum = 0;
            for (char part : (body + sign).toCharArray()) {
                sum += CODE_SIGNS.indexOf(part) * power;
                power = power * 3 % 31;
            }
            // The last weight, 3 to the 17th, is no 1: the standard adds the check sign without a weight.
            long plain = sum - CODE_SIGNS.indexOf(sign) * (power * 21 % 31) + CODE_SIGNS.indexOf(sign);
            if (plain % 31 == 0) {
                return sign;
            }
        }
        throw new IllegalStateException("one of 31 signs fits");
    }

    private String one(String[] choices) {
        return choices[random.nextInt(choices.length)];
    }
}
