package io.inkstone.guardrails;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class StreamGuardTest {

    private static final String PROSE = "The quick brown fox jumps over the lazy dog. 今天天气很好，我们去公园。\n";

    @Test
    void releases_prose_at_once() {
        StreamGuard stream = stream(Action.BLOCK, rail("forbidden", "禁语"));

        assertThat(stream.accept(PROSE)).isEqualTo(PROSE);
        assertThat(stream.held()).isZero();
    }

    @Test
    void holds_from_the_beginning_of_what_may_become_a_finding_until_it_is_decided() {
        StreamGuard stream = stream(Action.BLOCK, rail("forbidden"));

        assertThat(stream.accept("it is for")).isEqualTo("it is ");
        assertThat(stream.accept("mal")).isEqualTo("formal");
        assertThat(stream.accept(" and forbid")).isEqualTo(" and ");
        assertThat(stream.accept("den fruit")).isEmpty();
        assertThat(stream.accept("more")).isEmpty();
        assertThat(stream.finish()).isEmpty();
        assertThat(stream.blocked()).hasValueSatisfying(block -> {
            assertThat(block.because().start()).isEqualTo("it is formal and ".length());
            assertThat(block.because().category()).isEqualTo("word");
        });
    }

    @Test
    void never_lets_a_character_of_a_finding_out_however_the_text_is_cut() {
        String text = PROSE + PROSE + "x forbidden y" + PROSE + "最后禁语。";
        for (int seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            StreamGuard stream = stream(Action.BLOCK, rail("forbidden", "禁语"));
            StringBuilder out = new StringBuilder();
            for (int at = 0; at < text.length(); ) {
                int next = Math.min(text.length(), at + 1 + random.nextInt(12));
                out.append(stream.accept(text.substring(at, next)));
                at = next;
            }
            out.append(stream.finish());
            assertThat(out.toString()).isEqualTo(PROSE + PROSE + "x ");
        }
    }

    @Test
    void redacts_in_the_middle_and_goes_on() {
        for (int cut = 1; cut < 12; cut++) {
            StreamGuard stream = stream(Action.REDACT, rail("forbidden"));
            StringBuilder out = new StringBuilder();
            String text = "a forbidden b forbidden, c";
            for (int at = 0; at < text.length(); at += cut) {
                out.append(stream.accept(text.substring(at, Math.min(text.length(), at + cut))));
            }
            out.append(stream.finish());
            assertThat(out.toString()).isEqualTo("a [word] b [word], c");
            assertThat(stream.findings()).extracting(Finding::start).containsExactly(2, 14);
        }
    }

    @Test
    void waits_for_the_sentence_or_for_the_end_where_a_rail_has_to_see_them() {
        StreamGuard sentences = stream(Action.BLOCK, new WordRail(List.of("bad"), new Reach.Sentence(200)));
        assertThat(sentences.accept("All is well. And this is")).isEqualTo("All is well. ");
        assertThat(sentences.accept(" bad. So")).isEqualTo("And this is ");
        assertThat(sentences.blocked()).isPresent();

        StreamGuard whole = stream(Action.BLOCK, new WordRail(List.of("bad"), new Reach.Whole()));
        assertThat(whole.accept(PROSE)).isEmpty();
        assertThat(whole.finish()).isEqualTo(PROSE);
    }

    @Test
    void blocks_what_grows_beyond_a_rails_reach() {
        StreamGuard stream = stream(Action.BLOCK, new WordRail(List.of("a".repeat(200)), new Reach.Characters(50)));

        assertThat(stream.accept("a".repeat(60))).isEmpty();
        assertThat(stream.blocked())
                .hasValueSatisfying(
                        block -> assertThat(block.because().category()).isEqualTo("too_long"));
    }

    @Test
    void blocks_or_passes_when_a_rail_fails_as_its_rule_says() {
        for (boolean closed : new boolean[] {true, false}) {
            RailRule rule = new RailRule(Set.of(Origin.MODEL), Action.REDACT, 0.5, closed);
            Guard guard = new Guard(List.of(new Guard.ActiveRail("words", rule, rail("forbidden"))));
            StreamGuard stream = guard.stream(Origin.MODEL);
            String out = stream.accept("will explode now") + stream.finish();
            assertThat(out).isEqualTo(closed ? "" : "will explode now");
            assertThat(stream.blocked().isPresent()).isEqualTo(closed);
        }
    }

    @Test
    void looks_at_each_character_a_bounded_number_of_times() {
        WordRail rail = rail("forbidden".repeat(40));
        StreamGuard stream = stream(Action.BLOCK, rail);
        int length = 40_000;
        for (int i = 0; i < length; i += 4) {
            stream.accept("forb");
        }
        int once = rail.characters();
        assertThat(once).isLessThan(length * 80);
        for (int i = 0; i < length; i += 4) {
            stream.accept("forb");
        }
        assertThat(rail.characters()).isLessThan(2 * once + length);
    }

    private static WordRail rail(String... words) {
        return new WordRail(List.of(words), new Reach.Characters(400));
    }

    private static StreamGuard stream(Action action, Rail rail) {
        RailRule rule = new RailRule(Set.of(Origin.MODEL), action, 0.5, true);
        return new Guard(List.of(new Guard.ActiveRail("words", rule, rail))).stream(Origin.MODEL);
    }
}
