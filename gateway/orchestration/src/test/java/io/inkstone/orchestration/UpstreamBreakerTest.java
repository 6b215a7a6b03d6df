package io.inkstone.orchestration;

import static io.inkstone.orchestration.ScriptedUpstream.answer;
import static io.inkstone.orchestration.ScriptedUpstream.fail;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.inkstone.protocol.ApiException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class UpstreamBreakerTest {

    private static final ApiException FAULT = ApiException.unavailable("x", "x", 1);

    private final SettableClock clock = new SettableClock("2026-01-01T00:00:00Z");
    private final Dispatching rings = new Dispatching();
    private ScriptedUpstream a;

    @BeforeEach
    void start() throws Exception {
        rings.clock = clock;
        rings.breaker = new BreakerOptions(0.5, 4, Duration.ofSeconds(5), 1);
        a = rings.upstream("a");
    }

    @AfterEach
    void close() throws Exception {
        rings.close();
    }

    @Test
    void leaves_an_upstream_alone_that_failed_in_half_of_its_last_attempts() throws Exception {
        rings.inOrder(a.does(answer(), fail(500, 0)), rings.upstream("b"));
        for (int i = 0; i < 3; i++) {
            rings.ask();
        }
        assertThat(state()).isEqualTo(BreakerState.CLOSED);
        rings.ask();
        assertThat(state()).isEqualTo(BreakerState.OPEN);
        a.calls.clear();

        assertThat(rings.ask()).isEqualTo("from b");

        assertThat(a.calls).isEmpty();
    }

    @Test
    void tries_it_again_after_its_delay_and_asks_it_as_usual_when_that_goes_well() throws Exception {
        rings.inOrder(a, rings.upstream("b"));
        open();
        a.does(answer()).calls.clear();
        clock.advance(Duration.ofMillis(4999));
        assertThat(rings.ask()).isEqualTo("from b");

        clock.advance(Duration.ofMillis(2));
        assertThat(rings.ask()).isEqualTo("from a");

        assertThat(state()).isEqualTo(BreakerState.CLOSED);
        assertThat(a.calls).hasSize(1);
    }

    @Test
    void leaves_it_alone_again_when_the_trial_fails() throws Exception {
        rings.inOrder(a, rings.upstream("b"));
        open();
        clock.advance(Duration.ofSeconds(6));

        assertThat(rings.ask()).isEqualTo("from b");

        assertThat(state()).isEqualTo(BreakerState.OPEN);
    }

    @Test
    void lets_one_trial_through_at_a_time_and_forgets_one_that_the_caller_ended() throws Exception {
        rings.inOrder(a, rings.upstream("b"));
        open();
        clock.advance(Duration.ofSeconds(6));
        a.does(ScriptedUpstream.hang()).calls.clear();
        rings.attempts.clear();
        RequestScope scope = rings.scope();
        CompletableFuture<String> trial = rings.begin(ModelCall.Kind.CHAT, Dispatching.chat(), scope);
        a.calls.take();

        assertThat(rings.ask()).isEqualTo("from b");
        assertThat(rings.attempt()).isEqualTo("b fallback ok");
        scope.cancellation().cancel(Cancellation.clientGone());
        assertThatThrownBy(() -> trial.get(10, TimeUnit.SECONDS)).isNotNull();
        assertThat(rings.attempt()).isEqualTo("a first client_closed_request");
        assertThat(state()).isEqualTo(BreakerState.HALF_OPEN);
        a.does(answer());

        assertThat(rings.ask()).isEqualTo("from a");
        assertThat(state()).isEqualTo(BreakerState.CLOSED);
    }

    @Test
    void takes_a_streams_first_chunk_for_a_trial_that_went_well() throws Exception {
        open();
        clock.advance(Duration.ofSeconds(6));
        a.does(ScriptedUpstream.stream("hang", "one"));
        RequestScope scope = rings.scope();
        CompletableFuture<ModelReply> begun = new CompletableFuture<>();

        var unused = rings.begin(
                ModelCall.Kind.CHAT,
                Dispatching.chat().put("stream", true),
                scope,
                reply -> reply.onSuccess(begun::complete));
        begun.get(20, TimeUnit.SECONDS);

        assertThat(state()).isEqualTo(BreakerState.CLOSED);
    }

    @Test
    void counts_streams_that_break() throws Exception {
        a.does(ScriptedUpstream.stream("lose", "one"));
        for (int i = 0; i < 4; i++) {
            assertThatThrownBy(rings::stream).hasMessageStartingWith("[one]");
        }

        assertThat(state()).isEqualTo(BreakerState.OPEN);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 404, 429})
    void does_not_count_what_an_upstream_at_work_says(int status) throws Exception {
        a.does(fail(status, 1));
        for (int i = 0; i < 5; i++) {
            assertThatThrownBy(rings::ask).isInstanceOf(ApiException.class);
        }

        assertThat(state()).isEqualTo(BreakerState.CLOSED);
    }

    @Test
    void says_when_to_come_back_while_everyone_is_left_alone() throws Exception {
        open();
        clock.advance(Duration.ofMillis(1500));

        assertThatThrownBy(rings::ask).isInstanceOfSatisfying(ApiException.class, e -> {
            assertThat(e.status()).isEqualTo(503);
            assertThat(e.code()).isEqualTo("upstream_unavailable");
            assertThat(e.retryAfterSeconds()).isEqualTo(4);
            assertThat(e.getMessage()).isEqualTo("Upstream 'a' failed too often of late; try again in 4 s.");
        });
        assertThat(rings.calls)
                .last()
                .satisfies(seen -> assertThat(seen.attempts()).isZero());
    }

    @Test
    void names_who_was_left_alone_beside_who_failed() throws Exception {
        ScriptedUpstream b = rings.upstream("b");
        rings.inOrder(a, b);
        open();
        b.does(fail(500, 0));

        assertThatThrownBy(rings::ask)
                .hasMessage("b fails. Upstreams asked: 'b'. Upstream 'a' was not asked, since it failed too often of"
                        + " late.");
    }

    @Test
    void ignores_what_began_before_it_turned() {
        UpstreamBreaker breaker = new UpstreamBreaker("a", rings.breaker, clock);
        UpstreamBreaker.Permit slow = breaker.tryEnter().orElseThrow();
        for (int i = 0; i < 4; i++) {
            breaker.tryEnter().orElseThrow().failed(FAULT);
        }
        clock.advance(Duration.ofSeconds(6));
        UpstreamBreaker.Permit trial = breaker.tryEnter().orElseThrow();

        slow.failed(FAULT);
        assertThat(breaker.state()).isEqualTo(BreakerState.HALF_OPEN);
        trial.succeeded();
        trial.failed(FAULT);

        assertThat(breaker.state()).isEqualTo(BreakerState.CLOSED);
    }

    private void open() throws Exception {
        a.does(fail(500, 0));
        for (int i = 0; i < 4; i++) {
            try {
                rings.ask();
            } catch (ApiException e) {
                assertThat(e.code()).isEqualTo("told_to_fail");
            }
        }
        assertThat(state()).isEqualTo(BreakerState.OPEN);
    }

    private BreakerState state() {
        return rings.directory().upstreams().get(0).breakerState();
    }
}
