package io.inkstone.guardrails.privacy;

/** The postal abbreviations of the states of the USA (USPS Publication 28). */
final class States {

    private static final String ALL =
            " AL AK AZ AR CA CO CT DE DC FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA"
                    + " PR RI SC SD TN TX UT VT VA WA WV WI WY ";

    private States() {}

    /** Whether one stands right before a place, behind a comma as in an address. */
    static boolean stand(HalfWidthText text, int place) {
        int at = place - 1;
        if (text.at(at) != ' ' || !HalfWidthText.isUpper(text.at(at - 1)) || !HalfWidthText.isUpper(text.at(at - 2))) {
            return false;
        }
        boolean comma = text.at(at - 3) == ',' || text.at(at - 3) == ' ' && text.at(at - 4) == ',';
        return comma && ALL.contains(" " + text.text(at - 2, at) + " ");
    }
}
