package io.inkstone.model.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class SupervisedProcessTest {

    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

    private final ProcessListener listener = new ProcessListener() {
        @Override
        public void onReady(JsonNode ready) {
            heard.add("ready " + ready.path("port").asInt());
        }

        @Override
        public void onLine(String line) {
            heard.add("line " + line);
        }

        @Override
        public void onExit(int exitCode, boolean expected) {
            heard.add("exit " + (expected ? "expected" : "unexpected"));
        }
    };

    /** What a child does, in a language that every test machine has. */
    private static Supplier<List<String>> shell(String script) {
        return () -> List.of("/bin/sh", "-c", script);
    }

    private String next() throws InterruptedException {
        String event = heard.poll(20, TimeUnit.SECONDS);
        assertThat(event).as("something to happen").isNotNull();
        return String.valueOf(event);
    }

    @Test
    void says_when_the_child_serves_and_passes_its_lines_on() throws Exception {
        String script =
                "echo noise; echo 'INKSTONE READY {\"port\":'$PORT'}'; while read line; do echo got $line; done";
        try (SupervisedProcess process = SupervisedProcess.builder("child", shell(script))
                .environment(Map.of("PORT", "42"))
                .build(listener)) {
            assertThat(process.start().get().path("port").asInt()).isEqualTo(42);
            assertThat(process.pid()).isPresent();
            process.send("this");
            assertThat(List.of(next(), next(), next())).containsExactly("line noise", "ready 42", "line got this");
        }
        assertThat(next()).isEqualTo("exit expected");
    }

    @Test
    void a_child_that_never_served_is_not_started_again_and_its_last_words_are_the_reason() {
        SupervisedProcess process = SupervisedProcess.builder(
                        "child", shell("echo first >&2; echo 'the port 80 is taken' >&2; exit 2"))
                .build(listener);
        assertThatThrownBy(() -> process.start().get())
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOfSatisfying(ProcessFailure.class, failure -> {
                    assertThat(failure).hasMessage("the port 80 is taken");
                    assertThat(failure.exitCode()).isEqualTo(2);
                });
    }

    @Test
    void a_child_that_is_not_ready_in_time_is_ended() {
        SupervisedProcess process = SupervisedProcess.builder("child", shell("exec sleep 60"))
                .readyWithin(Duration.ofMillis(300))
                .build(listener);
        assertThatThrownBy(() -> process.start().get()).cause().hasMessageContaining("not ready within");
    }

    @Test
    void a_program_that_is_not_there_is_a_failure() {
        SupervisedProcess process = SupervisedProcess.builder("child", () -> List.of("/nowhere/program"))
                .build(listener);
        assertThatThrownBy(() -> process.start().get()).cause().hasMessageContaining("/nowhere/program");
    }

    @Test
    void a_child_that_served_is_started_again() throws Exception {
        try (SupervisedProcess process = SupervisedProcess.builder(
                        "child", shell("echo 'INKSTONE READY {\"port\":1}'; read line; exit 3"))
                .backOff(new BackOff(Duration.ofMillis(10), Duration.ofMillis(20), Duration.ofMinutes(1)))
                .build(listener)) {
            process.start().get();
            assertThat(next()).isEqualTo("ready 1");
            for (int i = 0; i < 3; i++) {
                process.restart();
                assertThat(next()).isEqualTo("exit unexpected");
                assertThat(next()).isEqualTo("ready 1");
            }
        }
    }

    @Test
    void closing_ends_even_a_child_that_does_not_listen() throws Exception {
        SupervisedProcess process = SupervisedProcess.builder(
                        "child", shell("trap '' TERM; echo 'INKSTONE READY {}'; while :; do sleep 1; done"))
                .build(listener);
        process.start().get();
        process.close();
        assertThat(process.pid()).isEmpty();
    }

    @Test
    void waits_grow_and_are_bounded() {
        BackOff backOff = BackOff.DEFAULT;

        assertThat(backOff.delay(1)).hasMillis(200);
        assertThat(backOff.delay(2)).hasMillis(400);
        assertThat(backOff.delay(6)).hasMillis(6400);
        assertThat(backOff.delay(7)).hasMillis(10_000);
        assertThat(backOff.delay(1_000_000)).hasMillis(10_000);
    }
}
