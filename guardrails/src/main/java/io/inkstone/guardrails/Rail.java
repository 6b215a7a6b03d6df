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
     * The rail for the answers of one exchange: itself, unless it compares them with what the model was given. What it reads of
     * that lives in the rail returned and goes with it; a policy's rail keeps nothing of any text.
     *
     * @param context what the model was given
     */
    default Rail given(List<Passage> context) {
        return this;
    }
}
