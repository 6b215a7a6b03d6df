package io.inkstone.orchestration;

import static org.assertj.core.api.Assertions.assertThat;

import io.inkstone.protocol.ApiException;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BatchGateTest {

    private final BatchGate gate = new BatchGate(2);

    @Test
    void lets_batches_in_only_while_interactive_calls_leave_room() {
        gate.interactiveBegan();
        Future<Void> first = gate.pass();
        Future<Void> second = gate.pass();
        gate.interactiveBegan();

        assertThat(first.succeeded()).isTrue();
        assertThat(second.isComplete()).isFalse();
        gate.left();
        assertThat(second.isComplete()).as("two interactive calls run").isFalse();
        gate.interactiveEnded();
        assertThat(second.succeeded()).isTrue();
    }

    @Test
    void never_keeps_an_interactive_call_waiting_and_batches_in_their_order() {
        List<Future<Void>> batches = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            batches.add(gate.pass());
        }
        assertThat(batches.stream().filter(Future::succeeded)).hasSize(2);
        gate.left();

        assertThat(batches.get(2).succeeded()).isTrue();
        assertThat(batches.get(3).isComplete()).isFalse();
    }

    @Test
    void bounds_those_who_wait() {
        for (int i = 0; i < 2 + 1024; i++) {
            assertThat(gate.pass().failed()).isFalse();
        }

        Throwable refusal = gate.pass().cause();

        assertThat(refusal)
                .isInstanceOfSatisfying(
                        ApiException.class, e -> assertThat(e.code()).isEqualTo("batches_waiting"));
    }
}
