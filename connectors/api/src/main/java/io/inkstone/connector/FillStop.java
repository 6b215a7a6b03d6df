package io.inkstone.connector;

/**
 * Says when the text that fills a gap is long enough, while it is still being written. Asked on the thread that called
 * {@link Models#fill}, from one call of it at a time.
 */
@FunctionalInterface
public interface FillStop {

    /** Leaves the end to the model. */
    FillStop NEVER = text -> false;

    /**
     * Asked whenever text has come.
     *
     * @param text all that was written so far, not empty; a word at its end may be unfinished
     * @return true to stop the model at once; the text so far is then what was filled in
     */
    boolean enough(String text);
}
