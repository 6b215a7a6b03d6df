package io.inkstone.documents.linking;

import static io.inkstone.documents.WrittenTables.column;
import static io.inkstone.documents.WrittenTables.row;
import static io.inkstone.documents.WrittenTables.table;
import static org.assertj.core.api.Assertions.assertThat;

import io.inkstone.documents.sheet.Table;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ColumnLinkerTest {

    private static final Table SALES = table(
            row("Order ID", "Region", "Sales Amount", "Unit Price", "Ship Date (UTC)", "salesRep", "Remote"),
            row("a", "b", 1, 1, "d", "e", "Yes"));
    private static final Table STORES =
            table(row("门店", "销售额", "停机时长(小时)", "是否返修", "批准金额", "设备编号"), row("a", 1, 1, "是", 1, "b"));

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "Region | total by REGION",
                "Sales Amount | the sales amount in 2024",
                "Ship Date (UTC) | latest ship date",
                "salesRep | which sales rep",
                "门店 | 哪家门店",
                "停机时长(小时) | 停机时长合计",
                "是否返修 | 返修率"
            })
    void finds_a_header_as_written(String header, String request) {
        assertThat(score(request, header)).isGreaterThanOrEqualTo(0.95);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "Region | which regions",
                "Region | per regoin",
                "Region | area with most",
                "Sales Amount | total revenue",
                "Sales Amount | total sales",
                "Unit Price | average price",
                "salesRep | which salesperson",
                "门店 | 哪家店铺",
                "销售额 | 华南的营业额",
                "销售额 | 消售额合计",
                "停机时长(小时) | 停机时间最长",
                "批准金额 | 核准金额合计",
                "设备编号 | 哪台设备"
            })
    void finds_a_header_said_otherwise(String header, String request) {
        assertThat(score(request, header)).isBetween(0.4, 1.0);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "Region | religion",
                "Sales Amount | wholesale orders",
                "Unit Price | prize money",
                "门店 | 部门",
                "销售额 | 销户"
            })
    void does_not_find_a_header_in_other_words(String header, String request) {
        assertThat(score(request, header)).isZero();
    }

    @Test
    void counts_a_whole_header_above_a_synonym_above_a_part() {
        double whole = score("sales amount", "Sales Amount");
        double synonym = score("revenue", "Sales Amount");
        double part = score("amount", "Sales Amount");

        assertThat(whole).isEqualTo(1).isGreaterThan(synonym);
        assertThat(synonym).isGreaterThan(part);
        assertThat(part).isGreaterThanOrEqualTo(0.4);
    }

    @Test
    void keeps_the_longest_of_the_stretches_that_name_one_column() {
        RequestText request = RequestText.of("sales amount");

        List<ColumnMention> mentions = new ColumnLinker().link(request, column(SALES, "Sales Amount"));

        assertThat(mentions).hasSize(1);
        assertThat(request.text(mentions.get(0).span())).isEqualTo("sales amount");
        assertThat(mentions.get(0).several()).isTrue();
    }

    @Test
    void finds_a_column_in_every_place_that_names_it() {
        assertThat(new ColumnLinker().link(RequestText.of("region by region"), column(SALES, "Region")))
                .hasSize(2);
    }

    private static double score(String request, String header) {
        Table table = RequestText.hasHan(header) ? STORES : SALES;
        return new ColumnLinker()
                .link(RequestText.of(request), column(table, header)).stream()
                        .map(ColumnMention::score)
                        .max(Comparator.naturalOrder())
                        .orElse(0.0);
    }
}
