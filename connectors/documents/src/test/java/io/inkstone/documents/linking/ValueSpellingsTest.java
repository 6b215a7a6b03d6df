package io.inkstone.documents.linking;

import static io.inkstone.documents.WrittenTables.column;
import static io.inkstone.documents.WrittenTables.row;
import static io.inkstone.documents.WrittenTables.table;
import static org.assertj.core.api.Assertions.assertThat;

import io.inkstone.documents.sheet.Table;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Values that a request writes in another script or another numeral. */
final class ValueSpellingsTest {

    private static final Table TABLE = table(
            row("省份", "城市", "车间", "班级", "产量"),
            row("浙江", "杭州市", "一车间", "高一(1)班", 1),
            row("江苏省", "苏州市", "二车间", "高一(2)班", 2),
            row("安徽", "合肥", "三车间", "高二(3)班", 3),
            row("陕西", "西安市", "包装车间", "12班", 4));

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "total sales for Zhejiang | 省份 | 浙江",
                "sales of JIANGSU | 省份 | 江苏省",
                "output in Suzhou | 城市 | 苏州市",
                "Anhui's output | 省份 | 安徽",
                "output of Hefei | 城市 | 合肥"
            })
    void finds_a_chinese_name_in_latin_letters(String request, String header, String value) {
        assertThat(find(request, header)).singleElement().satisfies(mention -> {
            assertThat(mention.values()).containsExactly(value);
            assertThat(mention.score()).isBetween(0.85, 0.95);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"sales in Guangdong", "an example", "the zhejiangs", "sales of Zhe"})
    void finds_none_in_other_words(String request) {
        assertThat(find(request, "省份")).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "output of workshop no. 2 | 车间 | 二车间",
                "workshop 2 output | 车间 | 二车间",
                "Workshop No 3 | 车间 | 三车间",
                "二车间的产量 | 车间 | 二车间",
                "二班的产量 | 班级 | 高一(2)班",
                "2班的产量 | 班级 | 高一(2)班",
                "高一二班的产量 | 班级 | 高一(2)班",
                "高二（3）班 | 班级 | 高二(3)班",
                "十二班的产量 | 班级 | 12班"
            })
    void finds_a_numbered_name_in_other_numerals(String request, String header, String value) {
        assertThat(find(request, header))
                .singleElement()
                .satisfies(mention -> assertThat(mention.values()).containsExactly(value));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"output of workshop no. 4, 车间", "workshop 22, 车间", "四班的产量, 班级", "22班的产量, 班级"})
    void finds_no_other_number(String request, String header) {
        assertThat(find(request, header)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"二班的产量", "2班的产量"})
    void gives_every_class_of_that_number(String request) {
        Table classes = table(row("班级", "姓名", "成绩"), row("高一(2)班", "张三", 1), row("高二(2)班", "李四", 2));

        assertThat(new ValueLinker().link(RequestText.of(request), column(classes, "班级"), List.of()))
                .singleElement()
                .satisfies(mention -> assertThat(mention.values()).containsExactly("高一(2)班", "高二(2)班"));
    }

    private static List<ValueMention> find(String request, String header) {
        return new ValueLinker().link(RequestText.of(request), column(TABLE, header), List.of());
    }
}
