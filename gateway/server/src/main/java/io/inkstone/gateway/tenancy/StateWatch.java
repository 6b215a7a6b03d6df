package io.inkstone.gateway.tenancy;

import io.inkstone.gateway.state.GatewayClaim;
import io.inkstone.gateway.state.State;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks every {@value #LOOK_MILLIS} ms whether another process changed tenants, keys or policies, and reads them again. A state
 * that does not answer leaves what is known in force: whoever could revoke a key cannot reach it either. After
 * {@value #BLIND_SECONDS} s without an answer the gateway counts as not ready.
 */
public final class StateWatch implements AutoCloseable {

    static final int LOOK_MILLIS = 250;
    static final int BLIND_SECONDS = 10;

    private static final Logger LOG = LoggerFactory.getLogger(StateWatch.class);

    private final State state;
    private final GatewayClaim claim;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final List<Runnable> readers;
    private final Thread thread = new Thread(this::watch, "inkstone-state-watch");
    private long seen;
    private boolean failing;
    private volatile long answeredNanos = System.nanoTime();

    private StateWatch(State state, GatewayClaim claim, long seen, List<Runnable> readers) {
        this.state = state;
        this.claim = claim;
        this.seen = seen;
        this.readers = List.copyOf(readers);
    }

    /**
     * Starts to look, where others may change the state.
     *
     * @param seen the version of the state before it was first read
     * @param readers read what they hold again; block
     */
    public static StateWatch start(State state, GatewayClaim claim, long seen, List<Runnable> readers) {
        StateWatch watch = new StateWatch(state, claim, seen, readers);
        if (state.isShared()) {
            watch.thread.setDaemon(true);
            watch.thread.start();
        }
        return watch;
    }

    /** Whether nothing has been heard of the state for too long. */
    public boolean blind() {
        return state.isShared() && System.nanoTime() - answeredNanos > TimeUnit.SECONDS.toNanos(BLIND_SECONDS);
    }

    private void watch() {
        try {
            while (!closing.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                look();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() {
        try {
            claim.renew();
            long version = state.version();
            if (version != seen) {
                readers.forEach(Runnable::run);
                seen = version;
            }
            answeredNanos = System.nanoTime();
            failing = false;
        } catch (RuntimeException e) {
            if (!failing) {
                LOG.error("The state cannot be read again; what was known of it stays in force", e);
            }
            failing = true;
        }
    }

    @Override
    public void close() {
        closing.countDown();
        try {
            thread.join(TimeUnit.SECONDS.toMillis(10));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        claim.close();
    }
}
