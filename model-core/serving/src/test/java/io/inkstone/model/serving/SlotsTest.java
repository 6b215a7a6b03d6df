package io.inkstone.model.serving;

import static org.assertj.core.api.Assertions.assertThat;

import io.inkstone.protocol.Sampling;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class SlotsTest {

    private final AtomicLong nanos = new AtomicLong();
    private final Slots slots = new Slots(3, nanos::get);

    private Slots.Place take(String prompt, String salt) {
        nanos.incrementAndGet();
        return slots.take(new EngineRequest(prompt, 1, Sampling.greedy(), Optional.empty(), Optional.of(salt), false));
    }

    private int use(String prompt) {
        Slots.Place place = take(prompt, "");
        place.giveBack();
        place.giveBack();
        return place.index();
    }

    @Test
    void a_prompt_goes_where_one_began_like_it() {
        int one = use("one one one one");
        int two = use("two two two two");
        assertThat(two).isNotEqualTo(one);
        assertThat(use("one one one one and more")).isEqualTo(one);
        assertThat(use("two two two three and four")).as("half of it is there").isEqualTo(two);
        assertThat(use("one one one one and more, a question that is much longer than all that was"))
                .as("nothing is lost")
                .isEqualTo(one);
    }

    @Test
    void otherwise_it_goes_where_nobody_was_for_the_longest_time() {
        int a = use("aaaa");
        int b = use("bbbb");
        int c = use("cccc");
        assertThat(use("dddd")).isEqualTo(a);
        assertThat(use("cccc")).isEqualTo(c);
        assertThat(use("eeee")).isEqualTo(b);
    }

    @Test
    void what_another_salt_has_read_is_not_used() {
        Slots.Place one = take("the same text", "one");
        one.giveBack();
        Slots.Place other = take("the same text", "other");
        assertThat(other.index()).isNotEqualTo(one.index());
        assertThat(other.isFresh()).isTrue();
        other.giveBack();
        Slots.Place again = take("the same text", "one");
        assertThat(again.index()).isEqualTo(one.index());
        assertThat(again.isFresh()).isFalse();
    }

    @Test
    void without_a_salt_all_is_read_anew() {
        EngineRequest unsalted =
                new EngineRequest("text", 1, Sampling.greedy(), Optional.empty(), Optional.empty(), false);
        for (int i = 0; i < 5; i++) {
            Slots.Place place = slots.take(unsalted);
            assertThat(place.isFresh()).isTrue();
            place.giveBack();
        }
    }

    @Test
    void a_slot_that_is_at_work_is_left_alone() {
        Slots.Place running = take("a long answer", "");
        assertThat(use("a long answer")).isNotEqualTo(running.index());
        running.giveBack();
        Slots one = new Slots(1, nanos::get);
        EngineRequest request =
                new EngineRequest("text", 1, Sampling.greedy(), Optional.empty(), Optional.of(""), false);
        one.take(request);
        assertThat(one.take(request).index()).as("where there is no other").isZero();
    }

    @Test
    void what_was_gone_on_from_is_not_driven_out_by_what_is_asked_once() {
        int file = use("class A { int a; }");
        use("class A { int a; int b; }");
        int other = use("import java.util.List;");
        use("import java.util.List; import java.util.Map;");
        int once = use("hello");
        assertThat(use("good day")).isEqualTo(once);
        assertThat(use("how do you do")).isEqualTo(once);
        assertThat(use("class A { int a; int b; int c; }")).isEqualTo(file);

        use("how do you do, and where");
        assertThat(use("def f():"))
                .as("where all were, the one that was not used for the longest time goes")
                .isEqualTo(other);

        nanos.addAndGet(TimeUnit.MINUTES.toNanos(6));
        assertThat(use("good evening")).as("nothing is kept for ever").isEqualTo(file);
    }
}
