package io.inkstone.documents.linking;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TextLinkerTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "total amount where code starts with IM | im | START",
                "names beginning with the letter R | r | START",
                "names beginning with \"van der\" | van der | START",
                "codes that begin in “A-1” | a-1 | START",
                "files ending in v5 | v5 | END",
                "name ends with 'ni' | ni | END",
                "invoices containing the word \"late fee\" | late fee | ANYWHERE",
                "notes that mention leaks | leaks | ANYWHERE",
                "以IM开头的编号 | im | START",
                "编号以“3”结尾的金额 | 3 | END",
                "以区收尾的名称 | 区 | END",
                "备注里有“加急”的订单 | 加急 | ANYWHERE",
                "备注提到「退货」的有几单 | 退货 | ANYWHERE",
                "姓张的员工 | 张 | START"
            })
    void finds_what_cells_begin_or_end_with_or_contain(String request, String part, TextMention.Place place) {
        assertThat(link(request)).singleElement().satisfies(mention -> {
            assertThat(mention.part()).isEqualTo(part);
            assertThat(mention.place()).isEqualTo(place);
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "contracts that start in March",
                "projects ending in 2025",
                "leases starting with Q2",
                "the period ending with last month",
                "start date of the contract",
                "container weight",
                "姓名",
                "以上金额合计"
            })
    void takes_no_time_and_no_other_word_for_a_part(String request) {
        assertThat(link(request)).isEmpty();
    }

    private static List<TextMention> link(String request) {
        return new TextLinker().link(RequestText.of(request));
    }
}
