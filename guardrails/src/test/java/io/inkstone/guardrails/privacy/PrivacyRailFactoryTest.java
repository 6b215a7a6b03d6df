package io.inkstone.guardrails.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.inkstone.guardrails.Guard;
import io.inkstone.guardrails.Mask;
import io.inkstone.guardrails.Origin;
import io.inkstone.guardrails.Passage;
import io.inkstone.guardrails.Policy;
import io.inkstone.guardrails.PolicyException;
import io.inkstone.guardrails.PolicyReader;
import io.inkstone.guardrails.StreamGuard;
import io.inkstone.guardrails.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PrivacyRailFactoryTest {

    @Test
    void redacts_users_documents_and_prompts_in_the_standard_policy() {
        Guard guard = Policy.standard().guard("chat.completions");

        assertThat(redacted(guard, Origin.USER, "手机13812345678")).isEqualTo("手机[phone]");
        assertThat(redacted(guard, Origin.DOCUMENT, "jane@example.com")).isEqualTo("[email]");
        assertThat(redacted(guard, Origin.MODEL, "jane@example.com")).isEqualTo("jane@example.com");
    }

    @Test
    void looks_only_for_the_categories_that_are_named() {
        Guard guard = guard("{categories: [email, url]}");

        assertThat(redacted(guard, Origin.USER, "13812345678 jane@example.com https://example.com/x"))
                .isEqualTo("13812345678 [email] [url]");
    }

    @Test
    void finds_own_terms_in_any_case_and_as_words_of_their_own() {
        assertThat(redacted(guard("{terms: [Bluebird, 蓝鸟计划]}"), Origin.USER, "BLUEBIRD, bluebirds, 蓝鸟计划书"))
                .isEqualTo("[custom], bluebirds, [custom]书");
        assertThat(redacted(guard("{terms: {project: Bluebird}}"), Origin.USER, "ｂｌｕｅｂｉｒｄ!"))
                .isEqualTo("[project]!");
    }

    @Test
    void finds_own_patterns() {
        Guard guard = guard("{patterns: {staff_number: 'NW-[0-9]{4}'}}");

        assertThat(redacted(guard, Origin.USER, "ask NW-1234 or ＮＷ－1234"))
                .isEqualTo("ask [staff_number] or [staff_number]");
    }

    @Test
    void holds_terms_and_patterns_back_in_streams() {
        Guard guard = guard("{on: [model], terms: [蓝鸟计划], patterns: {staff_number: 'NW-[0-9]{4}'}}");
        String text = "关于蓝鸟计划的事请问NW-1234。".repeat(40);
        for (int piece = 1; piece < 20; piece++) {
            StreamGuard stream = guard.stream(Origin.MODEL);
            StringBuilder out = new StringBuilder();
            for (int at = 0; at < text.length(); at += piece) {
                out.append(stream.accept(text.substring(at, Math.min(text.length(), at + piece))));
            }
            out.append(stream.finish());
            assertThat(out.toString()).isEqualTo("关于[custom]的事请问[staff_number]。".repeat(40));
        }
    }

    @Test
    void serves_reversible_masks() {
        Mask mask = Policy.standard().guard("documents/ask").mask("privacy", new byte[] {1, 2, 3});
        String text = "联系人手机13812345678，身份证11010519491231002X";

        mask.learn(Passage.of(Origin.USER, text));
        String hidden = mask.hide(text);

        assertThat(hidden).doesNotContain("13812345678").contains("[PHONE_").contains("[RESIDENT_ID_");
        assertThat(mask.restore(hidden)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{patterns: {x: '[a'}} | 'patterns' of rail 'privacy': 'x' is no pattern of RE2",
                "{patterns: {x: 'a*'}} | 'patterns' of rail 'privacy': 'x' matches the empty text.",
                "{patterns: {x: '(?=a)'}} | 'patterns' of rail 'privacy': 'x' is no pattern of RE2",
                "{categories: [mood]} | 'categories' of rail 'privacy': 'mood' is none of resident_id, phone",
                "{terms: ['']} | 'terms' of rail 'privacy': a term has 1 to 128 characters.",
                "{terms: x} | 'terms' of rail 'privacy' must be a map",
                "{colour: red} | rail 'privacy' has no option 'colour'; it has: on, action, threshold, fail, terms, patterns, categories.",
            })
    void refuses_options_that_make_no_sense(String options, String message) {
        assertThatThrownBy(() -> guard(options))
                .isInstanceOfSatisfying(
                        PolicyException.class, e -> assertThat(e.line()).isEqualTo(1))
                .hasMessageContaining(message);
    }

    private static Guard guard(String options) {
        return PolicyReader.standard().read("rails: {privacy: " + options + "}").guard("x");
    }

    private static String redacted(Guard guard, Origin origin, String text) {
        return guard.check(Passage.of(origin, text)) instanceof Verdict.Redact redact ? redact.text() : text;
    }
}
