package io.inkstone.orchestration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CancellationTest {

    private final List<String> ran = new ArrayList<>();

    @Test
    void runs_its_actions_once_in_order() {
        Cancellation cancellation = new Cancellation();
        cancellation.onCancel(() -> ran.add("first"));
        cancellation.onCancel(() -> ran.add("second"));

        cancellation.cancel(Cancellation.clientGone());
        cancellation.cancel(Cancellation.clientGone());

        assertThat(ran).containsExactly("first", "second");
        assertThat(cancellation.reason().orElseThrow().status()).isEqualTo(499);
    }

    @Test
    void runs_an_action_at_once_when_it_is_cancelled_already() {
        Cancellation cancellation = new Cancellation();
        cancellation.cancel(Cancellation.clientGone());

        cancellation.onCancel(() -> ran.add("late"));

        assertThat(ran).containsExactly("late");
    }

    @Test
    void forgets_a_removed_action() {
        Cancellation cancellation = new Cancellation();
        cancellation.onCancel(() -> ran.add("removed")).remove();

        cancellation.cancel(Cancellation.clientGone());

        assertThat(ran).isEmpty();
    }

    @Test
    void cancels_its_children_and_not_its_parent() {
        Cancellation parent = new Cancellation();
        Cancellation first = parent.child();
        Cancellation second = parent.child();
        Cancellation detached = parent.child();
        detached.detach();

        first.cancel(Cancellation.clientGone());
        assertThat(parent.isCancelled()).isFalse();
        parent.cancel(Cancellation.clientGone());

        assertThat(second.isCancelled()).isTrue();
        assertThat(detached.isCancelled()).isFalse();
    }
}
