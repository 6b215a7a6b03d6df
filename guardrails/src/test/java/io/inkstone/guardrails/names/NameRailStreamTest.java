package io.inkstone.guardrails.names;

import static org.assertj.core.api.Assertions.assertThat;

import io.inkstone.guardrails.Finding;
import io.inkstone.guardrails.OneRail;
import io.inkstone.guardrails.Origin;
import io.inkstone.guardrails.Passage;
import io.inkstone.guardrails.StreamGuard;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class NameRailStreamTest {

    private static final String MIXED =
            "Dear Mr. Hartwell, the parcel for Ingrid Solheim went to 48 Maple Street, Portland. "
                    + "我叫陈晓明，住在上海市浦东新区世纪大道88号，在北京大学工作。 She is a 42 year old Norwegian and left Lisbon on March 3, "
                    + "2021 with Piotr.\n\nBrightwater Systems Ltd. thanks you; nothing else is known to us about this matter so far. "
                    + "今天天气很好，我们去公园。王丽华和她的同事下周去杭州开会，请把合同准备好，谢谢。";

    private static final NameRail RAIL = NameRail.create();

    @Test
    void holds_back_no_more_of_lower_case_prose_than_the_word_that_is_being_written() {
        String text = "we will send the slides tomorrow, and the numbers are in the second table below; ";
        for (int end = 1; end <= text.length(); end++) {
            int word = Math.max(text.lastIndexOf(' ', end - 1), 0);
            assertThat(RAIL.openFrom(text.substring(0, end))).isGreaterThanOrEqualTo(word);
        }
        assertThat(RAIL.openFrom(text)).isEqualTo(text.length());
    }

    @Test
    void holds_back_only_a_few_characters_of_ordinary_chinese() {
        String text = "今天天气很好，我们去公园。请按月汇总每个产品的利润，谢谢你的帮助，明天再说。";
        for (int end = 1; end <= text.length(); end++) {
            assertThat(end - RAIL.openFrom(text.substring(0, end))).isLessThanOrEqualTo(10);
        }
    }

    @Test
    void holds_a_name_that_is_not_finished() {
        String text = "please call Ingrid";

        assertThat(RAIL.openFrom(text)).isLessThanOrEqualTo(text.indexOf("Ingrid"));
    }

    @Test
    void settles_for_good_whatever_comes_before_what_is_open() {
        for (int cut = 1; cut < MIXED.length(); cut++) {
            String beginning = MIXED.substring(0, cut);
            int open = RAIL.openFrom(beginning);
            List<Finding> then = decided(beginning, open);
            List<Finding> later = decided(MIXED, open);
            assertThat(then).as("cut at %d, open from %d", cut, open).isEqualTo(later);
        }
    }

    @Test
    void a_stream_is_redacted_as_the_whole_text_is_however_it_is_cut() {
        String text = MIXED + " " + MIXED + " " + MIXED;
        String whole = streamed(text, text.length(), new Random(0));
        assertThat(whole).doesNotContain("Ingrid", "Solheim", "陈晓明", "Maple");
        for (int seed = 0; seed < 60; seed++) {
            assertThat(streamed(text, 1 + seed, new Random(seed))).isEqualTo(whole);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Anna Maria Theresa ",
                "12 Rue de la Paix, ",
                "陈晓明",
                "号路街",
                "A.B.C. ",
                "7-7/7.7:7 ",
                "\n\n\n",
                "Aa'",
                "ñandú de la "
            })
    void holds_less_than_its_reach_whatever_is_repeated(String part) {
        StreamGuard stream = guard();
        for (int i = 0; i < 2_000; i++) {
            stream.accept(part);
            assertThat(stream.held()).isLessThan(400);
        }
        stream.finish();
        assertThat(stream.blocked()).isEmpty();
    }

    @Test
    void looks_at_each_token_once_whatever_the_text() {
        for (String part : List.of("Anna Maria ", "陈晓明", "12 Rue de la Paix, ", "a.b.c.")) {
            long once = work(part.repeat(2_000));
            assertThat(work(part.repeat(4_000))).isLessThanOrEqualTo(2 * once + 10);
        }
    }

    @Test
    void does_no_work_on_tokens_that_could_be_no_name() {
        assertThat(work("we will send the slides tomorrow, and the numbers too. ".repeat(50)))
                .isZero();
    }

    private static long work(String text) {
        NameModel model = NameModel.standard();
        Decoder decoder = new Decoder(Reading.of(text, model.lexicon()), model);
        decoder.decode();
        return decoder.scored();
    }

    /** Every finding before a place. */
    private static List<Finding> decided(String text, int before) {
        List<Finding> decided = new ArrayList<>();
        for (Finding finding : RAIL.find(Passage.of(Origin.USER, text))) {
            if (finding.start() < before) {
                decided.add(finding);
            }
        }
        return decided;
    }

    private static String streamed(String text, int most, Random random) {
        StreamGuard stream = guard();
        StringBuilder out = new StringBuilder();
        for (int at = 0; at < text.length(); ) {
            int next = Math.min(text.length(), at + 1 + random.nextInt(most));
            out.append(stream.accept(text.substring(at, next)));
            at = next;
        }
        return out.append(stream.finish()).toString();
    }

    private static StreamGuard guard() {
        return OneRail.redacting(RAIL);
    }
}
