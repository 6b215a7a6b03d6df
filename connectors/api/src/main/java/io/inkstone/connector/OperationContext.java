package io.inkstone.connector;

import java.time.Clock;
import java.util.Locale;

/** What one run of an operation may use. Thread-safe; valid until the operation returns. */
public interface OperationContext {

    /** Who asks: the identifier of the tenant. */
    String tenant();

    /** The language that the caller reads, from its {@code Accept-Language}; English when it named none. */
    Locale locale();

    /** The time to use for "today"; in the time zone of the system unless the caller named one. */
    Clock clock();

    /** Models, each call of which passes the guardrails and counts toward the tenant's budget. */
    Models models();

    /** Counts what the connector declares in {@link Connector#figures()}; a host that keeps no figures counts nothing. */
    default Figures figures() {
        return Figures.NONE;
    }

    /**
     * Whether the caller wants a file rather than the record. A {@link FileOutput} that costs work to make may be left out,
     * as null or an empty {@link java.util.Optional}, when nobody does.
     *
     * @param mediaType the type that the output record states with {@link Produces}
     */
    boolean wantsFile(String mediaType);

    /**
     * Tells a streaming caller how far the work is; without effect for another one.
     *
     * @param fraction from 0 to 1
     * @param message what is being done, for people
     */
    void progress(double fraction, String message);

    /**
     * Sends a streaming caller a part of the result ahead of the whole; without effect for another one.
     *
     * @param part a record or a string
     */
    void partial(Object part);

    /**
     * Ends the run when the caller has gone away; long computations call it between steps.
     *
     * @throws InterruptedException when nobody waits for the answer any more
     */
    void checkCancelled() throws InterruptedException;
}
