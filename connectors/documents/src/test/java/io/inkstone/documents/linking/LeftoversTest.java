package io.inkstone.documents.linking;

import static io.inkstone.documents.WrittenTables.row;
import static io.inkstone.documents.WrittenTables.table;
import static org.assertj.core.api.Assertions.assertThat;

import io.inkstone.documents.sheet.Table;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What of a request nothing explains: glosses in brackets, and words that only look like words of asking. */
final class LeftoversTest {

    private static final LocalDate TODAY = LocalDate.of(2025, 5, 20);

    private static final Table OUTPUT =
            table(row("部门", "产品", "产量"), row("注塑车间", "杯子", 1), row("装配车间", "盖子", 2), row("质检科", "碗", 3));

    private static final Table CUSTOMERS =
            table(row("Customer", "Difference", "Sales"), row("Ann", 1, 2), row("Bob", 3, 4));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "output of plastic forming (注塑车间)",
                "what did plastic forming (注塑车间) put out",
                "output of the checkers (质检科)"
            })
    void takes_a_gloss_in_brackets_for_the_words_before_it(String request) {
        Links links = new RequestLinker().link(request, OUTPUT, TODAY);

        assertThat(links.unknown()).doesNotContain("plastic", "forming", "checkers");
        assertThat(links.values()).isNotEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "output of plastic forming | forming", // no gloss
                "output of plastic forming (冲压工段) | forming", // a gloss that names nothing
                "output of 注塑车间 (plastic forming) | forming", // the unknown words are the gloss
                "output of plastic forming and also 注塑车间 | forming", // no brackets
                "output of frobnicated, plastic forming (注塑车间) | frobnicated" // another phrase
            })
    void leaves_words_unexplained_that_no_gloss_explains(String request, String unknown) {
        assertThat(new RequestLinker().link(request, OUTPUT, TODAY).unknown()).contains(unknown);
    }

    @Test
    void tells_different_from_difference() {
        Links different = new RequestLinker().link("how many different customers", CUSTOMERS, TODAY);
        assertThat(different.asks(Cue.DISTINCT)).isTrue();
        assertThat(different.asks(Cue.DIFFERENCE)).isFalse();
        assertThat(different.columns())
                .noneMatch(column -> column.column().header().equals("Difference"));

        Links difference = new RequestLinker().link("difference in sales of Ann and Bob", sales(), TODAY);
        assertThat(difference.asks(Cue.DIFFERENCE)).isTrue();
        assertThat(difference.asks(Cue.DISTINCT)).isFalse();
    }

    @Test
    void takes_the_name_of_a_column_for_no_word_of_asking() {
        Table bridges = table(row("Project", "Cost"), row("Bridge", 1), row("Tower", 2));

        assertThat(new RequestLinker()
                        .link("cost of each project", bridges, TODAY)
                        .asks(Cue.UNSUPPORTED))
                .isFalse();
        assertThat(new RequestLinker()
                        .link("sum of difference", CUSTOMERS, TODAY)
                        .asks(Cue.DIFFERENCE))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"projected sales", "forecast sales for Ann", "predict the sales"})
    void takes_forecasts_for_what_is_not_computed(String request) {
        assertThat(new RequestLinker().link(request, sales(), TODAY).asks(Cue.UNSUPPORTED))
                .isTrue();
    }

    private static Table sales() {
        return table(row("Customer", "Sales"), row("Ann", 2), row("Bob", 4));
    }

    @ParameterizedTest
    @ValueSource(strings = {"total output of the whole project", "the entire company's output", "全公司产量合计", "整个项目的产量合计"})
    void takes_all_of_it_for_all_rows(String request) {
        assertThat(new RequestLinker().link(request, OUTPUT, TODAY).unknown()).isEmpty();
    }

    @Test
    void does_not_take_the_whole_of_something_unknown_for_all_rows() {
        assertThat(new RequestLinker()
                        .link("output of the whole annex", OUTPUT, TODAY)
                        .unknown())
                .containsExactly("annex");
    }
}
