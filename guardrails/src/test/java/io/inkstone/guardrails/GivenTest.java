package io.inkstone.guardrails;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class GivenTest {

    private int readings;

    /** Finds what a passage of the context says. */
    private final class EchoRail implements Rail {
        private final List<Passage> context;

        private EchoRail(List<Passage> context) {
            this.context = context;
        }

        @Override
        public Rail given(List<Passage> of) {
            readings++;
            if (of.stream().anyMatch(passage -> passage.text().equals("broken"))) {
                throw new IllegalArgumentException("asked to");
            }
            return new EchoRail(of);
        }

        @Override
        public List<Finding> find(Passage passage) {
            return context.stream()
                    .filter(given -> passage.text().contains(given.text()))
                    .map(given -> new Finding("echo", 0, passage.text().length(), "echo", 1, "was given"))
                    .toList();
        }

        @Override
        public Reach reach() {
            return new Reach.Characters(20);
        }
    }

    @Test
    void reads_the_context_once_for_all_texts_and_chunks_of_an_exchange() {
        Guard given = guard(true).given(List.of(Passage.of(Origin.SYSTEM, "secret")));

        for (int text = 0; text < 3; text++) {
            StreamGuard stream = given.stream(Origin.MODEL);
            for (int chunk = 0; chunk < 20; chunk++) {
                stream.accept("harmless ");
            }
            assertThat(stream.blocked()).isEmpty();
            assertThat(given.check(Passage.of(Origin.MODEL, "a secret"))).isInstanceOf(Verdict.Block.class);
        }
        assertThat(readings).isEqualTo(1);
    }

    @Test
    void leaves_nothing_of_the_context_in_the_guard_of_the_policy() {
        Guard guard = guard(true);
        WeakReference<Passage> text = exchange(guard);
        for (int round = 0; round < 50 && text.get() != null; round++) {
            System.gc();
        }

        assertThat(text.get()).isNull();
        assertThat(guard.check(Passage.of(Origin.MODEL, "a secret"))).isInstanceOf(Verdict.Allow.class);
    }

    @Test
    void blocks_or_passes_when_a_rail_fails_on_the_context_as_its_rule_says() {
        List<Passage> broken = List.of(Passage.of(Origin.SYSTEM, "broken"));
        Passage answer = Passage.of(Origin.MODEL, "an answer that is longer than the reach");

        assertThat(guard(true).given(broken).check(answer)).isInstanceOf(Verdict.Block.class);
        assertThat(guard(false).given(broken).check(answer)).isInstanceOf(Verdict.Allow.class);
        assertThat(guard(false).given(broken).stream(Origin.MODEL).accept(answer.text()))
                .isEqualTo(answer.text());
    }

    private static WeakReference<Passage> exchange(Guard guard) {
        Passage secret = Passage.of(Origin.SYSTEM, "secret");
        assertThat(guard.given(List.of(secret)).check(Passage.of(Origin.MODEL, "a secret")))
                .isInstanceOf(Verdict.Block.class);
        return new WeakReference<>(secret);
    }

    private Guard guard(boolean failClosed) {
        RailRule rule = new RailRule(Set.of(Origin.MODEL), Action.BLOCK, 0.5, failClosed);
        return new Guard(List.of(new Guard.ActiveRail("echo", rule, new EchoRail(List.of()))));
    }
}
