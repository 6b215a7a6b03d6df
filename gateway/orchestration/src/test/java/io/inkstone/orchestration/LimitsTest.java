package io.inkstone.orchestration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.inkstone.protocol.ApiException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LimitsTest {

    private final SettableClock clock = new SettableClock("2026-11-24T12:00:00Z");

    @Test
    void admits_as_many_requests_as_allowed_in_any_60_seconds() {
        RequestLimiter limiter = new RequestLimiter(clock);
        Caller caller = caller(new Limits(3, Limits.NONE, Limits.NONE, Limits.NONE, Limits.NONE));
        Deque<Long> admitted = new ArrayDeque<>();
        Random random = new Random(1);
        int count = 0;

        for (int i = 0; i < 5000; i++) {
            clock.advance(Duration.ofMillis(random.nextInt(4000)));
            long now = clock.millis();
            admitted.removeIf(at -> now - at > 60_100);
            try {
                limiter.enter(caller);
                limiter.leave(caller);
                admitted.add(now);
                count++;
            } catch (ApiException e) {
                assertThat(e.code()).isEqualTo("requests_per_minute_exceeded");
                assertThat(admitted).hasSize(3);
            }
            assertThat(admitted.stream().filter(at -> now - at < 60_000).count())
                    .isLessThanOrEqualTo(3);
        }
        assertThat(count).isGreaterThan(450);
    }

    @Test
    void says_after_how_many_seconds_a_request_fits_again() {
        RequestLimiter limiter = new RequestLimiter(clock);
        Caller caller = caller(new Limits(1, Limits.NONE, Limits.NONE, Limits.NONE, Limits.NONE));
        limiter.enter(caller);
        clock.advance(Duration.ofSeconds(20));

        ApiException refusal = refusal(() -> limiter.enter(caller));
        assertThat(refusal.retryAfterSeconds()).isBetween(40, 41);
        clock.advance(Duration.ofSeconds(refusal.retryAfterSeconds()));

        assertThatCode(() -> limiter.enter(caller)).doesNotThrowAnyException();
    }

    @Test
    void bounds_requests_at_one_time() {
        RequestLimiter limiter = new RequestLimiter(clock);
        Caller caller = caller(new Limits(Limits.NONE, Limits.NONE, 2, Limits.NONE, Limits.NONE));
        limiter.enter(caller);
        limiter.enter(caller);

        assertThat(refusal(() -> limiter.enter(caller)).code()).isEqualTo("concurrency_exceeded");
        limiter.leave(caller);

        assertThatCode(() -> limiter.enter(caller)).doesNotThrowAnyException();
    }

    @Test
    void keeps_reserved_tokens_from_others_until_they_are_settled() {
        TokenBudget budget = new TokenBudget(clock);
        Caller caller = caller(new Limits(Limits.NONE, Limits.NONE, Limits.NONE, 100, Limits.NONE));
        TokenBudget.Reservation first = budget.reserve(caller, 60);

        assertThat(refusal(() -> budget.reserve(caller, 41)).code()).isEqualTo("tokens_per_day_exceeded");
        first.settle(10);
        first.settle(90);

        assertThat(budget.available(caller)).isEqualTo(90);
        budget.reserve(caller, 90).refund();
        assertThat(budget.available(caller)).isEqualTo(90);
    }

    @Test
    void gives_the_tokens_of_a_minute_back_after_60_seconds() {
        TokenBudget budget = new TokenBudget(clock);
        Caller caller = caller(new Limits(Limits.NONE, 100, Limits.NONE, Limits.NONE, Limits.NONE));
        budget.reserve(caller, 80).settle(80);
        clock.advance(Duration.ofSeconds(30));

        ApiException refusal = refusal(() -> budget.reserve(caller, 50));
        assertThat(refusal.code()).isEqualTo("tokens_per_minute_exceeded");
        assertThat(refusal.retryAfterSeconds()).isBetween(30, 32);
        clock.advance(Duration.ofSeconds(refusal.retryAfterSeconds()));

        assertThat(budget.available(caller)).isEqualTo(100);
    }

    @Test
    void gives_the_tokens_of_a_day_back_at_midnight_utc() {
        TokenBudget budget = new TokenBudget(clock);
        Caller caller = caller(new Limits(Limits.NONE, Limits.NONE, Limits.NONE, 100, Limits.NONE));
        budget.carryOver("acme", 70);

        ApiException refusal = refusal(() -> budget.reserve(caller, 31));
        assertThat(refusal.retryAfterSeconds()).isEqualTo(12 * 3600 + 1);
        clock.advance(Duration.ofHours(12));

        assertThat(budget.available(caller)).isEqualTo(100);
    }

    @Test
    void refuses_a_limit_that_would_lock_a_tenant_out() {
        assertThatThrownBy(() -> new Limits(1, 1, 0, 1, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("concurrency is 0");
    }

    private static Caller caller(Limits limits) {
        return Caller.of("acme", "key_1", Rights.ALL, limits);
    }

    private static ApiException refusal(Runnable action) {
        try {
            action.run();
        } catch (ApiException e) {
            assertThat(e.status()).isEqualTo(429);
            return e;
        }
        throw new AssertionError("it was not refused");
    }
}
