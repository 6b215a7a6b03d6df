package io.inkstone.model.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.inkstone.protocol.ApiException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class RequestQueueTest {

    private final AtomicLong nanos = new AtomicLong();
    private final RequestQueue queue = new RequestQueue("m", 1, 0, 2, nanos::get);
    private final List<String> turns = new ArrayList<>();

    private RequestQueue.Ticket enter(String name) {
        return queue.enter(false, () -> turns.add(name));
    }

    @Test
    void an_urgent_request_goes_before_those_that_wait() {
        RequestQueue.Ticket a = enter("a");
        enter("b");
        RequestQueue.Ticket urgent = queue.enter(true, () -> turns.add("urgent"));
        a.leave();
        assertThat(turns).containsExactly("a", "urgent");
        urgent.leave();
        assertThat(turns).containsExactly("a", "urgent", "b");
    }

    @Test
    void a_request_that_waits_is_passed_eight_times_at_most() {
        RequestQueue.Ticket running = enter("a");
        enter("b");
        for (int i = 0; i < 12 && !turns.contains("b"); i++) {
            RequestQueue.Ticket urgent = queue.enter(true, () -> turns.add("urgent"));
            running.leave();
            running = urgent;
        }
        assertThat(turns).hasSize(10).endsWith("b");
    }

    @Test
    void one_urgent_request_runs_beside_another_one() {
        RequestQueue slotted = new RequestQueue("m", 1, 1, 8, nanos::get);
        RequestQueue.Ticket a = slotted.enter(false, () -> turns.add("a"));
        RequestQueue.Ticket urgent = slotted.enter(true, () -> turns.add("urgent"));
        slotted.enter(true, () -> turns.add("urgent 2"));
        slotted.enter(false, () -> turns.add("b"));
        assertThat(turns).containsExactly("a", "urgent");
        a.leave();
        assertThat(turns).as("b would slow the urgent one down").hasSize(2);
        urgent.leave();
        assertThat(turns).containsExactly("a", "urgent", "urgent 2");
    }

    @Test
    void what_runs_beside_goes_on_while_others_come_to_their_turn() {
        RequestQueue slotted = new RequestQueue("m", 1, 1, 8, nanos::get);
        RequestQueue.Ticket a = slotted.enter(false, () -> turns.add("a"));
        RequestQueue.Ticket urgent = slotted.enter(true, () -> turns.add("urgent"));
        slotted.enter(false, () -> turns.add("b"));
        urgent.leave();
        assertThat(turns).containsExactly("a", "urgent");
        a.leave();
        assertThat(turns).containsExactly("a", "urgent", "b");
        assertThat(slotted.waiting()).isZero();
    }

    @Test
    void serves_in_order_one_at_a_time() {
        RequestQueue.Ticket a = enter("a");
        RequestQueue.Ticket b = enter("b");
        enter("c");
        assertThat(turns).containsExactly("a");
        a.leave();
        a.leave();
        assertThat(turns).containsExactly("a", "b");
        b.leave();
        assertThat(turns).containsExactly("a", "b", "c");
        assertThat(queue.isBusy()).isTrue();
    }

    @Test
    void a_request_that_leaves_while_it_waits_has_no_turn() {
        RequestQueue.Ticket a = enter("a");
        RequestQueue.Ticket b = enter("b");
        RequestQueue.Ticket c = enter("c");
        b.leave();
        a.leave();
        assertThat(turns).containsExactly("a", "c");
        c.leave();
        assertThat(queue.isBusy()).isFalse();
    }

    @Test
    void a_full_queue_says_when_to_come_back_by_how_long_requests_took() {
        RequestQueue.Ticket first = enter("first");
        nanos.addAndGet(30_000_000_000L);
        first.leave();
        enter("a");
        enter("b");
        enter("c");

        assertThatThrownBy(() -> enter("d")).isInstanceOfSatisfying(ApiException.class, refused -> {
            assertThat(refused.status()).isEqualTo(429);
            assertThat(refused.code()).isEqualTo("queue_full");
            // 0.8 × 1 s and 0.2 × 30 s on average, three before it
            assertThat(refused.retryAfterSeconds()).isEqualTo(21);
        });
    }

    @Test
    void the_wait_is_bounded() {
        RequestQueue.Ticket first = enter("first");
        nanos.addAndGet(3_000_000_000_000L);
        first.leave();
        enter("a");
        enter("b");
        enter("c");

        assertThatThrownBy(() -> enter("d"))
                .isInstanceOfSatisfying(
                        ApiException.class,
                        refused -> assertThat(refused.retryAfterSeconds()).isEqualTo(60));
    }
}
