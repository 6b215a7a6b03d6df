package io.inkstone.evaluation;

import io.inkstone.evaluation.oracle.Claim;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.apache.poi.ss.util.CellAddress;
import org.apache.poi.ss.util.CellRangeAddress;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;

/** What an assistant's answers claim: that its formulas show the values that it gave. */
final class FormulaClaims {

    private final Answerer assistant;
    private final Path work;
    private final List<Claim> claims = new ArrayList<>();

    /**
     * @param assistant gives a table of texts as the workbook that its formula is made for
     * @param work a folder for these
     */
    FormulaClaims(Answerer assistant, Path work) {
        this.assistant = assistant;
        this.work = work;
    }

    /** All of the sets; of a column that was filled, the first and the last value. */
    List<Claim> of(List<MeasuredSet> sets) {
        for (MeasuredSet set : sets) {
            for (Scored scored : set.assistant()) {
                for (Attempt attempt : scored.attempts()) {
                    if (attempt.outcome() instanceof Outcome.Answered answered) {
                        Path workbook = workbook(scored.request(), attempt.trial(), answered);
                        add(set.name() + " " + scored.request().id(), workbook, answered);
                    }
                }
            }
        }
        return List.copyOf(claims);
    }

    private Path workbook(FormulaRequest request, Trial trial, Outcome.Answered answered) {
        if (!WorkbookFile.isCsv(trial.workbook())) {
            return trial.workbook();
        }
        Path given = assistant.written(request, trial, answered);
        Path kept = work.resolve("claim" + claims.size() + ".xlsx");
        try {
            if (!WorkbookFile.isCsv(given)) {
                return Files.move(given, kept, StandardCopyOption.REPLACE_EXISTING);
            }
            try (XSSFWorkbook book = WorkbookFile.open(trial.workbook())) {
                return WorkbookFile.save(book, kept);
            }
        } catch (IOException e) {
            throw new EvaluationException("cannot write " + kept + "; expected room in the temporary folder", e);
        }
    }

    private void add(String id, Path workbook, Outcome.Answered answered) {
        Outcome.Entry entry = answered.entry();
        Claim first = new Claim(
                id, workbook, entry.sheet(), entry.cell(), answered.formula(), entry.array(), 0, answered.value());
        claims.add(first);
        if (entry.fill().isPresent() && !entry.cell().isEmpty()) {
            Outcome.Fill fill = entry.fill().get();
            int rows = CellRangeAddress.valueOf(fill.range()).getLastRow() - new CellAddress(entry.cell()).getRow();
            if (rows > 0) {
                claims.add(new Claim(
                        id + ", last cell",
                        first.workbook(),
                        first.sheet(),
                        first.cell(),
                        first.formula(),
                        first.array(),
                        rows,
                        fill.lastValue()));
            }
        }
    }
}
