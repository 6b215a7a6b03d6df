package io.inkstone.documents.question;

import static org.assertj.core.api.Assertions.assertThat;

import io.inkstone.documents.linking.Links;
import io.inkstone.documents.linking.RequestLinker;
import io.inkstone.documents.reading.Candidate;
import io.inkstone.documents.sheet.Table;
import io.inkstone.documents.sketch.FormulaCompiler;
import io.inkstone.documents.sketch.Sketch;
import io.inkstone.documents.sketch.SketchRunner;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What plain questions of 20 May 2025 are read as. */
final class Questions {

    private static final LocalDate TODAY = LocalDate.of(2025, 5, 20);
    private static final RequestLinker LINKER = new RequestLinker();

    private Questions() {}

    static Links links(String question, Table table) {
        return LINKER.link(question, table, TODAY);
    }

    /** All readings, the likeliest first. */
    static List<Candidate> of(String question, Table table) {
        return QuestionReader.read(links(question, table));
    }

    static Candidate likeliest(String question, Table table) {
        List<Candidate> readings = of(question, table);
        assertThat(readings).as(question).isNotEmpty();
        return readings.get(0);
    }

    /** What the likeliest comes to. A formula can be written for it. */
    static @Nullable Object value(String question, Table table) {
        Sketch sketch = likeliest(question, table).sketch();
        assertThat(FormulaCompiler.compile(sketch)).as(question).isPresent();
        return SketchRunner.run(sketch).value();
    }
}
