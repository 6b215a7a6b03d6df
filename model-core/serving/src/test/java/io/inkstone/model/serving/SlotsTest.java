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

    private Slots.Place take(String prompt, String salt, boolean isUrgent) {
        nanos.incrementAndGet();
        return slots.take(
                new EngineRequest(prompt, 1, Sampling.greedy(), Optional.empty(), Optional.of(salt), isUrgent));
    }

    private int use(String prompt, String salt, boolean isUrgent) {
        Slots.Place place = take(prompt, salt, isUrgent);
        place.giveBack();
        place.giveBack();
        return place.index();
    }

    private int chat(String prompt) {
        return use(prompt, "", false);
    }

    @Test
    void a_prompt_goes_where_one_began_like_it() {
        int one = chat("one one one one");
        int two = chat("two two two two");
        assertThat(two).isNotEqualTo(one);
        assertThat(chat("one one one one and more")).isEqualTo(one);
        assertThat(chat("two two two three and four")).as("half of it is there").isEqualTo(two);
        assertThat(chat("one one one one and more, a question that is much longer than all that was"))
                .as("nothing is lost")
                .isEqualTo(one);
    }

    @Test
    void otherwise_it_goes_where_nobody_was_for_the_longest_time() {
        int a = chat("aaaa");
        int b = chat("bbbb");
        int c = chat("cccc");
        assertThat(chat("dddd")).isEqualTo(a);
        assertThat(chat("cccc")).isEqualTo(c);
        assertThat(chat("eeee")).isEqualTo(b);
    }

    @Test
    void what_another_salt_has_read_is_not_used() {
        Slots.Place one = take("the same text", "one", false);
        one.giveBack();
        Slots.Place other = take("the same text", "other", false);
        assertThat(other.index()).isNotEqualTo(one.index());
        assertThat(other.isFresh()).isTrue();
        other.giveBack();
        Slots.Place again = take("the same text", "one", false);
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
        Slots.Place running = take("a long answer", "", false);
        assertThat(use("a long answer", "", true)).isNotEqualTo(running.index());
        running.giveBack();
        Slots one = new Slots(1, nanos::get);
        EngineRequest request =
                new EngineRequest("text", 1, Sampling.greedy(), Optional.empty(), Optional.of(""), false);
        one.take(request);
        assertThat(one.take(request).index()).as("where there is no other").isZero();
    }

    @Test
    void chats_do_not_drive_out_what_an_editor_had_read() {
        int file = use("class A { int a; }", "", true);
        int other = use("import java.util.List;", "", true);
        int talk = chat("hello");
        assertThat(chat("good day")).isEqualTo(talk);
        assertThat(chat("how do you do")).isEqualTo(talk);
        assertThat(use("class A { int a; int b; }", "", true)).isEqualTo(file);
        assertThat(use("def f():", "", true)).as("another file does").isEqualTo(other);

        nanos.addAndGet(TimeUnit.MINUTES.toNanos(6));
        assertThat(chat("good evening")).as("nor for ever").isEqualTo(talk);
        assertThat(chat("what is new")).isEqualTo(file);
    }
}
