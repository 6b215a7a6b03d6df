package io.inkstone.model.serving;

import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether a child serves, as something to wait for. Thread-safe. */
final class UpSignal implements ChildFrames.Watcher {

    private static final Logger LOG = LoggerFactory.getLogger(UpSignal.class);

    private CompletableFuture<Void> next = new CompletableFuture<>();

    /** Completes when the child serves: at once, or at its next start. A copy, so that a waiter may cancel it. */
    synchronized CompletableFuture<Void> whenUp() {
        return next.copy();
    }

    @Override
    public void onUp() {
        CompletableFuture<Void> reached;
        synchronized (this) {
            reached = next;
        }
        reached.complete(null);
    }

    @Override
    public synchronized void onDown() {
        if (next.isDone()) {
            next = new CompletableFuture<>();
        }
    }

    @Override
    public void onErrorLine(String line) {
        LOG.debug("{}", line);
    }
}
