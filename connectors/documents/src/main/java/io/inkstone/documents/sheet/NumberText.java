package io.inkstone.documents.sheet;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Numbers as people type them: with groups, a currency, a percent sign, or in brackets when they are negative. */
final class NumberText {

    /** Which sign stands before the fraction. */
    enum Notation {
        /** As in 1,234.5. */
        POINT('.', ','),
        /** As in 1.234,5. */
        COMMA(',', '.');

        private final char decimal;
        private final char group;
        private final Pattern pattern;

        Notation(char decimal, char group) {
            this.decimal = decimal;
            this.group = group;
            String point = "\\" + decimal;
            String groups = "[0-9]{1,3}(?:\\" + group + "[0-9]{3})+|[0-9]{1,2}(?:\\" + group + "[0-9]{2})+\\" + group
                    + "[0-9]{3}|[0-9]{1,3}(?:[ \u00a0\u202f'’][0-9]{3})+";
            this.pattern = Pattern.compile("(?<sign>[-+\u2212]?) ?(?:" + CURRENCY + ")? ?(?<inner>[-+\u2212]?)"
                    + "(?:(?<grouped>" + groups + ")(?<rest>" + point + "[0-9]+)?|(?<plain>[0-9]+(?:" + point
                    + "[0-9]*)?|" + point + "[0-9]+)(?<exponent>[eE][-+]?[0-9]{1,3})?)"
                    + " ?(?<unit>[%％‰]|" + CURRENCY + ")?");
        }

        char decimal() {
            return decimal;
        }
    }

    private static final String CURRENCY =
            "[$€£¥￥₹₩]|(?:US|HK|NT|A|C|S)\\$|(?:USD|EUR|GBP|CNY|RMB|JPY|HKD|INR|CHF)|[元円圆]";

    private static final int MAX_CHARS = 40;

    /** Excel's numbers have 15 digits; longer ones are names of accounts and parcels. */
    private static final int MAX_DIGITS = 15;

    private static final Pattern AMBIGUOUS = Pattern.compile("[^0-9]*[1-9][0-9]{0,2}[.,][0-9]{3}[^0-9]*");

    private NumberText() {}

    /** Whether a text is worth looking at: that is, it has a digit and is short. */
    static boolean mayBeNumber(String text) {
        if (text.length() > MAX_CHARS) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char next = text.charAt(i);
            if (next >= '0' && next <= '9') {
                return true;
            }
        }
        return false;
    }

    /** Whether it is a number in either notation, and another one in each, as 1,234 is. */
    static boolean isAmbiguous(String text) {
        return AMBIGUOUS.matcher(text).matches();
    }

    /** The number, or NaN. Numbers that begin with zeros are none: people number things so. */
    static double parse(String text, Notation notation) {
        String typed = text.strip().replace('\u00a0', ' ').strip();
        boolean brackets = typed.startsWith("(") && typed.endsWith(")");
        Matcher parts = notation.pattern.matcher(brackets ? typed.substring(1, typed.length() - 1) : typed);
        if (!mayBeNumber(typed) || !parts.matches()) {
            return Double.NaN;
        }
        String sign = parts.group("sign") + parts.group("inner");
        String digits = digits(parts, notation);
        if (sign.length() > 1 || (brackets && !sign.isEmpty()) || isName(digits, sign)) {
            return Double.NaN;
        }
        double size = Double.parseDouble(digits) / divisor(parts.group("unit"));
        return brackets || sign.equals("-") || sign.equals("\u2212") ? -size : size;
    }

    private static String digits(Matcher parts, Notation notation) {
        String grouped = parts.group("grouped");
        if (grouped == null) {
            String exponent = parts.group("exponent");
            return (parts.group("plain") + (exponent == null ? "" : exponent))
                    .replace(notation.decimal, '.')
                    .toLowerCase(Locale.ROOT);
        }
        StringBuilder digits = new StringBuilder();
        for (int i = 0; i < grouped.length(); i++) {
            char next = grouped.charAt(i);
            if (next >= '0' && next <= '9') {
                digits.append(next);
            }
        }
        String rest = parts.group("rest");
        return digits.append(rest == null ? "" : rest.replace(notation.decimal, '.'))
                .toString();
    }

    private static boolean isName(String digits, String sign) {
        boolean zeros = digits.length() > 1 && digits.charAt(0) == '0' && Character.isDigit(digits.charAt(1));
        boolean phone = sign.equals("+") && digits.length() > 7 && digits.indexOf('.') < 0;
        boolean code = digits.indexOf('e') >= 0 && digits.indexOf('.') < 0 && !digits.matches(".*e[-+].*");
        long count = digits.chars().filter(Character::isDigit).count();
        return zeros || phone || code || (digits.indexOf('.') < 0 && count > MAX_DIGITS);
    }

    private static double divisor(@Nullable String unit) {
        return unit == null ? 1 : unit.equals("‰") ? 1000 : unit.equals("%") || unit.equals("％") ? 100 : 1;
    }
}
