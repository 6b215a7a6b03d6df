package io.inkstone.documents.linking;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DateLinkerTest {

    private static final LocalDate TODAY = LocalDate.of(2025, 5, 20);

    /** Ranges are written {@code from..until}, the end excluded, open where nothing stands. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "sales in 2024 | 2024-01-01..2025-01-01",
                "sales in March 2024 | 2024-03-01..2024-04-01",
                "sales in sept. 2024 | 2024-09-01..2024-10-01",
                "on 3 March 2024 | 2024-03-03..2024-03-04",
                "on the 3rd of March, 2024 | 2024-03-03..2024-03-04",
                "on March 3rd, 2024 | 2024-03-03..2024-03-04",
                "on 2024-03-03 | 2024-03-03..2024-03-04",
                "on 2024/3/3 | 2024-03-03..2024-03-04",
                "in 2024-03 | 2024-03-01..2024-04-01",
                "Q2 2025 | 2025-04-01..2025-07-01",
                "2025 Q2 | 2025-04-01..2025-07-01",
                "the third quarter of 2024 | 2024-07-01..2024-10-01",
                "second half of 2024 | 2024-07-01..2025-01-01",
                "H1 2024 | 2024-01-01..2024-07-01",
                "last year | 2024-01-01..2025-01-01",
                "this month | 2025-05-01..2025-06-01",
                "last month | 2025-04-01..2025-05-01",
                "this quarter | 2025-04-01..2025-07-01",
                "previous quarter | 2025-01-01..2025-04-01",
                "before 2024 | ..2024-01-01",
                "before 1 July 2024 | ..2024-07-01",
                "prior to March 2024 | ..2024-03-01",
                "after March 2024 | 2024-04-01..",
                "later than 1 July 2024 | 2024-07-02..",
                "since 2024 | 2024-01-01..",
                "on or after 1 July 2024 | 2024-07-01..",
                "no earlier than 1 July 2024 | 2024-07-01..",
                "on or before 1 July 2024 | ..2024-07-02",
                "no later than 1 July 2024 | ..2024-07-02",
                "not after 1 July 2024 | ..2024-07-02",
                "until March 2024 | ..2024-04-01",
                "by the end of 2024 | ..2025-01-01",
                "2024 onwards | 2024-01-01..",
                "between 1 Jan 2025 and 30 Sep 2025 | 2025-01-01..2025-10-01",
                "from March 2024 to May 2024 | 2024-03-01..2024-06-01",
                "2023 to 2024 | 2023-01-01..2025-01-01",
                "2023-2024 | 2023-01-01..2025-01-01",
                "between March 3 and March 9, 2024 | 2024-03-03..2024-03-10",
                "from January to March 2024 | 2024-01-01..2024-04-01"
            })
    void reads_english_times(String request, String range) {
        assertThat(ranges(request)).isEqualTo(range);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "2024年的销售额 | 2024-01-01..2025-01-01",
                "2024年3月到5月的销售额 | 2024-03-01..2024-06-01",
                "23年全年的营业额 | 2023-01-01..2024-01-01",
                "2024年11月 | 2024-11-01..2024-12-01",
                "2024年十一月份 | 2024-11-01..2024-12-01",
                "2024年3月5日 | 2024-03-05..2024-03-06",
                "2024年3月5号 | 2024-03-05..2024-03-06",
                "2024年第三季度 | 2024-07-01..2024-10-01",
                "2024年三季度 | 2024-07-01..2024-10-01",
                "2025年上半年 | 2025-01-01..2025-07-01",
                "2025年下半年 | 2025-07-01..2026-01-01",
                "去年 | 2024-01-01..2025-01-01",
                "前年 | 2023-01-01..2024-01-01",
                "今年3月 | 2025-03-01..2025-04-01",
                "去年第四季度 | 2024-10-01..2025-01-01",
                "上个月 | 2025-04-01..2025-05-01",
                "本月 | 2025-05-01..2025-06-01",
                "上季度 | 2025-01-01..2025-04-01",
                "2023年7月1日之前 | ..2023-07-01",
                "早于2024年 | ..2024-01-01",
                "2024年以后 | 2025-01-01..",
                "晚于2024年3月5日 | 2024-03-06..",
                "不早于2024年3月5日 | 2024-03-05..",
                "不晚于2024年3月5日 | ..2024-03-06",
                "2024年以来 | 2024-01-01..",
                "截至2024年 | ..2025-01-01",
                "2024年3月1日至2024年5月31日 | 2024-03-01..2024-06-01",
                "从2023年到2024年 | 2023-01-01..2025-01-01",
                "2024年3月1日到3月9日 | 2024-03-01..2024-03-10"
            })
    void reads_chinese_times(String request, String range) {
        assertThat(ranges(request)).isEqualTo(range);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "sales in March | 3",
                "sales of december orders | 12",
                "in the second quarter | 4,5,6",
                "Q4 | 10,11,12",
                "3月份的销售额 | 3",
                "十二月 | 12",
                "第一季度 | 1,2,3",
                "下半年 | 7,8,9,10,11,12"
            })
    void reads_months_and_quarters_of_any_year(String request, String months) {
        List<DateMention> mentions = link(request);

        assertThat(mentions).hasSize(1);
        assertThat(mentions.get(0).from()).isNull();
        assertThat(mentions.get(0).months())
                .isEqualTo(
                        Arrays.stream(months.split(",")).map(Integer::valueOf).toList());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "on 3 March",
                "may I see the total",
                "march of the penguins",
                "order 20245",
                "sku2024x",
                "version 1.2.3",
                "total 2199 units",
                "三车间",
                "第三名"
            })
    void finds_no_time_where_none_is(String request) {
        assertThat(link(request).stream().filter(mention -> mention.months().isEmpty()))
                .isEmpty();
    }

    @Test
    void takes_no_day_that_the_calendar_does_not_have() {
        assertThat(ranges("31 February 2024")).isEqualTo("2024-02-01..2024-03-01");
        assertThat(ranges("2024-13-45")).isEqualTo("2024-01-01..2025-01-01");
    }

    @Test
    void keeps_two_years_apart_unless_they_are_the_ends_of_one_stretch() {
        assertThat(ranges("sales in 2022 and 2024")).isEqualTo("2022-01-01..2023-01-01 2024-01-01..2025-01-01");
        assertThat(ranges("sales between 2022 and 2024")).isEqualTo("2022-01-01..2025-01-01");
        assertThat(ranges("2022年和2024年")).isEqualTo("2022-01-01..2023-01-01 2024-01-01..2025-01-01");
    }

    @Test
    void covers_the_words_that_open_an_end() {
        DateMention mention = link("orders before 1 july 2024").get(0);

        assertThat(mention.span()).isEqualTo(new Span(7, 25));
    }

    @Test
    void leaves_stretches_alone_that_mean_something_else() {
        RequestText request = RequestText.of("stock of part 2024 in 2023");

        List<DateMention> mentions = new DateLinker().link(request, TODAY, List.of(new Span(14, 18)));

        assertThat(mentions).hasSize(1);
        assertThat(mentions.get(0).from()).isEqualTo(LocalDate.of(2023, 1, 1));
    }

    private static List<DateMention> link(String request) {
        return new DateLinker().link(RequestText.of(request), TODAY, List.of());
    }

    private static String ranges(String request) {
        return link(request).stream()
                .map(mention -> (mention.from() == null ? "" : mention.from()) + ".."
                        + (mention.until() == null ? "" : mention.until()))
                .collect(Collectors.joining(" "));
    }
}
