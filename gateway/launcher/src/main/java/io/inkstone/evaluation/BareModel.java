package io.inkstone.evaluation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inkstone.evaluation.EvaluatedSystem.Reply;
import io.inkstone.evaluation.oracle.CopiedFormula;
import io.inkstone.protocol.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.poi.ss.formula.FormulaParseException;
import org.apache.poi.ss.util.CellAddress;
import org.apache.poi.ss.util.CellRangeAddress;
import org.apache.poi.xssf.usermodel.XSSFCell;
import org.apache.poi.xssf.usermodel.XSSFRow;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;

/**
 * The model alone: it sees the request and the beginning of the sheet, and writes one formula, greedily, with no grammar
 * and no checks. What it writes is computed on the sheet. A formula that cannot be computed shows an error to the person
 * who entered it, not a value, so it counts as declined.
 */
final class BareModel implements Answerer {

    private static final int ANSWER_TOKENS = 200;

    private record SheetOf(Path workbook, String sheet) {}

    private final EvaluatedSystem system;
    private final String model;
    private final Path work;
    private final Map<SheetOf, SampleSheet> sheets = new HashMap<>();
    private final Map<FormulaRequest, Reply> replies = new HashMap<>();

    /** @param work a folder for files */
    BareModel(EvaluatedSystem system, String model, Path work) {
        this.system = system;
        this.model = model;
        this.work = work;
    }

    /** Of a request on several workbooks the formula is asked for once, on the first, and entered in all. */
    @Override
    public Outcome answer(FormulaRequest request, Trial trial) {
        SampleSheet sheet = sheet(request.place(), trial);
        Reply reply = replies.computeIfAbsent(
                request, asked -> Access.checked(system.post("/v1/chat/completions", body(asked, sheet))));
        if (!reply.ok()) {
            return reply.rejected()
                    ? new Outcome.Declined("rejected", reply.error())
                    : new Outcome.Failed(reply.error());
        }
        String said = reply.json().at("/choices/0/message/content").asText();
        Optional<String> formula = WrittenFormula.in(said);
        if (formula.isEmpty()) {
            return new Outcome.Declined("no_formula", said);
        }
        String cell = request.place().cell();
        return cell == null
                ? FormulaValue.of(trial.workbook(), sheet, formula.get())
                : FormulaValue.of(trial.workbook(), sheet, formula.get(), new CellAddress(cell));
    }

    private SampleSheet sheet(Place place, Trial trial) {
        return sheets.computeIfAbsent(
                new SheetOf(trial.workbook(), Objects.requireNonNullElse(place.sheet(), "")),
                key -> SampleSheet.read(key.workbook(), key.sheet()));
    }

    private ObjectNode body(FormulaRequest request, SampleSheet sheet) {
        ObjectNode body = Json.MAPPER.createObjectNode();
        body.put("model", model).put("temperature", 0).put("max_tokens", ANSWER_TOKENS);
        String cell = request.place().cell();
        String where = cell == null ? "" : " It goes into cell " + cell + ".";
        // The sheet first: requests on one sheet then begin alike, and the engine has read the beginning already.
        body.putArray("messages")
                .addObject()
                .put("role", "user")
                .put(
                        "content",
                        sheet.describe() + "\nWrite one Excel formula that answers the following request." + where
                                + " Answer with the formula only, beginning with =.\n\nRequest: " + request.text());
        return body;
    }

    /** The formula in its cell, and below it as far as cells are compared: who enters a formula for a column fills it. */
    @Override
    public Path written(FormulaRequest request, Trial trial, Outcome.Answered answered) {
        Outcome.Entry entry = answered.entry();
        try (XSSFWorkbook book = WorkbookFile.open(trial.workbook())) {
            XSSFSheet sheet = WorkbookFile.sheet(book, entry.sheet());
            CellAddress at = new CellAddress(entry.cell());
            XSSFCell first = FormulaValue.enter(sheet, answered.formula(), at, entry.array());
            if (trial.expected() instanceof Expected.Cells cells
                    && cells.range().isColumn()) {
                fill(first, cells.range().areas().get(0).cells(), entry.array());
            }
            return WorkbookFile.save(book, work.resolve("bare.xlsx"));
        } catch (IOException e) {
            throw new EvaluationException("cannot close the workbook " + trial.workbook(), e);
        }
    }

    private static void fill(XSSFCell first, CellRangeAddress range, boolean array) {
        XSSFSheet sheet = first.getSheet();
        int column = first.getColumnIndex();
        String formula = first.getCellFormula();
        for (int i = range.getFirstRow() + 1; i <= range.getLastRow(); i++) {
            XSSFRow row = sheet.getRow(i);
            XSSFCell cell = (row == null ? sheet.createRow(i) : row).createCell(column);
            try {
                String copy = CopiedFormula.down(sheet, formula, first.getRowIndex(), i - first.getRowIndex());
                if (array) {
                    sheet.setArrayFormula(copy, new CellRangeAddress(i, i, column, column));
                } else {
                    cell.setCellFormula(copy);
                }
            } catch (FormulaParseException e) {
                return;
            }
        }
    }
}
