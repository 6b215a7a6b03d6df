package io.inkstone.documents.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.inkstone.connector.ConnectorException;
import io.inkstone.documents.linking.RequestLinker;
import io.inkstone.documents.sheet.Column;
import io.inkstone.documents.sheet.Table;
import io.inkstone.documents.sketch.FormulaCompiler;
import io.inkstone.documents.sketch.Outcome;
import io.inkstone.documents.sketch.Sketch;
import io.inkstone.documents.sketch.SketchRunner;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What requests of 20 May 2025 are read as. */
final class Readings {

    private static final LocalDate TODAY = LocalDate.of(2025, 5, 20);
    private static final RequestLinker LINKER = new RequestLinker();

    private Readings() {}

    /** All of them, the likeliest first. */
    static List<Candidate> of(String request, Table table) {
        return SketchBuilder.build(LINKER.link(request, table, TODAY), false);
    }

    /** The likeliest. */
    static Sketch likeliest(String request, Table table) {
        return of(request, table).get(0).sketch();
    }

    /** What the likeliest comes to: a number, a text, or the day where it is one. A formula can be written for it. */
    static @Nullable Object value(String request, Table table) {
        Sketch sketch = likeliest(request, table);
        assertThat(FormulaCompiler.compile(sketch)).as(request).isPresent();
        Outcome outcome = SketchRunner.run(sketch);
        return outcome.day() && outcome.value() instanceof Double serial ? Column.day(serial) : outcome.value();
    }

    /** The values of the column that the likeliest fills in, from the top. */
    static List<Object> filled(String request, Table table) {
        Column values = ((Sketch.Fill) likeliest(request, table)).values();
        return IntStream.range(0, values.size())
                .mapToObj(row -> values.text(row) == null ? (Object) values.number(row) : (Object) values.text(row))
                .toList();
    }

    /** The formula of the likeliest. */
    static String formula(String request, Table table) {
        return FormulaCompiler.compile(likeliest(request, table)).orElseThrow().text();
    }

    /** Why there is none. */
    static ConnectorException refusal(String request, Table table) {
        return catchThrowableOfType(ConnectorException.class, () -> of(request, table));
    }
}
