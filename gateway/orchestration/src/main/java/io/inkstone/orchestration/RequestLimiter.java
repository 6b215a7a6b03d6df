package io.inkstone.orchestration;

import io.inkstone.protocol.ApiException;
import java.time.Clock;
import java.util.concurrent.ConcurrentHashMap;

/** Counts each tenant's requests: in any 60 seconds, and at the same time. In process; thread-safe. */
final class RequestLimiter {

    private final Clock clock;
    private final ConcurrentHashMap<String, Usage> usages = new ConcurrentHashMap<>();

    RequestLimiter(Clock clock) {
        this.clock = clock;
    }

    /**
     * Counts one request; {@link #leave} ends it.
     *
     * @throws ApiException 429 {@code requests_per_minute_exceeded} or {@code concurrency_exceeded}
     */
    void enter(Caller caller) {
        usages.computeIfAbsent(caller.tenant(), tenant -> new Usage()).enter(caller, clock.millis());
    }

    /** Ends a request that {@link #enter} counted. */
    void leave(Caller caller) {
        Usage usage = usages.get(caller.tenant());
        if (usage != null) {
            usage.leave();
        }
    }

    private static final class Usage {

        private final SlidingWindow window = new SlidingWindow();
        private long running;

        synchronized void enter(Caller caller, long nowMillis) {
            Limits limits = caller.limits();
            if (running >= limits.concurrency()) {
                throw ApiException.tooMany(
                        "concurrency_exceeded",
                        "Tenant '" + caller.tenant() + "' has " + running
                                + " requests running, which is its limit; wait" + " for one of them to end.",
                        1);
            }
            if (window.sum(nowMillis) >= limits.requestsPerMinute()) {
                long waitMillis = window.millisUntilFreed(nowMillis, 1);
                throw ApiException.tooMany(
                        "requests_per_minute_exceeded",
                        "Tenant '" + caller.tenant() + "' may send " + limits.requestsPerMinute()
                                + " requests in 60 seconds; try again in " + seconds(waitMillis) + " s.",
                        seconds(waitMillis));
            }
            window.add(nowMillis, 1);
            running++;
        }

        synchronized void leave() {
            running--;
        }

        private static int seconds(long millis) {
            return (int) Math.max(1, (millis + 999) / 1000);
        }
    }
}
