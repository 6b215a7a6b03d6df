package io.inkstone.orchestration;

import io.inkstone.protocol.ApiException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Lets batch requests in only while fewer than a bound of calls of models wait or run, batches' own included, so that they take
 * what interactive calls leave free. Who waits is let in in the order of coming. Thread-safe.
 */
final class BatchGate {

    private static final int MOST_WAITING = 1024;

    private final int bound;
    private final Deque<Promise<Void>> waiting = new ArrayDeque<>();
    private int interactive;
    private int batch;

    BatchGate(int bound) {
        this.bound = bound;
    }

    /** Completes when a batch request may begin; {@link #left} ends it. */
    Future<Void> pass() {
        synchronized (this) {
            if (waiting.isEmpty() && interactive + batch < bound) {
                batch++;
                return Future.succeededFuture();
            }
            if (waiting.size() >= MOST_WAITING) {
                return Future.failedFuture(ApiException.unavailable(
                        "batches_waiting",
                        MOST_WAITING + " requests of batches wait for models already; try again in a minute.",
                        60));
            }
            Promise<Void> promise = Promise.promise();
            waiting.add(promise);
            return OnContext.ofCaller(promise.future());
        }
    }

    /** A batch request that passed has ended. */
    void left() {
        synchronized (this) {
            batch--;
        }
        letIn();
    }

    /** An interactive call of a model begins. */
    synchronized void interactiveBegan() {
        interactive++;
    }

    /** An interactive call of a model has ended. */
    void interactiveEnded() {
        synchronized (this) {
            interactive--;
        }
        letIn();
    }

    private void letIn() {
        while (true) {
            Promise<Void> next;
            synchronized (this) {
                if (waiting.isEmpty() || interactive + batch >= bound) {
                    return;
                }
                batch++;
                next = waiting.remove();
            }
            next.complete();
        }
    }
}
