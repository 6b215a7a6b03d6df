package io.inkstone.model.serving;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Hears what becomes of a {@link SupervisedProcess}. All calls but {@link #onErrorLine} come from one thread, in the
 * order of the events; none may block for long.
 */
public interface ProcessListener {

    /** The process serves; {@code ready} is the object of its READY line. */
    default void onReady(JsonNode ready) {}

    /** The process wrote a line to its stdout that is not the READY line. */
    default void onLine(String line) {}

    /** The process wrote a line to its stderr. Called on a thread of its own. */
    default void onErrorLine(String line) {}

    /**
     * The process ended.
     *
     * @param expected whether {@link SupervisedProcess#close} asked for it
     */
    default void onExit(int exitCode, boolean expected) {}
}
