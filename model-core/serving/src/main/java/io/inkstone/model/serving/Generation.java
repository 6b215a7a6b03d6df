package io.inkstone.model.serving;

/** A generation that runs. */
interface Generation {

    /**
     * Stops it: within one token while it writes, within 64 tokens while it reads. The listener hears nothing more.
     * Harmless after the end. Thread-safe.
     */
    void cancel();
}
