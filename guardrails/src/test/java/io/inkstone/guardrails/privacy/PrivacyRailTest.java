package io.inkstone.guardrails.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import io.inkstone.guardrails.Finding;
import io.inkstone.guardrails.Origin;
import io.inkstone.guardrails.Passage;
import io.inkstone.guardrails.Rail;
import io.inkstone.guardrails.Reach;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PrivacyRailTest {

    /** Finds the same whatever the text. */
    private record FixedRail(Reach reach, int openFrom, List<Finding> findings) implements Rail {
        @Override
        public List<Finding> find(Passage passage) {
            return findings;
        }

        @Override
        public int openFrom(CharSequence window) {
            return openFrom;
        }
    }

    @Test
    void calls_what_overlaps_by_the_longest_and_leaves_no_part_of_any() {
        assertThat(found(finding(0, 10, "address", 0.7), finding(8, 12, "postal_code", 0.9)))
                .containsExactly(finding(0, 12, "address", 0.7));
        assertThat(found(finding(0, 5, "person", 0.7), finding(0, 5, "phone", 0.9)))
                .containsExactly(finding(0, 5, "phone", 0.9));
        assertThat(found(finding(0, 5, "person", 0.7), finding(5, 9, "phone", 0.9)))
                .hasSize(2);
    }

    @Test
    void cuts_names_back_to_what_a_number_of_a_sure_form_leaves_of_them() {
        String text = "联系人张伟：13812345678，住中山路5号";
        Finding phone = finding(6, 17, "phone", 0.8);

        assertThat(in(text, finding(3, 9, "person", 0.9), phone)).containsExactly(finding(3, 5, "person", 0.9), phone);
        assertThat(in(text, phone, finding(14, text.length(), "address", 0.9)))
                .containsExactly(phone, finding(18, text.length(), "address", 0.9));
        assertThat(in(text, finding(3, text.length(), "address", 0.9), phone))
                .containsExactly(finding(3, 5, "address", 0.9), phone, finding(18, text.length(), "address", 0.9));
        assertThat(in(text, finding(6, 17, "organization", 0.9), phone)).containsExactly(phone);
        assertThat(in(text, finding(5, 10, "person", 0.9), phone)).containsExactly(phone);
    }

    @Test
    void leaves_no_part_of_a_name_beside_a_number_that_only_its_words_tell() {
        String text = "寄到中山路5号 100080 张伟收";

        assertThat(in(text, finding(2, 10, "address", 0.9), finding(8, 14, "postal_code", 0.8)))
                .containsExactly(finding(2, 14, "address", 0.9));
        assertThat(in(text, finding(2, 10, "address", 0.9), finding(8, 14, "phone", 0.55)))
                .containsExactly(finding(2, 14, "address", 0.9));
    }

    @Test
    void drops_unsure_findings_that_touch_sure_ones() {
        assertThat(found(finding(0, 20, "person", 0.3), finding(5, 9, "phone", 0.9), finding(30, 35, "person", 0.3)))
                .containsExactly(finding(5, 9, "phone", 0.9), finding(30, 35, "person", 0.3));
    }

    @Test
    void reaches_as_far_as_the_farthest_part_and_is_open_from_the_first() {
        Rail rail = new PrivacyRail(List.of(
                new FixedRail(new Reach.Characters(10), 30, List.of(finding(25, 31, "person", 0.9))),
                new FixedRail(new Reach.Characters(20), 35, List.of(finding(20, 27, "phone", 0.9)))));

        assertThat(rail.reach()).isEqualTo(new Reach.Characters(20));
        assertThat(rail.openFrom("x".repeat(40))).isEqualTo(20);
    }

    private static List<Finding> found(Finding... findings) {
        return in("x".repeat(40), findings);
    }

    private static List<Finding> in(String text, Finding... findings) {
        return new PrivacyRail(List.of(new FixedRail(new Reach.Characters(10), 0, List.of(findings))))
                .find(Passage.of(Origin.USER, text));
    }

    private static Finding finding(int start, int end, String category, double score) {
        return new Finding("privacy", start, end, category, score, "");
    }
}
