package io.inkstone.documents.reading;

import static io.inkstone.documents.WrittenTables.row;
import static io.inkstone.documents.WrittenTables.table;
import static org.assertj.core.api.Assertions.assertThat;

import io.inkstone.documents.sheet.Table;
import io.inkstone.documents.sketch.Sketch;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PlacesTest {

    private static final Table PEOPLE = table(
            row("Name", "Team", "Score", "Bonus"),
            row("Ann", "Red", 5, 1),
            row("Bob", "Blue", 9, 2),
            row("Cid", "Red", 7, 3),
            row("Dee", "Blue", 7, 4),
            row("Eve", "Green", 1, 100));

    private static final Table CHINESE_PEOPLE =
            table(row("姓名", "班组", "成绩"), row("张三", "甲组", 5), row("李四", "乙组", 9), row("王五", "甲组", 7));

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "what rank does Bob have by score | 1",
                "what rank does Cid have by score | 2",
                "rank of Dee by score | 2", // shared with Cid
                "where does Ann rank in score | 4",
                "rank of Ann by score from lowest | 2",
                "rank of Cid by score within Red | 1"
            })
    void gives_the_place_of_a_row(String request, double place) {
        assertThat(Readings.likeliest(request, PEOPLE)).isInstanceOf(Sketch.Rank.class);
        assertThat(Readings.value(request, PEOPLE)).isEqualTo(place);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "rank of team Blue by total bonus | 2",
                "rank of team Blue by average score | 1",
                "rank of team Red by average score | 2",
                "rank of team Red by score | 2", // scores are no sums
                "rank of team Red by total score | 2",
                "rank of team Red by total bonus from lowest | 1"
            })
    void gives_the_place_of_a_group(String request, double place) {
        assertThat(Readings.likeliest(request, PEOPLE)).isInstanceOf(Sketch.GroupRank.class);
        assertThat(Readings.value(request, PEOPLE)).isEqualTo(place);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {"王五的成绩排第几名 | 2", "张三成绩从低到高排第几 | 1", "甲组的总成绩排名第几 | 1", "甲组的平均成绩排名第几 | 2"})
    void gives_places_in_chinese(String request, double place) {
        assertThat(Readings.value(request, CHINESE_PEOPLE)).isEqualTo(place);
    }

    @ParameterizedTest
    @ValueSource(strings = {"what is the rank by score", "rank of Bob", "rank of Zoe by score"})
    void refuses_without_a_row_or_a_measure(String request) {
        assertThat(Readings.refusal(request, PEOPLE)).isNotNull();
    }
}
