package io.inkstone.guardrails;

import java.util.List;

/**
 * Looks for one kind of thing in texts. Thread-safe, without I/O, in time linear in the text whatever it holds. One rail is
 * made for each policy that names it.
 */
public interface Rail {

    /**
     * What is in a text, in the order of their starts.
     *
     * <p>Of a stream the passage is a window that begins some characters after the text does and ends where it has come so
     * far; what was found behind {@link #openFrom} is looked at again when more has come.
     */
    List<Finding> find(Passage passage);

    /** How much it has to see. */
    Reach reach();

    /**
     * Where in a text that is still coming the first thing begins that more text could turn into a finding or change one
     * of; the text's length when it holds no such thing. Text before it can be released as far as this rail is concerned.
     * For rails that reach a sentence or the whole it is not asked.
     *
     * @param window what has come, as for {@link #find}
     */
    default int openFrom(CharSequence window) {
        return reach() instanceof Reach.Characters characters ? Math.max(0, window.length() - characters.most()) : 0;
    }

    /**
     * The same for rails that compare a text with its context; what {@link StreamGuard} asks.
     *
     * @param passage the window of the stream, with its context
     */
    default int openFrom(Passage passage) {
        return openFrom(passage.text());
    }
}
