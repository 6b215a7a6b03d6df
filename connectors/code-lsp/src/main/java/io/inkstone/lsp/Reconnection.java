package io.inkstone.lsp;

import io.inkstone.lsp.gateway.GatewayConnection.GatewayAnswered;
import io.inkstone.lsp.gateway.GatewayState;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Looks for the gateway while it is away: after half a second, then ever more seldom, at most every 30 s. Thread-safe. */
final class Reconnection {

    private static final long FIRST_MILLIS = 500;
    private static final long MOST_MILLIS = 30_000;
    private static final long MOST_WAIT_SECONDS = 300;

    private final Supplier<CompletableFuture<Void>> probe;
    private final ScheduledExecutorService timer;
    private @Nullable ScheduledFuture<?> next;
    private long delayMillis = FIRST_MILLIS;

    /**
     * @param probe asks the gateway; what it says comes back through {@link #answered}
     */
    Reconnection(Supplier<CompletableFuture<Void>> probe, ScheduledExecutorService timer) {
        this.probe = probe;
        this.timer = timer;
    }

    /** Looks now. */
    synchronized void look() {
        delayMillis = FIRST_MILLIS;
        schedule(0);
    }

    synchronized void answered(GatewayAnswered answer) {
        if (answer.state() == GatewayState.READY) {
            delayMillis = FIRST_MILLIS;
            if (next != null) {
                next.cancel(false);
            }
            next = null;
            return;
        }
        if (next != null && !next.isDone()) {
            return;
        }
        schedule(Math.max(delayMillis, 1000L * Math.min(MOST_WAIT_SECONDS, answer.retryAfterSeconds())));
        delayMillis = Math.min(MOST_MILLIS, delayMillis * 2);
    }

    private void schedule(long millis) {
        if (next != null) {
            next.cancel(false);
        }
        try {
            next = timer.schedule(this::ask, millis, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            // The session has ended.
        }
    }

    private void ask() {
        synchronized (this) {
            next = null;
        }
        var unused = probe.get();
    }
}
