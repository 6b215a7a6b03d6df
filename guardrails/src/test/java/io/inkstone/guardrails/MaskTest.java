package io.inkstone.guardrails;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

final class MaskTest {

    private static final byte[] KEY = "a tenant's key".getBytes(StandardCharsets.UTF_8);

    @Test
    void hides_what_is_found_in_one_text_in_all_of_them_and_brings_it_back() {
        Mask mask = mask(KEY, "Zhang San", "Ann");
        mask.learn(Passage.of(Origin.USER, "I am Zhang San, and this is Ann."));

        String hidden = mask.hide("Annual report of Ann and Zhang San");
        assertThat(hidden).matches("Annual report of \\[WORD_[a-z2-9]{4}] and \\[WORD_[a-z2-9]{4}]");
        assertThat(mask.restore(hidden)).isEqualTo("Annual report of Ann and Zhang San");
    }

    @Test
    void gives_one_text_one_placeholder_for_each_key() {
        assertThat(placeholder(KEY)).isEqualTo(placeholder(KEY));
        assertThat(placeholder(KEY)).isNotEqualTo(placeholder("another".getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void restores_what_a_model_made_of_a_placeholder_however_the_stream_is_cut() {
        Mask mask = mask(KEY, "Ann");
        mask.learn(Passage.of(Origin.USER, "Ann"));
        String placeholder = mask.hide("Ann");
        String name = placeholder.substring(1, placeholder.length() - 1);
        String text = String.join(
                "|",
                placeholder,
                placeholder.toLowerCase(Locale.ROOT),
                name,
                name.toUpperCase(Locale.ROOT) + "'s",
                name.replace('_', ' '),
                name.replace("_", "\\_"),
                "[see " + name + "]",
                name + "x",
                "[WOR",
                "[");
        String expected = "Ann|Ann|Ann|Ann's|Ann|Ann|[see Ann]|" + name + "x|[WOR|[";

        for (int cut = 1; cut < 20; cut++) {
            Restorer restorer = mask.restoring(UnaryOperator.identity());
            StringBuilder out = new StringBuilder();
            for (int at = 0; at < text.length(); at += cut) {
                out.append(restorer.accept(text.substring(at, Math.min(text.length(), at + cut))));
            }
            assertThat(out.append(restorer.finish()).toString()).isEqualTo(expected);
        }
    }

    @Test
    void holds_nothing_back_of_ordinary_text() {
        Mask mask = mask(KEY, "Ann");
        mask.learn(Passage.of(Origin.USER, "Ann"));
        Restorer restorer = mask.restoring(UnaryOperator.identity());

        assertThat(restorer.accept("a sentence without any ")).isEqualTo("a sentence without any ");
        assertThat(restorer.accept("wo")).isEmpty();
        assertThat(restorer.accept("lf")).isEqualTo("wolf");
    }

    @Test
    void writes_originals_as_the_place_asks() {
        Mask mask = mask(KEY, "a \"b\"");
        mask.learn(Passage.of(Origin.USER, "a \"b\""));
        Restorer json = mask.restoring(original -> original.replace("\"", "\\\""));

        assertThat(json.accept("{\"x\":\"" + mask.hide("a \"b\"") + "\"}") + json.finish())
                .isEqualTo("{\"x\":\"a \\\"b\\\"\"}");
    }

    @Test
    void leaves_texts_alone_whose_origin_the_rule_does_not_name() {
        Mask mask = mask(KEY, "Ann");
        mask.learn(Passage.of(Origin.MODEL, "Ann"));

        assertThat(mask.isEmpty()).isTrue();
        assertThat(mask.hide("Ann")).isEqualTo("Ann");
    }

    private static String placeholder(byte[] key) {
        Mask mask = mask(key, "Ann");
        mask.learn(Passage.of(Origin.USER, "Ann"));
        return mask.hide("Ann");
    }

    private static Mask mask(byte[] key, String... words) {
        RailRule rule = new RailRule(Set.of(Origin.USER), Action.REDACT, 0.5, true);
        WordRail rail = new WordRail(List.of(words), new Reach.Characters(100));
        return new Guard(List.of(new Guard.ActiveRail("words", rule, rail))).mask("words", key);
    }
}
