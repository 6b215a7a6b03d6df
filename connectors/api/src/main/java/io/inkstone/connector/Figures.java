package io.inkstone.connector;

/**
 * Counts that the system keeps of the caller's tenant, day by day, for those who want to know what a connector is worth:
 * numbers only, never a text. What may be counted is declared once, by {@link Connector#figures()}. Thread-safe; does not block.
 */
public interface Figures {

    /** Counts nothing. */
    Figures NONE = (figure, label, amount) -> {};

    /**
     * Adds to a figure of today.
     *
     * @param figure one that the connector's {@link FigureSheet} declares
     * @param label what it is for; one that the sheet does not list counts as {@link FigureSheet#OTHER}
     * @param amount at least 0
     * @throws IllegalArgumentException when the figure is not declared, or the amount is negative
     */
    void add(String figure, String label, long amount);
}
