package io.inkstone.gateway;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** Waits for something that comes to pass by itself. */
final class Eventually {

    private static final long SECONDS = 60;

    private Eventually() {}

    /** Asks until the answer is the right one; fails after a minute with the last answer. */
    static <T> T get(Callable<T> question, Predicate<T> right) throws Exception {
        ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
        CompletableFuture<T> answer = new CompletableFuture<>();
        Object[] last = {null};
        try {
            var unused = clock.scheduleWithFixedDelay(
                    () -> {
                        try {
                            T now = question.call();
                            last[0] = now;
                            if (right.test(now)) {
                                answer.complete(now);
                            }
                        } catch (Exception e) {
                            answer.completeExceptionally(e);
                        }
                    },
                    0,
                    20,
                    TimeUnit.MILLISECONDS);
            return answer.get(SECONDS, TimeUnit.SECONDS);
        } catch (java.util.concurrent.TimeoutException e) {
            throw new AssertionError("it did not come to pass; the last answer was " + last[0], e);
        } finally {
            clock.shutdownNow();
        }
    }
}
