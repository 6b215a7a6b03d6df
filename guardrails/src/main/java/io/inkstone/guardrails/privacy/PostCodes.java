package io.inkstone.guardrails.privacy;

/** Postal codes with letters: of Canada, A1A 1A1, and of the United Kingdom, such as EC1A 1BB. */
final class PostCodes {

    private PostCodes() {}

    /** Where one ends that begins with a token; 0 when none does. */
    static int end(HalfWidthText text, int start, int end) {
        int length = end - start;
        if (length >= 6 && length <= 7) {
            return isInward(text, end - 3) || isCanadian(text, start, end - 3) ? end : 0;
        }
        if (length < 2 || length > 4 || text.at(end) != ' ' || HalfWidthText.isLetterOrDigit(text.at(end + 4))) {
            return 0;
        }
        return isInward(text, end + 1) || isCanadian(text, start, end + 1) ? end + 4 : 0;
    }

    private static boolean isInward(HalfWidthText text, int place) {
        return HalfWidthText.isDigit(text.at(place))
                && HalfWidthText.isUpper(text.at(place + 1))
                && HalfWidthText.isUpper(text.at(place + 2));
    }

    private static boolean isCanadian(HalfWidthText text, int first, int second) {
        return HalfWidthText.isUpper(text.at(first))
                && HalfWidthText.isDigit(text.at(first + 1))
                && HalfWidthText.isUpper(text.at(first + 2))
                && HalfWidthText.isDigit(text.at(second))
                && HalfWidthText.isUpper(text.at(second + 1))
                && HalfWidthText.isDigit(text.at(second + 2));
    }
}
