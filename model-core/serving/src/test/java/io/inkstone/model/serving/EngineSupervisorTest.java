package io.inkstone.model.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class EngineSupervisorTest {

    private final AtomicLong nanos = new AtomicLong(1);
    private final ScriptedEngine engine = new ScriptedEngine();
    private final EngineSupervisor supervisor = new EngineSupervisor("m", engine, Duration.ofSeconds(1), nanos::get);

    private boolean isHealthy(boolean busy) {
        return supervisor.isHealthy(() -> busy).join();
    }

    private void pass(int seconds) {
        nanos.addAndGet(TimeUnit.SECONDS.toNanos(seconds));
    }

    @Test
    void an_engine_that_generates_nothing_does_not_start() {
        engine.breakProbes();

        assertThatThrownBy(() -> supervisor.start().join())
                .hasCauseInstanceOf(StartFailure.class)
                .hasMessageContaining("'m'");
    }

    @Test
    void a_token_proves_health_for_some_seconds_only() {
        supervisor.start().join();
        engine.breakProbes();

        pass(4);
        assertThat(isHealthy(false)).isTrue();
        pass(2);
        assertThat(isHealthy(false)).isFalse();
        supervisor.tokenSeen();
        assertThat(isHealthy(false)).isTrue();
    }

    @Test
    void without_a_recent_token_one_is_generated() {
        assertThat(isHealthy(false)).isTrue();
    }

    @Test
    void an_engine_at_work_is_not_probed_unless_it_seems_stuck() {
        engine.breakProbes();
        supervisor.workSeen();
        pass(30);
        assertThat(isHealthy(true)).isTrue();
        pass(31);
        assertThat(isHealthy(true)).isFalse();
    }

    @Test
    void an_engine_that_is_down_is_not_healthy() {
        supervisor.start().join();
        engine.goDown();

        assertThat(isHealthy(false)).isFalse();
    }
}
