package io.inkstone.evaluation.guardrails;

import static org.assertj.core.api.Assertions.assertThat;

import io.inkstone.guardrails.Policy;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChineseIdentifierEvaluationTest {

    @Test
    void generates_the_same_sentences_from_the_same_seed_with_every_type() {
        List<ChineseIdentifierSet.Sample> samples = ChineseIdentifierSet.generate(7, 2_000);

        assertThat(samples).hasSize(2_000).isEqualTo(ChineseIdentifierSet.generate(7, 2_000));
        assertThat(ChineseIdentifierSet.generate(8, 2_000)).isNotEqualTo(samples);
        assertThat(samples)
                .flatExtracting(
                        sample -> sample.spans().stream().map(TypedSpan::type).toList())
                .contains("resident_id", "phone", "landline", "bank_card", "passport", "vehicle_plate", "credit_code");
        assertThat(samples).filteredOn(sample -> sample.spans().isEmpty()).hasSize(800);
    }

    @Test
    void finds_chinese_identifiers_and_passes_what_looks_like_them() {
        ChineseIdentifierEvaluation.Figures figures =
                ChineseIdentifierEvaluation.measure(Policy.standard().guard("chat.completions"), 7, 2_000);

        assertThat(figures.score().types().values())
                .hasSize(7)
                .allSatisfy(tally -> assertThat(tally.exactly().f1()).isGreaterThanOrEqualTo(0.99));
        assertThat(figures.falselyFlagged()).isLessThanOrEqualTo(figures.withoutIdentifiers() / 100);
    }
}
