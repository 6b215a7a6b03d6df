package io.inkstone.guardrails.names;

import static org.assertj.core.api.Assertions.assertThat;

import io.inkstone.guardrails.Finding;
import io.inkstone.guardrails.Origin;
import io.inkstone.guardrails.Passage;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class NameRailTest {

    private static final NameRail RAIL = NameRail.create();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Dear Mr. Hartwell, thanks for your call.|person|Hartwell",
                "Please ask Ingrid Solheim about the invoice.|person|Ingrid Solheim",
                "Best regards,\\nMarta Kowalczyk|person|Marta Kowalczyk",
                "my name is pieter and i need help|person|pieter",
                "She moved to Lisbon last year.|location|Lisbon",
                "I work for Brightwater Systems Ltd. as a driver.|organization|Brightwater Systems Ltd",
                "Ship it to 48 Maple Street, Portland, please.|address|48 Maple Street",
                "我叫陈晓明，想咨询一下贷款。|person|陈晓明",
                "联系人：王丽华，电话见下。|person|王丽华",
                "请寄到上海市浦东新区世纪大道88号，谢谢。|address|世纪大道88号",
                "他毕业于北京大学。|organization|北京大学",
                "我在杭州工作。|location|杭州",
                "Dear Mrs. Hartwell, we agree.|title|Mrs.",
                "He is a 42 year old plumber.|age|42",
                "她今年35岁。|age|35",
                "The Norwegian team won.|nationality|Norwegian",
                "It was signed on March 3, 2021 by both.|date_time|March 3, 2021",
                "于2021年3月5日签署。|date_time|2021年3月5日",
            })
    void finds(String written, String category, String name) {
        String text = written.replace("\\n", "\n");

        assertThat(RAIL.find(Passage.of(Origin.USER, text))).anySatisfy(finding -> {
            assertThat(finding.category()).isEqualTo(category);
            assertThat(text.substring(finding.start(), finding.end())).contains(name);
            assertThat(finding.rail()).isEqualTo("privacy");
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Sales Amount",
                "East Region",
                "Total",
                "Net Revenue by Month",
                "Unit Price\tQuantity\tDiscount\tTotal",
                "Product Category\tQ1\tQ2\tQ3\tQ4",
                "Please sum the Amount column by Region and Quarter.",
                "How do I reset my password?",
                "Executive Summary",
                "Next Steps",
                "Action Items",
                "The Supplier shall deliver the Goods to the Buyer.",
                "Column B shows the average of Column A.",
                "We need the report by tomorrow, and the slides too.",
                "Thanks, that works for us.",
                "What is the total of all orders?",
                "The margin grew by 12% in Q3.",
                "Open the File menu and choose Save As.",
                "销售额",
                "华东区",
                "华东区的销售额是多少？",
                "请按月汇总每个产品的利润。",
                "今天天气很好，我们去公园。",
                "合计\t小计\t平均\t最大值",
                "第三季度收入同比增长百分之五。",
                "如何修改密码？",
                "谢谢你的帮助，明天再说。",
                "毛利率下降了，成本上升了。",
                "这本书很有意思。",
                "请帮我画出每个月的数量。",
            })
    void leaves_office_prose_and_the_words_of_tables_alone(String text) {
        assertThat(RAIL.find(Passage.of(Origin.USER, text))).isEmpty();
    }

    @Test
    void says_nothing_of_the_text_and_keeps_order() {
        List<Finding> findings =
                RAIL.find(Passage.of(Origin.USER, "Ingrid Solheim met Piotr Zielinski in Oslo on Monday."));

        assertThat(findings).extracting(Finding::start).isSorted();
        assertThat(findings).allSatisfy(finding -> assertThat(finding.why()).doesNotContain("Ingrid", "Oslo"));
    }

    @Test
    void cuts_no_finding_beyond_its_reach() {
        String text = "Ship to " + "Maple Street, ".repeat(200);

        assertThat(RAIL.find(Passage.of(Origin.USER, text)))
                .allSatisfy(
                        finding -> assertThat(finding.end() - finding.start()).isLessThanOrEqualTo(160));
    }
}
