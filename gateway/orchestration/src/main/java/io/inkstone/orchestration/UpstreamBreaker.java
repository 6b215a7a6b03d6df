package io.inkstone.orchestration;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.inkstone.protocol.ApiException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Leaves an upstream alone that fails too often: the one place that knows Resilience4j. Never blocks and has no thread; a
 * trial begins with the first call after the delay. Thread-safe.
 */
final class UpstreamBreaker {

    private static final int TRIAL_SECONDS = 1;

    private final CircuitBreaker breaker;
    private final Clock clock;
    private final AtomicInteger turns = new AtomicInteger();
    private volatile long openUntilMillis;

    UpstreamBreaker(String upstream, BreakerOptions options, Clock clock) {
        this.clock = clock;
        breaker = CircuitBreaker.of(
                upstream,
                CircuitBreakerConfig.custom()
                        .clock(clock)
                        .currentTimestampFunction(Clock::millis, TimeUnit.MILLISECONDS)
                        .failureRateThreshold((float) (100 * options.failureRatio()))
                        .slidingWindowSize(options.requestVolumeThreshold())
                        .minimumNumberOfCalls(options.requestVolumeThreshold())
                        .waitDurationInOpenState(options.delay())
                        .permittedNumberOfCallsInHalfOpenState(options.successThreshold())
                        .writableStackTraceEnabled(false)
                        .build());
        breaker.getEventPublisher().onStateTransition(event -> {
            turns.incrementAndGet();
            if (event.getStateTransition().getToState() == CircuitBreaker.State.OPEN) {
                openUntilMillis = clock.millis() + options.delay().toMillis();
            }
        });
    }

    /** A permit for one attempt; empty while the upstream is left alone. */
    Optional<Permit> tryEnter() {
        return breaker.tryAcquirePermission() ? Optional.of(new Permit(turns.get())) : Optional.empty();
    }

    BreakerState state() {
        return switch (breaker.getState()) {
            case OPEN, FORCED_OPEN -> BreakerState.OPEN;
            case HALF_OPEN -> BreakerState.HALF_OPEN;
            default -> BreakerState.CLOSED;
        };
    }

    /** For how many seconds the upstream is left alone yet, at least 1; while a trial runs, a guess. */
    int secondsUntilTrial() {
        if (state() != BreakerState.OPEN) {
            return TRIAL_SECONDS;
        }
        long millis = Math.max(1, openUntilMillis - clock.millis());
        return (int) Math.min(Integer.MAX_VALUE, Duration.ofMillis(millis + 999).toSeconds());
    }

    /** One attempt under way. Its first end counts, unless the breaker has turned since it began. */
    final class Permit {

        private final int turn;
        private final AtomicBoolean open = new AtomicBoolean(true);

        private Permit(int turn) {
            this.turn = turn;
        }

        /** The answer begins: enough for a trial, which must not last as long as a stream. */
        void begun() {
            if (breaker.getState() == CircuitBreaker.State.HALF_OPEN) {
                succeeded();
            }
        }

        void succeeded() {
            if (close()) {
                breaker.onSuccess(0, TimeUnit.MILLISECONDS);
            }
        }

        void failed(ApiException cause) {
            if (close()) {
                breaker.onError(0, TimeUnit.MILLISECONDS, cause);
            }
        }

        /** Ended by us, which says nothing about the upstream. */
        void abandoned() {
            if (close()) {
                breaker.releasePermission();
            }
        }

        private boolean close() {
            return open.compareAndSet(true, false) && turn == turns.get();
        }
    }
}
