package io.inkstone.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each sample set says what its README says, and the values are what H2 makes of the workbooks. */
final class FormulaSetTest {

    private static final Path SAMPLES = Path.of("..", "..", "examples", "samples");
    private static final List<FormulaRequest> REQUESTS = Stream.of("simple", "second", "third")
            .flatMap(name -> FormulaSet.shipped(SAMPLES, name).requests().stream())
            .toList();

    @TestFactory
    Stream<DynamicTest> a_database_computes_each_value() {
        Map<Path, List<FormulaRequest>> byWorkbook = REQUESTS.stream()
                .filter(request -> !request.toBeRefused())
                .collect(Collectors.groupingBy(FormulaRequest::workbook, TreeMap::new, Collectors.toList()));

        assertThat(byWorkbook).hasSize(18);
        return byWorkbook.entrySet().stream()
                .map(entry -> dynamicTest(entry.getKey().getFileName().toString(), () -> {
                    try (Connection database = load(SampleSheet.read(entry.getKey()))) {
                        for (FormulaRequest request : entry.getValue()) {
                            assertSame(request, query(database, request.sql()));
                        }
                    }
                }));
    }

    @ParameterizedTest
    @ValueSource(strings = {"formula", "formula-second", "formula-third"})
    void as_many_of_each_kind_as_the_readme_says(String folder) throws IOException {
        String readme = Files.readString(SAMPLES.resolve(folder).resolve("README.md"));
        List<FormulaRequest> requests = FormulaSet.read(SAMPLES.resolve(folder)).requests();

        Map<String, String> stated = Pattern.compile("(?m)^\\| (\\w+) \\| (\\d+) \\| (\\d+) \\| (\\d+) \\|$")
                .matcher(readme)
                .results()
                .collect(Collectors.toMap(
                        row -> row.group(1),
                        row -> row.group(2) + " en, " + row.group(3) + " zh, " + row.group(4) + " in all"));

        assertThat(stated).hasSize(11);
        assertThat(counted(requests)).isEqualTo(stated);
        assertThat(readme).contains(requests.size() + " requests");
    }

    private static Map<String, String> counted(List<FormulaRequest> requests) {
        Map<String, List<FormulaRequest>> byKind =
                requests.stream().collect(Collectors.groupingBy(FormulaRequest::kind));
        return byKind.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, kind -> {
            long english = kind.getValue().stream()
                    .filter(request -> request.language().equals("en"))
                    .count();
            int all = kind.getValue().size();
            return english + " en, " + (all - english) + " zh, " + all + " in all";
        }));
    }

    @Test
    void no_phrasing_dominates() {
        Map<String, Long> templates =
                REQUESTS.stream().collect(Collectors.groupingBy(FormulaRequest::template, Collectors.counting()));

        assertThat(templates.values()).allMatch(times -> times <= 3);
        assertThat(REQUESTS).extracting(FormulaRequest::id).doesNotHaveDuplicates();
    }

    @Test
    void enough_is_paraphrased_and_enough_must_be_refused() {
        assertThat(share(FormulaRequest::paraphrased)).isGreaterThanOrEqualTo(0.25);
        assertThat(share(FormulaRequest::toBeRefused)).isGreaterThanOrEqualTo(0.15);
        assertThat(share(request -> request.language().equals("zh"))).isEqualTo(0.5);
    }

    @Test
    void a_sample_is_the_same_for_the_same_seed() {
        FormulaSet set = FormulaSet.shipped(SAMPLES, "simple");

        assertThat(set.sample(20, 1).requests())
                .hasSize(20)
                .isEqualTo(set.sample(20, 1).requests())
                .isNotEqualTo(set.sample(20, 2).requests());
        assertThat(set.sample(1000, 1).requests()).isEqualTo(set.requests());
    }

    @Test
    void names_the_sets_that_there_are() {
        assertThatThrownBy(() -> FormulaSet.shipped(SAMPLES, "fourth"))
                .isInstanceOf(EvaluationException.class)
                .hasMessageContaining("'fourth'")
                .hasMessageContaining("second, simple, third");
    }

    private static double share(Predicate<FormulaRequest> rule) {
        return (double) REQUESTS.stream().filter(rule).count() / REQUESTS.size();
    }

    private static void assertSame(FormulaRequest request, Object computed) {
        JsonNode value = request.value();
        if (value.isNumber()) {
            double expected = value.doubleValue();
            assertThat(((Number) computed).doubleValue())
                    .as(request.id())
                    .isCloseTo(expected, within(1e-9 * Math.abs(expected)));
        } else {
            assertThat(computed.toString()).as(request.id()).isEqualTo(value.textValue());
        }
    }

    /** The query's one cell. */
    private static Object query(Connection database, String sql) throws SQLException {
        try (Statement statement = database.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            assertThat(result.next()).as(sql).isTrue();
            Object value = Objects.requireNonNull(result.getObject(1), sql);
            assertThat(result.next()).as(sql).isFalse();
            return value;
        }
    }

    /** The table as {@code t}, in a database that goes with its connection. */
    private static Connection load(SampleSheet sheet) throws SQLException {
        Connection database = DriverManager.getConnection("jdbc:h2:mem:");
        List<String> headers = sheet.headers();
        String columns = Stream.iterate(0, i -> i < headers.size(), i -> i + 1)
                .map(i -> '"' + headers.get(i) + "\" " + type(sheet, i))
                .collect(Collectors.joining(", "));
        String marks = headers.stream().map(header -> "?").collect(Collectors.joining(", "));
        try (Statement statement = database.createStatement()) {
            statement.execute("CREATE TABLE t (" + columns + ")");
        }
        try (PreparedStatement insert = database.prepareStatement("INSERT INTO t VALUES (" + marks + ")")) {
            for (List<@Nullable Object> row : sheet.rows()) {
                for (int i = 0; i < row.size(); i++) {
                    insert.setObject(i + 1, row.get(i));
                }
                insert.addBatch();
            }
            insert.executeBatch();
        }
        return database;
    }

    private static String type(SampleSheet sheet, int column) {
        Function<Class<?>, Boolean> all = type -> sheet.rows().stream()
                .map(row -> row.get(column))
                .filter(Objects::nonNull)
                .allMatch(type::isInstance);
        if (all.apply(LocalDate.class)) {
            return "DATE";
        }
        if (all.apply(Boolean.class)) {
            return "BOOLEAN";
        }
        return all.apply(Double.class) ? "DOUBLE PRECISION" : "VARCHAR";
    }
}
