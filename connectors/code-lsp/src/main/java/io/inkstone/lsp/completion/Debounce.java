package io.inkstone.lsp.completion;

import java.time.Duration;

/**
 * How long to wait after a keystroke before the model is asked. Grows while each request is overtaken by the next
 * keystroke, for such requests only heat the machine, and shrinks again when answers arrive. Thread-safe.
 */
final class Debounce {

    private static final double GROWTH = 1.5;
    private static final int MOST = 4;

    private volatile Duration least;
    private double factor = 1;

    Debounce(Duration least) {
        this.least = least;
    }

    void least(Duration duration) {
        least = duration;
    }

    synchronized void overtaken() {
        factor = Math.min(MOST, factor * GROWTH);
    }

    synchronized void answered() {
        factor = Math.max(1, factor / GROWTH);
    }

    /** From the keystroke on. */
    synchronized Duration delay() {
        return Duration.ofNanos((long) (least.toNanos() * factor));
    }
}
