package io.inkstone.documents.linking;

import static io.inkstone.documents.WrittenTables.row;
import static io.inkstone.documents.WrittenTables.table;
import static org.assertj.core.api.Assertions.assertThat;

import io.inkstone.documents.sheet.Table;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RequestLinkerTest {

    private static final LocalDate TODAY = LocalDate.of(2025, 5, 20);

    private static final Table ORDERS = table(
            row("Order Date", "Region", "Product", "Channel", "Units", "Sales Amount", "Grade", "Remote", "Part"),
            row(LocalDate.of(2024, 1, 5), "East", "Chairs", "Online", 4, 100, "A", "Yes", "1900"),
            row(LocalDate.of(2024, 2, 5), "West", "Desks", "Retail", 5, 200, "B", "No", "00417"),
            row(LocalDate.of(2025, 2, 5), "East", "Sales Kit", "Retail", 6, 300, "A", "No", "77"));

    private static final Table STORES = table(
            row("日期", "大区", "门店", "利润", "销售额", "班组", "促销"),
            row(LocalDate.of(2024, 1, 5), "华东区", "一号店", 1, 10, "甲", "是"),
            row(LocalDate.of(2024, 2, 5), "北区", "二号店", 2, 20, "乙", "否"));

    @Test
    void links_every_part_of_an_english_request() {
        Links links = link("total sales amount of Chairs in the east region over 50 units in 2024", ORDERS);

        assertThat(columns(links)).contains("Sales Amount", "Region", "Units");
        assertThat(values(links)).containsExactly("Chairs", "East");
        assertThat(links.numbers()).extracting(NumberMention::value).containsExactly(50.0);
        assertThat(links.dates()).extracting(DateMention::from).containsExactly(LocalDate.of(2024, 1, 1));
        assertThat(links.asks(Cue.SUM)).isTrue();
        assertThat(links.unknown()).isEmpty();
    }

    @Test
    void links_every_part_of_a_chinese_request() {
        Links links = link("2024年华东区的销售额合计是多少？", STORES);

        assertThat(columns(links)).contains("销售额");
        assertThat(values(links)).containsExactly("华东区");
        assertThat(links.dates()).hasSize(1);
        assertThat(links.asks(Cue.SUM)).isTrue();
        assertThat(links.unknown()).isEmpty();
        assertThat(links.request().chinese()).isTrue();
    }

    @Test
    void lets_the_longer_reading_of_overlapping_words_stand() {
        Links links = link("total units of the sales kit", ORDERS);

        assertThat(values(links)).containsExactly("Sales Kit");
        assertThat(columns(links)).containsOnly("Units");
    }

    @Test
    void keeps_readings_of_the_same_words_side_by_side() {
        Table table = table(row("From City", "To City", "Cost"), row("Paris", "Rome", 1), row("Rome", "Paris", 2));

        Links links = link("total cost for Paris", table);

        assertThat(links.values()).extracting(value -> value.column().header()).containsExactly("From City", "To City");
        assertThat(links.values())
                .extracting(ValueMention::span)
                .containsOnly(links.values().get(0).span());
    }

    @Test
    void takes_a_year_for_a_time_unless_a_cell_holds_it() {
        assertThat(link("total units in 2025", ORDERS).dates()).hasSize(1);
        assertThat(values(link("total units of part 1900", ORDERS))).containsExactly("1900");
        assertThat(link("total units of part 1900", ORDERS).dates()).isEmpty();
        assertThat(values(link("total units of part 00417", ORDERS))).containsExactly("00417");
    }

    @Test
    void takes_signs_for_values_beside_their_header_alone() {
        assertThat(values(link("total units of grade A", ORDERS))).containsExactly("A");
        assertThat(values(link("give me a total of the units", ORDERS))).isEmpty();
        assertThat(values(link("remote yes", ORDERS))).containsExactly("Yes");
        assertThat(values(link("yes, total units", ORDERS))).isEmpty();
        assertThat(values(link("甲班组的利润", STORES))).containsExactly("甲");
        assertThat(values(link("是多少利润", STORES))).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "total units in the Legal region | legal",
                "total shipping of chairs | shipping",
                "total units for Zanzibar | zanzibar",
                "sum of units where foo is bar | foo"
            })
    void reports_words_that_nothing_explains(String request, String unknown) {
        assertThat(link(request, ORDERS).unknown()).contains(unknown);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "净利润合计 | 净",
                "西北区的利润合计 | 西",
                "华中区的销售额 | 华",
                "新一号店的利润 | 新",
                "十一号店的利润 | 十",
                "华西南的销售额 | 华西南",
                "四号店的利润 | 四"
            })
    void reports_chinese_that_nothing_explains(String request, String unknown) {
        assertThat(link(request, STORES).unknown()).anyMatch(words -> words.contains(unknown));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "please tell me the total units",
                "how many orders were there",
                "what's the average of the units?",
                "I'd like to know the highest sales amount",
                "which region sold the most units"
            })
    void explains_the_words_that_people_wrap_around_a_request(String request) {
        assertThat(link(request, ORDERS).unknown()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"利润合计", "帮我算一下利润一共是多少", "请问哪家门店的利润最高？", "华东区一共卖了多少钱"})
    void explains_the_chinese_that_people_wrap_around_a_request(String request) {
        assertThat(link(request, STORES).unknown()).isEmpty();
    }

    @Test
    void does_not_take_a_word_of_a_header_for_a_word_of_asking() {
        Table table = table(row("Name", "Kind", "Total Hours", "Max Load"), row("a", "b", 1, 2));

        assertThat(link("average total hours", table).asks(Cue.SUM)).isFalse();
        assertThat(link("average max load", table).asks(Cue.MAX)).isFalse();
        assertThat(link("average total hours", table).asks(Cue.AVERAGE)).isTrue();
    }

    @Test
    void finds_columns_held_against_each_other() {
        Table table = table(row("Item", "Name", "On Hand", "Reorder Level"), row("a", "b", 1, 2));

        List<ColumnComparison> comparisons = link("how many items have on hand below their reorder level", table)
                .comparisons();

        assertThat(comparisons).hasSize(1);
        assertThat(comparisons.get(0).comparison()).isEqualTo(Comparison.BELOW);
        assertThat(comparisons.get(0).left().column().header()).isEqualTo("On Hand");
    }

    @Test
    void gives_mentions_in_the_order_of_the_request() {
        Links links = link("units and sales amount by region for chairs in east", ORDERS);

        assertThat(links.columns()).extracting(column -> column.span().start()).isSorted();
        assertThat(links.values()).extracting(value -> value.span().start()).isSorted();
    }

    private static Links link(String request, Table table) {
        return new RequestLinker().link(request, table, TODAY);
    }

    private static List<String> columns(Links links) {
        return links.columns().stream().map(column -> column.column().header()).toList();
    }

    private static List<String> values(Links links) {
        return links.values().stream().flatMap(value -> value.values().stream()).toList();
    }
}
