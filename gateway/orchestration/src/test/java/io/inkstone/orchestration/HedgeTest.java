package io.inkstone.orchestration;

import static io.inkstone.orchestration.ScriptedUpstream.answer;
import static io.inkstone.orchestration.ScriptedUpstream.fail;
import static io.inkstone.orchestration.ScriptedUpstream.hang;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HedgeTest {

    private final Dispatching rings = new Dispatching();
    private ScriptedUpstream a;
    private ScriptedUpstream b;

    @BeforeEach
    void start() throws Exception {
        a = rings.upstream("a");
        b = rings.upstream("b");
        // A million to one that a is first.
        targets(1_000_000, 1);
    }

    @AfterEach
    void close() throws Exception {
        rings.close();
    }

    @Test
    void asks_a_second_target_beside_a_slow_one_takes_its_answer_and_stops_the_first() throws Exception {
        rings.limits = new Limits(Limits.NONE, 1000, Limits.NONE, Limits.NONE, Limits.NONE);
        a.does(hang());

        assertThat(rings.complete()).isEqualTo("from b");

        assertThat(a.abandoned.poll(20, TimeUnit.SECONDS)).isEqualTo("hung");
        assertThat(List.of(rings.attempt(), rings.attempt()))
                .containsExactlyInAnyOrder("b hedge ok", "a first superseded");
        ModelObservation seen = rings.calls.take();
        assertThat(seen.upstream()).hasValue("b");
        assertThat(seen.attempts()).isEqualTo(2);
        assertThat(rings.tokensLeft()).isEqualTo(1000 - ScriptedUpstream.USAGE.totalTokens());
    }

    @Test
    void takes_the_first_targets_answer_when_the_second_fails() throws Exception {
        CompletableFuture<Void> bFailed = new CompletableFuture<>();
        a.does((request, self) -> bFailed.thenRun(() -> answer().accept(request, self)));
        b.does((request, self) -> {
            fail(500, 0).accept(request, self);
            rings.vertx.setTimer(100, fired -> bFailed.complete(null));
        });

        assertThat(rings.complete()).isEqualTo("from a");
    }

    @Test
    void asks_nobody_beside_a_quick_one() throws Exception {
        targets(1_000_000, 1, Duration.ofSeconds(15));

        assertThat(rings.complete()).isEqualTo("from a");

        assertThat(rings.attempt()).isEqualTo("a first ok");
        assertThat(b.calls).isEmpty();
    }

    @Test
    void spares_a_target_that_is_only_a_fallback() throws Exception {
        targets(1, 0);
        a.does(late());

        assertThat(rings.complete()).isEqualTo("from a");
        assertThat(b.calls).isEmpty();
    }

    @Test
    void asks_one_alone_for_a_chat_and_for_a_stream() throws Exception {
        a.does(late());
        assertThat(rings.ask()).isEqualTo("from a");

        a.does((request, self) -> rings.vertx.setTimer(
                500, fired -> ScriptedUpstream.stream("done", "one").accept(request, self)));
        ObjectNode body = Dispatching.completion().put("stream", true);
        assertThat(Dispatching.await(rings.begin(ModelCall.Kind.COMPLETION, body, rings.scope())))
                .isEqualTo("one");
        assertThat(b.calls).isEmpty();
    }

    @Test
    void asks_one_alone_when_its_budget_is_used_up() throws Exception {
        rings.retry = new RetryOptions(0, Duration.ofMillis(1), Duration.ofMillis(1), 0, 0);
        a.does(late());

        assertThat(rings.complete()).isEqualTo("from a");
        assertThat(b.calls).isEmpty();
    }

    @Test
    void stops_both_when_the_call_is_cancelled() throws Exception {
        a.does(hang());
        b.does(hang());
        RequestScope scope = rings.scope();
        CompletableFuture<String> asked = rings.begin(ModelCall.Kind.COMPLETION, Dispatching.completion(), scope);
        a.calls.take();
        b.calls.take();

        scope.cancellation().cancel(Cancellation.clientGone());

        assertThatThrownBy(() -> asked.get(10, TimeUnit.SECONDS)).isNotNull();
        assertThat(a.abandoned.poll(20, TimeUnit.SECONDS)).isEqualTo("hung");
        assertThat(b.abandoned.poll(20, TimeUnit.SECONDS)).isEqualTo("hung");
    }

    /** Long after the hedge. */
    private ScriptedUpstream.Script late() {
        return (request, self) -> rings.vertx.setTimer(500, fired -> answer().accept(request, self));
    }

    private void targets(int weightOfA, int weightOfB) {
        targets(weightOfA, weightOfB, Duration.ofMillis(50));
    }

    private void targets(int weightOfA, int weightOfB, Duration hedgeAfter) {
        rings.routes.put(
                "m",
                new ModelRoute(
                        List.of(new ModelRoute.Target("a", "m", weightOfA), new ModelRoute.Target("b", "m", weightOfB)),
                        List.of(),
                        Optional.of(hedgeAfter)));
    }
}
