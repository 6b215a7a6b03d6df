package io.inkstone.documents.formula;

import io.inkstone.connector.ConnectorException;
import io.inkstone.documents.linking.Links;
import io.inkstone.documents.linking.RequestLinker;
import io.inkstone.documents.question.QuestionReader;
import io.inkstone.documents.reading.Candidate;
import io.inkstone.documents.reading.NotPlain;
import io.inkstone.documents.reading.Refusals;
import io.inkstone.documents.reading.SketchBuilder;
import io.inkstone.documents.sheet.Column;
import io.inkstone.documents.sheet.Table;
import io.inkstone.documents.sheet.WorkbookView;
import io.inkstone.documents.sketch.Aggregate;
import io.inkstone.documents.sketch.Sketch;
import io.inkstone.documents.sketch.SketchText;
import io.inkstone.documents.sketch.UsedColumns;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds the table that a request is about, and what it may mean there. */
final class RequestReader {

    private static final int MOST_TABLES = 8;

    /** By how much a smaller table has to fit better. */
    private static final double SMALLER_TABLE = 0.15;

    private static final double LOOKED_UP = 0.04;
    private static final double ELSEWHERE = 0.25;

    /** Plain readings that at least this speaks against are not shown. */
    private static final double UNSURE = 0.7;

    /** The same of readings of questions, and of requests that ask no question. */
    private static final double UNSURE_QUESTION = 0.5;

    private static final double UNSURE_FIGURE = 0.38;

    private static final Pattern QUESTION =
            Pattern.compile("\\b(?:who|whom|whose|what|which|where|when|how)\\b|谁|哪|什么|何时|多少|几");

    private final RequestLinker linker = new RequestLinker();

    /** A table with what the request names in it and may mean, the likeliest first. */
    record Reading(Links links, List<Candidate> candidates) {

        /** What speaks against it; what is only looked up from another table had better be asked of that one. */
        double penalty() {
            Candidate first = candidates.get(0);
            Set<Column> used = UsedColumns.of(first.sketch());
            long joined = UsedColumns.lookedUp(first.sketch());
            boolean elsewhere = joined > 0
                    && (joined == used.size()
                            || first.sketch() instanceof Sketch.Figure figure
                                    && figure.column() != null
                                    && figure.aggregate() != Aggregate.DISTINCT
                                    && figure.column().join().isPresent());
            return first.penalty() + joined * LOOKED_UP + (elsewhere ? ELSEWHERE : 0);
        }
    }

    /**
     * The table in which the request has the likeliest reading.
     *
     * @param perRow whether one value for each row is wanted, whatever the request says
     * @throws ConnectorException refused, for what speaks against the table that the request fits best
     */
    Reading read(String request, WorkbookView workbook, @Nullable String sheet, boolean perRow, LocalDate today) {
        @Nullable Reading best = null;
        @Nullable Refusal refusal = null;
        for (Table table : tables(workbook, sheet)) {
            Links links = linker.link(request, table, today);
            try {
                Reading reading = new Reading(links, candidates(links, perRow));
                if (best == null || reading.penalty() + SMALLER_TABLE < best.penalty()) {
                    best = reading;
                }
            } catch (ConnectorException e) {
                if (refusal == null || links.unknown().size() < refusal.unknown()) {
                    refusal = new Refusal(e, links.unknown().size());
                }
            }
        }
        if (best != null) {
            return best;
        }
        if (refusal != null) {
            throw refusal.reason();
        }
        throw ConnectorException.refused(
                "no_such_column",
                "No table was found: a table needs a row of headers with rows of data under it.",
                workbook.sheets());
    }

    /** The table that a request without a reading is about all the same: in which the fewest of its words name nothing. */
    Links nearest(String request, WorkbookView workbook, @Nullable String sheet, LocalDate today) {
        return tables(workbook, sheet).stream()
                .map(table -> linker.link(request, table, today))
                .min(Comparator.comparingInt(links -> links.unknown().size()))
                .orElseThrow();
    }

    /** Why a table has no reading, and how many words name nothing in it. */
    private record Refusal(ConnectorException reason, int unknown) {}

    /** The readings as a plain request, or else as a question. */
    private static List<Candidate> candidates(Links links, boolean perRow) {
        ConnectorException refusal;
        try {
            if (!perRow && NotPlain.isIt(links)) {
                throw Refusals.noMeasure(links);
            }
            List<Candidate> plain = withFullColumns(links, SketchBuilder.build(links, perRow));
            List<Candidate> sure = below(plain, UNSURE);
            if (!sure.isEmpty()) {
                return sure;
            }
            boolean chinese = links.request().chinese();
            refusal = Refusals.unsure(links, SketchText.say(plain.get(0).sketch(), chinese));
        } catch (ConnectorException e) {
            if (e.code().equals("ambiguous") || e.code().equals("unsupported")) {
                throw e;
            }
            refusal = e;
        }
        boolean question = QUESTION.matcher(links.request().text()).find();
        List<Candidate> read =
                below(withFullColumns(links, QuestionReader.read(links)), question ? UNSURE_QUESTION : UNSURE_FIGURE);
        if (read.isEmpty()) {
            throw refusal;
        }
        return read;
    }

    /** Those whose conditions find every row: a formula sees the blank cells under a group's name, and would take one row. */
    private static List<Candidate> withFullColumns(Links links, List<Candidate> candidates) {
        List<Candidate> full = candidates.stream()
                .filter(candidate -> UsedColumns.telling(candidate.sketch()).noneMatch(Column::groups))
                .toList();
        if (full.isEmpty() && !candidates.isEmpty()) {
            Column column = UsedColumns.telling(candidates.get(0).sketch())
                    .filter(Column::groups)
                    .findFirst()
                    .orElseThrow();
            throw Refusals.writtenOnce(links, column);
        }
        return full;
    }

    private static List<Candidate> below(List<Candidate> candidates, double penalty) {
        return candidates.stream()
                .filter(candidate -> candidate.penalty() < penalty)
                .toList();
    }

    private static List<Table> tables(WorkbookView workbook, @Nullable String sheet) {
        List<Table> tables = sheet == null ? workbook.tables() : workbook.tablesOn(sheet);
        boolean there =
                sheet == null || !tables.isEmpty() || workbook.sheets().stream().anyMatch(sheet::equalsIgnoreCase);
        if (!there) {
            throw ConnectorException.refused(
                    "no_such_sheet", "The workbook has no sheet '" + sheet + "'.", workbook.sheets());
        }
        return tables.stream()
                .sorted(Comparator.comparingInt(
                                (Table table) -> table.rows() * table.columns().size())
                        .reversed())
                .limit(MOST_TABLES)
                .toList();
    }
}
