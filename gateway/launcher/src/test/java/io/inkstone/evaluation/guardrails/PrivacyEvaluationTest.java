package io.inkstone.evaluation.guardrails;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.inkstone.guardrails.Finding;
import io.inkstone.guardrails.Passage;
import io.inkstone.guardrails.Rail;
import io.inkstone.guardrails.Reach;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PrivacyEvaluationTest {

    /** Finds one name. */
    private static final class AnnaRail implements Rail {
        @Override
        public List<Finding> find(Passage passage) {
            int at = Math.max(passage.text().indexOf("Anna"), passage.text().indexOf("安娜"));
            int length = passage.text().contains("Anna") ? 4 : 2;
            return at < 0 ? List.of() : List.of(new Finding("privacy", at, at + length, "person", 1, "a name"));
        }

        @Override
        public Reach reach() {
            return new Reach.Characters(10);
        }
    }

    @Test
    void reads_the_set_and_reports_a_peer_that_cannot_be_had_as_skipped(@TempDir Path folder) throws Exception {
        Path set = Files.writeString(folder.resolve("set.json"), """
                [{"full_text": "Anna left Oslo", "spans": [
                  {"entity_type": "PERSON", "start_position": 0, "end_position": 4},
                  {"entity_type": "GPE", "start_position": 10, "end_position": 14},
                  {"entity_type": "UNHEARD_OF", "start_position": 5, "end_position": 9}]}]
                """);
        // A file where the environment's folder should be: nothing can be installed there.
        Path blocked = Files.writeString(folder.resolve("blocked"), "");

        PrivacyEvaluation.Report report =
                PrivacyEvaluation.measure(set, new AnnaRail(), new PresidioPeer(Optional.of(blocked)), Sample.ALL);

        assertThat(report.texts()).isEqualTo(1);
        assertThat(report.ours().score().types()).containsEntry("PERSON", new SpanScore.Tally(1, 1, 1, 1, 1));
        assertThat(report.ours().names().exactly().recall()).isEqualTo(0.5);
        assertThat(report.presidio()).isEmpty();
        assertThat(report.skipped()).isPresent();
    }

    @Test
    void refuses_what_is_not_the_set(@TempDir Path folder) throws IOException {
        Path set = Files.writeString(folder.resolve("set.json"), "{}");

        assertThatThrownBy(() -> PresidioDataset.read(set)).isInstanceOf(IOException.class);
    }

    @Test
    void measures_chinese_names_with_inclusive_ends(@TempDir Path folder) throws IOException {
        Path set = Files.writeString(folder.resolve("test.json"), """
                {"text": "安娜在北京", "label": {"name": {"安娜": [[0, 1]]}, "address": {"北京": [[3, 4]]}}}
                {"text": "没有人", "label": {"position": {"人": [[2, 2]]}}}
                """);

        ChineseNamesEvaluation.Report report = ChineseNamesEvaluation.measure(set, new AnnaRail(), Sample.ALL);

        assertThat(report.texts()).isEqualTo(2);
        assertThat(report.score().types()).containsEntry("person", new SpanScore.Tally(1, 1, 1, 1, 1));
        assertThat(report.score().all().exactly().recall()).isEqualTo(0.5);
    }

    @Test
    void a_sample_is_the_same_for_the_same_seed() {
        List<Integer> all = List.of(1, 2, 3, 4, 5, 6, 7, 8);

        assertThat(new Sample(3, 7).of(all)).hasSize(3).isEqualTo(new Sample(3, 7).of(all));
        assertThat(Sample.ALL.of(all)).isEqualTo(all);
    }
}
