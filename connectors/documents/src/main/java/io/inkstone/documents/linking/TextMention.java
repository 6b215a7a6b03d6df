package io.inkstone.documents.linking;

/**
 * A part of a text that cells have to hold.
 *
 * @param span the whole phrase, e.g. {@code starting with "IM"}
 * @param part the part as the request writes it, folded
 * @param place where in the cell
 */
public record TextMention(Span span, String part, Place place) {

    /** Where in a cell a part stands. */
    public enum Place {
        /** Anywhere. */
        ANYWHERE,
        /** At the start. */
        START,
        /** At the end. */
        END
    }
}
