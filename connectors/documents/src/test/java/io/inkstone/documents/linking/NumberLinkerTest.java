package io.inkstone.documents.linking;

import static io.inkstone.documents.WrittenTables.column;
import static io.inkstone.documents.WrittenTables.row;
import static io.inkstone.documents.WrittenTables.table;
import static org.assertj.core.api.Assertions.assertThat;

import io.inkstone.documents.sheet.Column;
import io.inkstone.documents.sheet.Table;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class NumberLinkerTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "amount over 5,000 | > 5000",
                "more than 100 on hand | > 100",
                "greater than $1.5k | > 1500",
                "exceeding 2 million | > 2000000",
                "sales > 10 | > 10",
                "at least 10% | >= 10",
                "no less than 3 | >= 3",
                "greater than or equal to 7 | >= 7",
                ">= 7 units | >= 7",
                "5 or more invoices | >= 5",
                "20 hours and above | >= 20",
                "under 50 | < 50",
                "fewer than 3 items | < 3",
                "less than 0.5 | < 0.5",
                "at most 8 | <= 8",
                "no more than 8 | <= 8",
                "not above 8 | <= 8",
                "up to 8 | <= 8",
                "8 or less | <= 8",
                "exactly 3 | = 3",
                "equal to 3 | = 3"
            })
    void reads_english_comparisons(String request, String comparison) {
        assertThat(comparisons(request)).containsExactly(comparison);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "销售额超过15000的记录 | > 15000",
                "金额大于3万元 | > 30000",
                "高于1.5千 | > 1500",
                "多于20件 | > 20",
                "不低于100 | >= 100",
                "至少5次 | >= 5",
                "大于等于7 | >= 7",
                "5000元以上 | >= 5000",
                "1亿及以上 | >= 100000000",
                "低于50 | < 50",
                "不到200万 | < 2000000",
                "不足3小时 | < 3",
                "不超过8小时 | <= 8",
                "最多8张 | <= 8",
                "3千万以下 | <= 30000000",
                "24小时以内 | <= 24",
                "等于3 | = 3"
            })
    void reads_chinese_comparisons(String request, String comparison) {
        assertThat(comparisons(request)).containsExactly(comparison);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "unit cost between 10 and 50 | 10 | 50",
                "from 1,000 to 2,000 | 1000 | 2000",
                "between 10k and 20k | 10000 | 20000",
                "10-50 units | 10 | 50",
                "停机时长在8到24小时之间 | 8 | 24",
                "1万至3万 | 10000 | 30000",
                "1到3万之间 | 10000 | 30000",
                "介于5和9 | 5 | 9"
            })
    void reads_two_ends(String request, double low, double high) {
        NumberMention mention = single(request);

        assertThat(mention.value()).isEqualTo(low);
        assertThat(mention.upper()).isEqualTo(high);
        assertThat(mention.stated()).isTrue();
    }

    @Test
    void takes_a_bare_number_for_an_equality_that_was_not_stated() {
        NumberMention bare = single("qty of 12");

        assertThat(bare.comparison()).isEqualTo(Comparison.EQUAL);
        assertThat(bare.value()).isEqualTo(12);
        assertThat(bare.stated()).isFalse();
        assertThat(bare.upper()).isNaN();
    }

    @Test
    void knows_percentages_and_money() {
        assertThat(single("discount at least 10%").percent()).isTrue();
        assertThat(single("discount over 10 percent").percent()).isTrue();
        assertThat(single("between 5% and 10%").percent()).isTrue();
        assertThat(single("over $500").money()).isTrue();
        assertThat(single("over 500 dollars").money()).isTrue();
        assertThat(single("超过500元").money()).isTrue();
        assertThat(single("more than 500 units").money()).isFalse();
    }

    @Test
    void covers_the_comparing_words_and_the_number() {
        RequestText request = RequestText.of("cost of more than 500");
        NumberMention mention = new NumberLinker().link(request, List.of()).get(0);

        assertThat(request.text(mention.span())).isEqualTo("more than 500");
        assertThat(request.text(mention.number())).isEqualTo("500");
    }

    @Test
    void reads_several_comparisons() {
        assertThat(comparisons("over 5 hours and under 100 units")).containsExactly("> 5", "< 100");
    }

    @Test
    void leaves_numbers_alone_that_mean_something_else() {
        assertThat(new NumberLinker().link(RequestText.of("over 2024"), List.of(new Span(5, 9))))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"sku a17", "x86 machines", "covid19", "三车间", "first quarter", "...", "%"})
    void finds_no_number_within_a_name(String request) {
        assertThat(comparisons(request)).isEmpty();
    }

    @Test
    void reads_columns_held_against_each_other() {
        assertThat(columns("on hand below the reorder level")).containsExactly("On Hand < Reorder");
        assertThat(columns("reorder at least their on hand")).containsExactly("Reorder >= On Hand");
        assertThat(columns("on hand and reorder")).isEmpty();
        assertThat(columns("on hand over 10 and reorder")).isEmpty();
    }

    private static List<String> columns(String words) {
        Table table = table(row("Item", "Name", "On Hand", "Reorder"), row("a", "b", 1, 2));
        RequestText request = RequestText.of(words);
        List<ColumnMention> mentions = new ArrayList<>();
        for (String header : List.of("On Hand", "Reorder")) {
            Column column = column(table, header);
            request.find(RequestText.fold(header))
                    .forEach(span -> mentions.add(new ColumnMention(span, column, 1, true)));
        }
        List<NumberMention> numbers = new NumberLinker().link(request, List.of());
        return new NumberLinker()
                .compareColumns(request, mentions, numbers).stream()
                        .map(held -> held.left().column().header() + " "
                                + held.comparison().sign() + " "
                                + held.right().column().header())
                        .toList();
    }

    private static NumberMention single(String request) {
        List<NumberMention> mentions = new NumberLinker().link(RequestText.of(request), List.of());
        assertThat(mentions).hasSize(1);
        return mentions.get(0);
    }

    private static List<String> comparisons(String request) {
        return new NumberLinker()
                .link(RequestText.of(request), List.of()).stream()
                        .map(mention -> mention.comparison().sign() + " "
                                + new java.math.BigDecimal(mention.value())
                                        .stripTrailingZeros()
                                        .toPlainString())
                        .toList();
    }
}
