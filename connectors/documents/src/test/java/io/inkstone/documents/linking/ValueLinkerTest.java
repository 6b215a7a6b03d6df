package io.inkstone.documents.linking;

import static io.inkstone.documents.WrittenTables.column;
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

final class ValueLinkerTest {

    private static final Table TABLE = table(
            row("Product", "Channel", "SKU", "大区", "部门", "Remote", "Grade", "Units"),
            row("Chairs", "Online", "00417", "华东区", "财务部", "Yes", "A", 1),
            row("Desks", "Retail Store", "00418", "华南区", "市场部", "No", "B", 2),
            row("Power Tools", "Wholesale", "417", "西北区", "业务招待费", "Yes", "A", 3),
            row("Hand Tools", "Fixed Term", "A-17", "北区", "一车间", "No", "C", 4));

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "units of Chairs | Product | Chairs",
                "units of POWER TOOLS | Product | Power Tools",
                "华东区的销售额 | 大区 | 华东区",
                "sku 00417 | SKU | 00417",
                "sku 417 | SKU | 417",
                "sku a-17 | SKU | A-17"
            })
    void finds_a_value_as_written(String request, String header, String value) {
        ValueMention mention = single(request, header);

        assertThat(mention.values()).containsExactly(value);
        assertThat(mention.score()).isEqualTo(1);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "units per chair | Product | Chairs",
                "units of chiars | Product | Chairs",
                "wholsale units | Channel | Wholesale",
                "power sales | Product | Power Tools",
                "online web sales | Channel | Online",
                "fixed deals | Channel | Fixed Term",
                "华东的销售额 | 大区 | 华东区",
                "财物部的费用 | 部门 | 财务部",
                "招待费合计 | 部门 | 业务招待费"
            })
    void finds_a_value_inflected_misspelt_in_part_or_of_the_same_sound(String request, String header, String value) {
        assertThat(single(request, header).values()).containsExactly(value);
    }

    @Test
    void scores_what_is_written_above_what_is_near() {
        assertThat(single("units of chiars", "Product").score()).isBetween(0.6, 0.95);
        assertThat(single("财物部", "部门").score()).isBetween(0.6, 0.95);
    }

    @Test
    void gives_every_value_that_a_part_fits_equally_well() {
        ValueMention tools = single("units of tools", "Product");

        assertThat(tools.values()).containsExactlyInAnyOrder("Power Tools", "Hand Tools");
        assertThat(tools.score()).isLessThan(1);
    }

    @Test
    void prefers_the_whole_value_to_a_part_of_another() {
        assertThat(single("hand tools", "Product").values()).containsExactly("Hand Tools");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "yes please, the total | Remote",
                "no idea what the total is | Remote",
                "a total of units | Grade",
                "total cost of tables | Product",
                "sku 419 | SKU",
                "sku 4170 | SKU",
                "四号车的费用 | 部门",
                "the 1st | SKU"
            })
    void finds_no_value_in_other_words(String request, String header) {
        assertThat(link(request, header)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"y", "否", "A", "甲", "yes", "false", "😀"})
    void takes_signs_and_truth_words_for_signs(String value) {
        assertThat(ValueLinker.isSign(RequestText.fold(value))).isTrue();
    }

    @Test
    void looks_in_columns_of_text_alone() {
        Table days = table(row("Name", "Day"), row("a", LocalDate.of(2024, 1, 1)));

        assertThat(link("3 units", "Units")).isEmpty();
        assertThat(new ValueLinker().link(RequestText.of("45292"), column(days, "Day"), List.of()))
                .isEmpty();
    }

    @Test
    void leaves_stretches_alone_that_mean_something_else() {
        assertThat(new ValueLinker().link(RequestText.of("online"), column(TABLE, "Channel"), List.of(new Span(0, 6))))
                .isEmpty();
    }

    private static ValueMention single(String request, String header) {
        List<ValueMention> mentions = link(request, header);
        assertThat(mentions).hasSize(1);
        return mentions.get(0);
    }

    private static List<ValueMention> link(String request, String header) {
        return new ValueLinker().link(RequestText.of(request), column(TABLE, header), List.of());
    }
}
