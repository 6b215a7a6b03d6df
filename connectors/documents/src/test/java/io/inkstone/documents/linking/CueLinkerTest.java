package io.inkstone.documents.linking;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CueLinkerTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "total sales | SUM",
                "avg cost | AVERAGE",
                "how many tvs | COUNT",
                "distinct vendors | DISTINCT",
                "the most expensive tv | MAX",
                "cheapest tv | MIN",
                "what percentage of tvs | SHARE",
                "销售额合计 | SUM",
                "平均客流量 | AVERAGE",
                "有几笔 | COUNT",
                "不重复的门店 | DISTINCT",
                "最高是多少 | MAX",
                "垫底 | MIN",
                "所占比例 | SHARE",
                "预测一下 | UNSUPPORTED",
                "forecast sales | UNSUPPORTED",
                "tvs without price | NEGATION",
                "地址为空 | BLANK"
            })
    void knows_the_words_of_asking(String request, Cue cue) {
        assertThat(cues(request)).contains(cue);
    }

    @Test
    void lets_a_longer_word_hide_the_shorter_ones_within_it() {
        assertThat(cues("most expensive tv")).containsExactly(Cue.MAX);
        assertThat(cues("平均每张")).doesNotContain(Cue.SUM);
        assertThat(link("一共有多少家门店", List.of()).stream().map(CueMention::cue)).contains(Cue.SUM, Cue.COUNT);
    }

    @Test
    void forgives_a_slip_in_a_long_word() {
        assertThat(cues("averege cost")).containsExactly(Cue.AVERAGE);
        assertThat(cues("higest cost")).containsExactly(Cue.MAX);
    }

    @Test
    void leaves_stretches_alone_that_mean_something_else() {
        assertThat(link("total hours", List.of(new Span(0, 11)))).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "second largest sale | 2 | false",
                "2nd highest cost | 2 | false",
                "third lowest price | 3 | false",
                "tenth best | 10 | false",
                "500th largest unit cost | 500 | false",
                "第二高 | 2 | false",
                "第3大的金额 | 3 | false",
                "申请金额排第三 | 3 | false",
                "排名第十二 | 12 | false",
                "第二十名 | 20 | false",
                "第二低 | 2 | true",
                "倒数第二名 | 2 | true",
                "第二长是几个小时 | 2 | false"
            })
    void reads_a_place_in_an_order(String request, int place, boolean fromEnd) {
        Ordinal ordinal = new CueLinker().ordinal(RequestText.of(request)).orElseThrow();

        assertThat(ordinal.place()).isEqualTo(place);
        assertThat(ordinal.fromEnd()).isEqualTo(fromEnd);
    }

    @ParameterizedTest
    @ValueSource(strings = {"second quarter", "the 3rd of march", "第三季度", "第二车间", "one second", "第一"})
    void finds_no_place_where_none_is(String request) {
        assertThat(new CueLinker().ordinal(RequestText.of(request))).isEmpty();
    }

    @Test
    void has_words_for_every_cue() {
        assertThat(Arrays.stream(Cue.values()).map(cue -> Lexicon.get().section(cue.section())))
                .allSatisfy(terms -> assertThat(terms).isNotEmpty());
    }

    private static List<CueMention> link(String request, List<Span> taken) {
        return new CueLinker().link(RequestText.of(request), taken);
    }

    private static List<Cue> cues(String request) {
        return link(request, List.of()).stream().map(CueMention::cue).collect(Collectors.toList());
    }
}
