package io.inkstone.model.serving;

import java.util.concurrent.TimeUnit;

/**
 * Makes what reads a long prompt wait between two batches while something urgent is at work, which so has the processors to itself.
 * Thread-safe.
 */
final class Precedence {

    /** The most that a batch waits, so that all comes to its end however much is urgent. */
    private static final long MOST_WAIT_NANOS = TimeUnit.SECONDS.toNanos(2);

    private int urgent;

    synchronized void begin(boolean isUrgent) {
        urgent += isUrgent ? 1 : 0;
    }

    synchronized void end(boolean isUrgent) {
        urgent -= isUrgent ? 1 : 0;
        notifyAll();
    }

    /** Waits, unless it is itself urgent. */
    synchronized void giveWay(boolean isUrgent) {
        long end = System.nanoTime() + MOST_WAIT_NANOS;
        for (long left = MOST_WAIT_NANOS; !isUrgent && urgent > 0 && left > 0; left = end - System.nanoTime()) {
            try {
                TimeUnit.NANOSECONDS.timedWait(this, left);
            } catch (InterruptedException e) {
                throw new IllegalStateException("nobody interrupts an engine", e);
            }
        }
    }
}
