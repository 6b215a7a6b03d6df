package io.inkstone.orchestration;

import io.vertx.core.Future;

/** How long one request has waited for upstreams; waits that overlap count once. Thread-safe. */
public final class UpstreamTime {

    private int waiting;
    private long sinceNanos;
    private long totalNanos;

    UpstreamTime() {}

    /** Until now. */
    public synchronized long nanos() {
        return waiting == 0 ? totalNanos : totalNanos + System.nanoTime() - sinceNanos;
    }

    /** Counts until the future completes; what is done with its result comes after that. */
    <T> Future<T> during(Future<T> future) {
        if (future.isComplete()) {
            return future;
        }
        begin();
        return future.onComplete(done -> end());
    }

    /** A wait begins; each has to {@link #end}. */
    synchronized void begin() {
        if (waiting++ == 0) {
            sinceNanos = System.nanoTime();
        }
    }

    synchronized void end() {
        if (--waiting == 0) {
            totalNanos += System.nanoTime() - sinceNanos;
        }
    }
}
