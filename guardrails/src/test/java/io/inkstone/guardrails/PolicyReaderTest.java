package io.inkstone.guardrails;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PolicyReaderTest {

    private static final String STANDARD = "rails:\n  words: {terms: [forbidden], action: redact}\n";

    private final PolicyReader reader = PolicyReader.of(Map.of("words", new WordRail.Factory()), STANDARD);

    @Test
    void takes_the_standard_policy_where_a_policy_says_nothing() {
        RailRule rule =
                Objects.requireNonNull(reader.read("").guard("chat.completions").rule("words"));

        assertThat(rule).isEqualTo(new RailRule(Set.of(Origin.USER, Origin.MODEL), Action.REDACT, 0.5, true));
    }

    @Test
    void changes_what_a_policy_names_and_for_an_operation_what_that_names() {
        Policy policy = reader.read("""
                rails:
                  words:
                    threshold: 0.7
                    fail: open
                operations:
                  ads/copy:
                    rails: {words: off}
                  documents/ask:
                    rails: {words: {on: [document], terms: [other]}}
                """);

        assertThat(policy.guard("chat.completions").rule("words"))
                .isEqualTo(new RailRule(Set.of(Origin.USER, Origin.MODEL), Action.REDACT, 0.7, false));
        assertThat(policy.guard("ads/copy").rule("words")).isNull();
        Guard ask = policy.guard("documents/ask");
        assertThat(ask.check(Passage.of(Origin.DOCUMENT, "other things")))
                .isInstanceOfSatisfying(
                        Verdict.Redact.class,
                        redact -> assertThat(redact.text()).isEqualTo("[word] things"));
        assertThat(ask.check(Passage.of(Origin.USER, "other things"))).isInstanceOf(Verdict.Allow.class);
    }

    @Test
    void holds_what_the_standard_policy_says_of_an_operation_unless_a_policy_says_otherwise() {
        PolicyReader reads = PolicyReader.of(
                Map.of("words", new WordRail.Factory()),
                STANDARD + "operations:\n  code/complete:\n    rails: {words: {on: [model]}}\n");
        RailRule own = new RailRule(Set.of(Origin.MODEL), Action.REDACT, 0.5, true);
        RailRule stricter = new RailRule(Set.of(Origin.MODEL), Action.BLOCK, 0.5, true);
        String block = "rails: {words: {action: block}}";
        String off = "rails: {words: off}";
        String back = "operations: {code/complete: {rails: {words: {on: [user]}}}}";

        assertThat(reads.read("").guard("chat.completions").rule("words")).isNotEqualTo(own);
        assertThat(reads.read("").guard("code/complete").rule("words")).isEqualTo(own);
        assertThat(reads.read(block).guard("code/complete").rule("words")).isEqualTo(stricter);
        assertThat(reads.over(block).read("").guard("code/complete").rule("words"))
                .isEqualTo(stricter);
        assertThat(reads.read(off).guard("code/complete").rule("words")).isNull();
        assertThat(reads.over(off).read(back).guard("code/complete").rule("words"))
                .isEqualTo(new RailRule(Set.of(Origin.USER), Action.REDACT, 0.5, true));
    }

    @Test
    void masks_secrets_in_code_and_takes_no_identifier_for_a_name() {
        Guard code = Policy.standard().guard("code/complete");
        Guard other = Policy.standard().guard("chat.completions");
        String declared =
                "class Problem {\n    // See Alice Johnson of Acme Corp.\n    String mail = \"a.b@example.com\";\n";

        assertThat(code.check(Passage.of(Origin.USER, declared)))
                .isInstanceOfSatisfying(
                        Verdict.Redact.class,
                        redact -> assertThat(redact.findings())
                                .extracting(Finding::category)
                                .containsOnly("email"));
        assertThat(other.check(Passage.of(Origin.USER, declared)).findings()).hasSizeGreaterThan(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "rails: {nosuch: off} | line 1: there is no rail 'nosuch'; there are: words.",
                "rails:\\n  words: {action: shout} | line 2: 'action' of rail 'words': 'shout' is none of allow, redact, ask, block.",
                "rails:\\n  words:\\n    on: [moon] | line 3: 'on' of rail 'words': 'moon' is none of system, user, document, model.",
                "rails:\\n  words: {threshold: 2} | line 2: 'threshold' of rail 'words' is '2'; expected a number from 0.0 to 1.0.",
                "rails:\\n  words: {fail: maybe} | line 2: 'fail' of rail 'words': 'maybe' is neither open nor closed.",
                "rails:\\n  words: {term: [x]} | line 2: rail 'words' has no option 'term'; it has: on, action, threshold, fail, terms, reach.",
                "rails:\\n  words: {terms: x} | line 2: 'terms' of rail 'words' must be a list, e.g. [one, two].",
                "\\nrules: {} | line 2: a policy has no 'rules'; it has: rails, operations.",
                "rails: [x] | line 1: 'rails of a policy' must be a map, e.g. key: value.",
                "rails: {words: off, words: off} | line 1: 'words' is there twice.",
            })
    void names_the_line_of_a_mistake(String yaml, String message) {
        assertThatThrownBy(() -> reader.read(yaml.replace("\\n", "\n")))
                .isInstanceOf(PolicyException.class)
                .hasMessage(message);
    }

    @Test
    void names_the_line_of_what_is_no_yaml() {
        assertThatThrownBy(() -> reader.read("rails:\n  words: {terms: [x\n"))
                .isInstanceOfSatisfying(PolicyException.class, e -> {
                    assertThat(e.line()).isPositive();
                    assertThat(e).hasMessageContaining("this is not YAML");
                });
    }
}
