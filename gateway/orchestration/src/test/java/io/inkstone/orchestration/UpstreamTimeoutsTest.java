package io.inkstone.orchestration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.inkstone.protocol.ApiException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class UpstreamTimeoutsTest {

    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(200);

    private final Dispatching rings = new Dispatching();

    @AfterEach
    void close() throws Exception {
        rings.close();
    }

    @Test
    void asks_another_when_a_whole_answer_takes_too_long_and_stops_the_slow_one() throws Exception {
        rings.timeouts = new UpstreamTimeouts(LONG, LONG, LONG, Duration.ofMillis(1500));
        ScriptedUpstream a = rings.upstream("a").does(ScriptedUpstream.hang());
        rings.inOrder(a, rings.upstream("b"));

        assertThat(rings.ask()).isEqualTo("from b");

        assertThat(rings.attempt()).isEqualTo("a first upstream_timeout");
        assertThat(a.abandoned.poll(20, TimeUnit.SECONDS)).isEqualTo("hung");
    }

    @Test
    void asks_another_when_a_streams_first_chunk_takes_too_long() throws Exception {
        rings.timeouts = new UpstreamTimeouts(LONG, Duration.ofMillis(1500), LONG, LONG);
        ScriptedUpstream a = rings.upstream("a").does(ScriptedUpstream.stream("hang"));
        rings.inOrder(a, rings.upstream("b").does(ScriptedUpstream.stream("done", "one")));

        assertThat(rings.stream()).isEqualTo("one");

        assertThat(a.abandoned.poll(20, TimeUnit.SECONDS)).isEqualTo("stream");
    }

    @Test
    void ends_a_stream_that_is_silent_for_too_long() throws Exception {
        rings.timeouts = new UpstreamTimeouts(LONG, LONG, SHORT, LONG);
        ScriptedUpstream a = rings.upstream("a").does(ScriptedUpstream.stream("hang", "one", " two"));

        assertThatThrownBy(rings::stream).isInstanceOfSatisfying(ApiException.class, e -> {
            assertThat(e.status()).isEqualTo(504);
            assertThat(e.getMessage()).isEqualTo("[one two] Upstream 'a' sent nothing more for 200 ms.");
        });
        assertThat(rings.attempt()).isEqualTo("a first upstream_timeout");
        assertThat(a.abandoned.poll(20, TimeUnit.SECONDS)).isEqualTo("stream");
    }

    @Test
    void does_not_blame_an_upstream_for_a_caller_who_does_not_read() throws Exception {
        rings.timeouts = new UpstreamTimeouts(LONG, LONG, SHORT, LONG);
        rings.upstream("a").does(ScriptedUpstream.stream("done", "one", " two"));

        String read = Dispatching.await(rings.begin(
                ModelCall.Kind.CHAT,
                Dispatching.chat().put("stream", true),
                rings.scope(),
                reply -> reply.compose(this::lateBy3Idles)));

        assertThat(read).isEqualTo("one two");
    }

    @Test
    void ends_a_stream_that_does_not_end() throws Exception {
        rings.timeouts = new UpstreamTimeouts(LONG, LONG, LONG, Duration.ofMillis(1500));
        rings.upstream("a").does(ScriptedUpstream.stream("hang", "one"));

        assertThatThrownBy(rings::stream).hasMessage("[one] Upstream 'a' did not complete its answer within 1500 ms.");
    }

    private <T> Future<T> lateBy3Idles(T value) {
        Promise<T> late = Promise.promise();
        rings.vertx.setTimer(3 * SHORT.toMillis(), fired -> late.complete(value));
        return late.future();
    }
}
