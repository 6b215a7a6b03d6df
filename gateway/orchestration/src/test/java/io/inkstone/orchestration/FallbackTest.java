package io.inkstone.orchestration;

import static io.inkstone.orchestration.ScriptedUpstream.answer;
import static io.inkstone.orchestration.ScriptedUpstream.fail;
import static io.inkstone.orchestration.ScriptedUpstream.garbage;
import static io.inkstone.orchestration.ScriptedUpstream.hang;
import static io.inkstone.orchestration.ScriptedUpstream.lose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.inkstone.protocol.ApiException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class FallbackTest {

    private final Dispatching rings = new Dispatching();

    @AfterEach
    void close() throws Exception {
        rings.close();
    }

    @Test
    void shares_the_calls_by_weight_and_keeps_those_without_for_last() throws Exception {
        ScriptedUpstream a = rings.upstream("a");
        ScriptedUpstream b = rings.upstream("b");
        ScriptedUpstream c = rings.upstream("c");
        rings.routes.put(
                "m",
                new ModelRoute(
                        List.of(
                                new ModelRoute.Target("a", "m", 3),
                                new ModelRoute.Target("b", "m", 0),
                                new ModelRoute.Target("c", "m", 1)),
                        List.of(),
                        Optional.empty()));

        for (int i = 0; i < 200; i++) {
            rings.ask();
        }

        // Three standard deviations around 150 of 200.
        assertThat(a.calls.size()).isBetween(132, 168);
        assertThat(a.calls.size() + c.calls.size()).isEqualTo(200);
        assertThat(b.calls).isEmpty();
    }

    @Test
    void shares_a_model_equally_among_those_who_list_it() throws Exception {
        rings.upstream("a");
        rings.upstream("b");
        Map<String, Integer> shares = new TreeMap<>();

        for (int i = 0; i < 200; i++) {
            shares.merge(rings.ask(), 1, Integer::sum);
        }

        assertThat(shares).containsOnlyKeys("from a", "from b");
        assertThat(shares.get("from a")).isBetween(79, 121);
    }

    @ParameterizedTest
    @ValueSource(strings = {"429", "500", "502", "503", "401", "garbage", "lose", "dead"})
    void asks_the_next_target_when_one_fails(String how) throws Exception {
        ScriptedUpstream a = rings.upstream("a");
        rings.inOrder(a, rings.upstream("b"));
        rings.ask();
        switch (how) {
            case "garbage" -> a.does(garbage());
            case "lose" -> a.does(lose());
            case "dead" -> a.die();
            default -> a.does(fail(Integer.parseInt(how), 0));
        }
        rings.attempts.clear();
        rings.calls.clear();

        assertThat(rings.ask()).isEqualTo("from b");

        assertThat(rings.attempt()).startsWith("a first ").doesNotEndWith("ok");
        assertThat(rings.attempt()).isEqualTo("b fallback ok");
        ModelObservation seen = rings.calls.take();
        assertThat(seen.upstream()).hasValue("b");
        assertThat(seen.attempts()).isEqualTo(2);
        assertThat(seen.error()).isEmpty();
    }

    @Test
    void asks_nobody_else_when_the_request_is_at_fault() throws Exception {
        ScriptedUpstream b = rings.upstream("b");
        rings.inOrder(rings.upstream("a").does(fail(400, 0)), b);

        assertThatThrownBy(rings::ask).isInstanceOfSatisfying(ApiException.class, e -> {
            assertThat(e.status()).isEqualTo(400);
            assertThat(e.getMessage()).isEqualTo("a fails.");
        });
        assertThat(b.calls).isEmpty();
    }

    @Test
    void falls_back_to_another_model_by_its_own_name() throws Exception {
        ScriptedUpstream b = rings.upstream("b");
        fallBackToOther(rings.upstream("a").does(fail(503, 0)));

        assertThat(rings.ask()).isEqualTo("from b");
        assertThat(b.calls.take().path("model").asText()).isEqualTo("inner");
    }

    @Test
    void gives_no_model_that_the_tenant_may_not_ask() throws Exception {
        ScriptedUpstream b = rings.upstream("b");
        rings.rights = new Rights(false, Set.of("m"), Set.of());
        fallBackToOther(rings.upstream("a").does(fail(503, 0)));

        assertThatThrownBy(rings::ask).hasMessage("a fails.");
        assertThat(b.calls).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"lose", "report"})
    void replaces_a_stream_that_fails_before_its_first_chunk(String how) throws Exception {
        rings.inOrder(
                rings.upstream("a").does(ScriptedUpstream.stream(how)),
                rings.upstream("b").does(ScriptedUpstream.stream("done", "one", " two")));

        assertThat(rings.stream()).isEqualTo("one two");
        assertThat(rings.calls.take().usage()).isEqualTo(ScriptedUpstream.USAGE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"lose", "report"})
    void asks_nobody_else_once_a_chunk_has_been_passed_on(String how) throws Exception {
        ScriptedUpstream b = rings.upstream("b");
        rings.inOrder(rings.upstream("a").does(ScriptedUpstream.stream(how, "one")), b);

        assertThatThrownBy(rings::stream).isInstanceOf(ApiException.class).hasMessageStartingWith("[one] ");
        assertThat(b.calls).isEmpty();
        assertThat(rings.attempt()).startsWith("a first ").doesNotEndWith("ok");
    }

    @Test
    void ends_a_stream_that_holds_no_chunk() throws Exception {
        rings.upstream("a")
                .does((request, self) -> request.response()
                        .putHeader("content-type", "text/event-stream")
                        .end("data: [DONE]\n\n"));

        assertThat(rings.stream()).isEmpty();
        assertThat(rings.attempt()).isEqualTo("a first ok");
    }

    @Test
    void tells_the_last_error_that_asks_to_come_back_and_names_everyone_asked() throws Exception {
        rings.inOrder(
                rings.upstream("a").does(fail(503, 9)),
                rings.upstream("b").does(fail(429, 4)),
                rings.upstream("c").does(fail(500, 0)));

        assertThatThrownBy(rings::ask).isInstanceOfSatisfying(ApiException.class, e -> {
            assertThat(e.status()).isEqualTo(429);
            assertThat(e.getMessage()).isEqualTo("b fails. Upstreams asked: 'a', 'b', 'c'.");
            assertThat(e.retryAfterSeconds()).isEqualTo(4);
        });
        ModelObservation seen = rings.calls.take();
        assertThat(seen.upstream()).isEmpty();
        assertThat(seen.attempts()).isEqualTo(3);
        assertThat(seen.error()).hasValue("told_to_fail");
    }

    @Test
    void shows_a_request_that_engines_die_of_to_two_of_them_at_most() throws Exception {
        ScriptedUpstream c = rings.upstream("c");
        rings.inOrder(rings.upstream("a").does(lose()), rings.upstream("b").does(lose()), c);

        assertThatThrownBy(rings::ask).hasMessageContaining("Upstreams asked: 'a', 'b'.");
        assertThat(c.calls).isEmpty();
    }

    @Test
    void charges_a_call_once_however_many_were_asked_and_refunds_one_that_failed() throws Exception {
        rings.limits = new Limits(Limits.NONE, 1000, Limits.NONE, Limits.NONE, Limits.NONE);
        ScriptedUpstream b = rings.upstream("b");
        rings.inOrder(rings.upstream("a").does(fail(503, 0)), b);

        rings.ask();
        assertThat(rings.tokensLeft()).isEqualTo(1000 - ScriptedUpstream.USAGE.totalTokens());

        b.does(fail(503, 0));
        assertThatThrownBy(rings::ask).isInstanceOf(ApiException.class);
        assertThat(rings.tokensLeft()).isEqualTo(1000 - ScriptedUpstream.USAGE.totalTokens());
    }

    @Test
    void stops_the_upstream_that_is_asked_now_when_the_call_is_cancelled() throws Exception {
        ScriptedUpstream b = rings.upstream("b").does(hang());
        rings.inOrder(rings.upstream("a").does(fail(503, 0)), b);
        RequestScope scope = rings.scope();
        CompletableFuture<String> asked = rings.begin(ModelCall.Kind.CHAT, Dispatching.chat(), scope);
        b.calls.take();

        scope.cancellation().cancel(Cancellation.clientGone());

        assertThatThrownBy(() -> Dispatching.await(asked))
                .isInstanceOfSatisfying(
                        ApiException.class, e -> assertThat(e.status()).isEqualTo(499));
        assertThat(b.abandoned.poll(20, TimeUnit.SECONDS)).isEqualTo("hung");
    }

    @Test
    void answers_again_as_before_when_a_target_is_back() throws Exception {
        ScriptedUpstream a = rings.upstream("a").does(fail(503, 0), answer());
        rings.inOrder(a, rings.upstream("b"));

        assertThat(rings.ask()).isEqualTo("from b");
        assertThat(rings.ask()).isEqualTo("from a");
    }

    private void fallBackToOther(ScriptedUpstream a) {
        rings.routes.put(
                "m",
                new ModelRoute(List.of(new ModelRoute.Target(a.name, "m", 1)), List.of("other"), Optional.empty()));
        rings.routes.put(
                "other", new ModelRoute(List.of(new ModelRoute.Target("b", "inner", 1)), List.of(), Optional.empty()));
    }
}
