package io.inkstone.orchestration;

import static io.inkstone.orchestration.ScriptedUpstream.answer;
import static io.inkstone.orchestration.ScriptedUpstream.fail;
import static io.inkstone.orchestration.ScriptedUpstream.garbage;
import static io.inkstone.orchestration.ScriptedUpstream.page;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.inkstone.protocol.ApiException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RetryTest {

    private static final Duration SHORT = Duration.ofMillis(1);

    private final Dispatching rings = new Dispatching();

    @AfterEach
    void close() throws Exception {
        rings.close();
    }

    @Test
    void asks_again_until_it_is_answered() throws Exception {
        rings.retry = new RetryOptions(2, SHORT, Duration.ofSeconds(1), 0, 5);
        rings.upstream("a").does(fail(500, 0), fail(500, 0), answer());

        assertThat(rings.ask()).isEqualTo("from a");

        assertThat(rings.attempt()).isEqualTo("a first told_to_fail");
        assertThat(rings.attempt()).isEqualTo("a retry told_to_fail");
        assertThat(rings.attempt()).isEqualTo("a retry ok");
        assertThat(rings.calls.take().attempts()).isEqualTo(3);
    }

    @Test
    void takes_a_proxys_page_for_what_its_status_says() throws Exception {
        rings.retry = new RetryOptions(1, SHORT, Duration.ofSeconds(1), 0, 5);
        rings.upstream("a").does(page(502), answer(), page(503));

        assertThat(rings.ask()).isEqualTo("from a");
        assertThatThrownBy(rings::ask).isInstanceOfSatisfying(ApiException.class, e -> {
            assertThat(e.status()).isEqualTo(503);
            assertThat(e.getMessage())
                    .isEqualTo("Upstream 'a' answered with status 503 and no more. Upstreams asked: 'a' (2 times).");
        });
    }

    @Test
    void asks_every_target_before_it_asks_one_again() throws Exception {
        rings.retry = new RetryOptions(1, SHORT, Duration.ofSeconds(1), 0, 5);
        rings.inOrder(
                rings.upstream("a").does(fail(503, 1), answer()),
                rings.upstream("b").does(fail(500, 0), answer()));

        assertThat(rings.ask()).isEqualTo("from b");

        assertThat(rings.attempt()).startsWith("a first");
        assertThat(rings.attempt()).startsWith("b fallback");
        assertThat(rings.attempt()).isEqualTo("b retry ok");
    }

    @Test
    void gives_up_after_its_last_retry() throws Exception {
        rings.retry = new RetryOptions(1, SHORT, Duration.ofSeconds(1), 0, 5);
        ScriptedUpstream a = rings.upstream("a").does(fail(500, 0));

        assertThatThrownBy(rings::ask).hasMessage("a fails. Upstreams asked: 'a' (2 times).");
        assertThat(a.calls).hasSize(2);
    }

    @Test
    void does_not_repeat_what_would_fail_again() throws Exception {
        rings.retry = new RetryOptions(2, SHORT, Duration.ofSeconds(1), 0, 5);
        ScriptedUpstream a = rings.upstream("a").does(garbage());

        assertThatThrownBy(rings::ask).isInstanceOf(ApiException.class);
        assertThat(a.calls).hasSize(1);
    }

    @Test
    void waits_as_long_as_the_upstream_asks_for() throws Exception {
        rings.retry = new RetryOptions(1, SHORT, Duration.ofSeconds(5), 0, 5);
        rings.upstream("a").does(fail(503, 1), answer());
        long started = System.nanoTime();

        assertThat(rings.ask()).isEqualTo("from a");
        assertThat(Duration.ofNanos(System.nanoTime() - started)).isGreaterThan(Duration.ofMillis(990));
    }

    @Test
    void leaves_a_longer_wait_to_the_caller() throws Exception {
        rings.retry = new RetryOptions(1, SHORT, Duration.ofSeconds(2), 0, 5);
        ScriptedUpstream a = rings.upstream("a").does(fail(429, 3));

        assertThatThrownBy(rings::ask)
                .isInstanceOfSatisfying(
                        ApiException.class,
                        e -> assertThat(e.retryAfterSeconds()).isEqualTo(3));
        assertThat(a.calls).hasSize(1);
    }

    @Test
    void does_not_wait_beyond_the_requests_own_end() throws Exception {
        rings.retry = new RetryOptions(1, Duration.ofHours(1), Duration.ofHours(2), 0, 5);
        rings.requestTimeout = Duration.ofMinutes(10);
        ScriptedUpstream a = rings.upstream("a").does(fail(500, 0));

        assertThatThrownBy(rings::ask).hasMessage("a fails.");
        assertThat(a.calls).hasSize(1);
    }

    @Test
    void retries_only_within_its_budget() throws Exception {
        rings.retry = new RetryOptions(1, SHORT, Duration.ofSeconds(1), 0, 1);
        ScriptedUpstream a = rings.upstream("a").does(fail(500, 0));

        assertThatThrownBy(rings::ask).hasMessageContaining("(2 times)");
        assertThatThrownBy(rings::ask).hasMessage("a fails.");
        assertThat(a.calls).hasSize(3);
    }

    @Test
    void asks_another_target_without_a_budget() throws Exception {
        rings.retry = new RetryOptions(1, SHORT, Duration.ofSeconds(1), 0, 0);
        rings.inOrder(rings.upstream("a").does(fail(500, 0)), rings.upstream("b"));

        for (int i = 0; i < 5; i++) {
            assertThat(rings.ask()).isEqualTo("from b");
        }
    }

    @Test
    void forgets_the_retry_of_a_call_that_is_cancelled() throws Exception {
        rings.retry = new RetryOptions(1, Duration.ofSeconds(40), Duration.ofSeconds(60), 0, 5);
        rings.upstream("a").does(fail(500, 0));
        RequestScope scope = rings.scope();
        CompletableFuture<String> asked = rings.begin(ModelCall.Kind.CHAT, Dispatching.chat(), scope);
        rings.attempts.take();

        scope.cancellation().cancel(Cancellation.clientGone());

        assertThatThrownBy(() -> asked.get(10, TimeUnit.SECONDS))
                .hasRootCauseMessage("The client closed its connection.");
        assertThat(rings.calls.take().error()).hasValue("client_closed_request");
    }

    @Test
    void allows_a_share_of_the_last_ten_seconds_requests() {
        SettableClock clock = new SettableClock("2026-01-01T00:00:00Z");
        RetryBudget budget = new RetryBudget(new RetryOptions(1, SHORT, SHORT, 0.2, 1), clock);
        for (int i = 0; i < 10; i++) {
            budget.asked();
        }

        // 20 % of ten, and the one that is always allowed.
        assertThat(taken(budget)).isEqualTo(3);

        clock.advance(Duration.ofSeconds(9));
        assertThat(budget.tryTake()).isFalse();
        clock.advance(Duration.ofSeconds(1));
        assertThat(taken(budget)).isEqualTo(1);

        clock.advance(Duration.ofDays(1));
        budget.asked();
        assertThat(taken(budget)).isEqualTo(1);
    }

    @Test
    void refuses_options_that_cannot_be() {
        assertThatThrownBy(() -> new RetryOptions(11, SHORT, SHORT, 0, 0)).hasMessageContaining("max-retries is 11");
        assertThatThrownBy(() -> new RetryOptions(1, Duration.ZERO, SHORT, 0, 0))
                .hasMessageContaining("back-off");
        assertThatThrownBy(() -> new RetryOptions(1, SHORT, SHORT, 1.5, 0)).hasMessageContaining("budget-ratio is 1.5");
        assertThatThrownBy(() -> new BreakerOptions(0, 1, SHORT, 1)).hasMessageContaining("failure-ratio is 0");
        assertThatThrownBy(() -> new BreakerOptions(1, 0, SHORT, 1)).hasMessageContaining("request-volume-threshold");
        assertThatThrownBy(() -> new UpstreamTimeouts(SHORT, SHORT, Duration.ZERO, SHORT))
                .hasMessageContaining("idle-timeout is PT0S");
        assertThatThrownBy(() -> new ModelRoute.Target("a", "m", -1)).hasMessageContaining("weight is -1");
    }

    private static int taken(RetryBudget budget) {
        int taken = 0;
        while (budget.tryTake()) {
            taken++;
        }
        return taken;
    }
}
