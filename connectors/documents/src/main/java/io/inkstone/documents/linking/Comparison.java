package io.inkstone.documents.linking;

/** How a cell's number may stand to another number. */
public enum Comparison {
    /** Equal. */
    EQUAL("="),
    /** Above. */
    ABOVE(">"),
    /** At least. */
    AT_LEAST(">="),
    /** Below. */
    BELOW("<"),
    /** At most. */
    AT_MOST("<=");

    private final String sign;

    Comparison(String sign) {
        this.sign = sign;
    }

    /** As spreadsheets write it. */
    public String sign() {
        return sign;
    }

    /** Whether {@code left} stands so to {@code right}. */
    public boolean holds(double left, double right) {
        return switch (this) {
            case EQUAL -> left == right;
            case ABOVE -> left > right;
            case AT_LEAST -> left >= right;
            case BELOW -> left < right;
            case AT_MOST -> left <= right;
        };
    }
}
