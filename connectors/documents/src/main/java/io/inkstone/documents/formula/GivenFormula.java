package io.inkstone.documents.formula;

import io.inkstone.connector.ConnectorException;
import io.inkstone.documents.edit.CellAddress;
import io.inkstone.documents.edit.CellEdit;
import io.inkstone.documents.expression.Explanation;
import io.inkstone.documents.expression.FormulaExplainer;
import io.inkstone.documents.expression.FormulaValue;
import io.inkstone.documents.repair.FormulaRepair;
import io.inkstone.documents.repair.Repair;
import io.inkstone.documents.sheet.CellValue;
import io.inkstone.documents.sheet.Column;
import io.inkstone.documents.sheet.SheetFormula;
import io.inkstone.documents.sheet.WorkbookView;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Explains or mends a formula that the caller has. */
final class GivenFormula {

    private final FormulaInput input;
    private final WorkbookView workbook;
    private final String sheet;
    private final String formula;
    private final boolean chinese;

    GivenFormula(FormulaInput input, WorkbookView workbook, Locale locale) {
        this.input = input;
        this.workbook = workbook;
        this.sheet = input.sheet() == null ? workbook.sheets().get(0) : input.sheet();
        this.formula = input.formula() == null ? "" : input.formula();
        String request = input.request();
        this.chinese = request == null || request.isBlank()
                ? locale.getLanguage().equals(Locale.CHINESE.getLanguage())
                : request.codePoints()
                        .anyMatch(sign -> Character.UnicodeScript.of(sign) == Character.UnicodeScript.HAN);
    }

    FormulaAnswer explained() {
        Explanation explanation = FormulaExplainer.explain(workbook, sheet, formula, chinese);
        List<Explanation.Step> steps = explanation.steps();
        @Nullable
        FormulaValue value =
                steps.isEmpty() ? null : steps.get(steps.size() - 1).value();
        return new FormulaAnswer(
                withSign(formula),
                value == null ? null : value.value(),
                value == null ? null : value.type(),
                sheet,
                input.cell(),
                false,
                explanation.summary(),
                1,
                List.of(),
                List.of(),
                null,
                steps,
                List.of(),
                null,
                null);
    }

    FormulaAnswer mended(boolean wantsFile) {
        Repair repair = FormulaRepair.fix(workbook, sheet, input.cell(), formula, input.request(), chinese);
        return new FormulaAnswer(
                repair.formula(),
                repair.value().value(),
                repair.value().type(),
                sheet,
                input.cell(),
                repair.array(),
                repair.explanation(),
                Creation.rounded(repair.confidence()),
                repair.alternatives().stream()
                        .map(other -> new FormulaAnswer.Alternative(
                                other.formula(), other.value().value(), "", other.reason()))
                        .toList(),
                List.of(new FormulaAnswer.Check(
                        "evaluation",
                        true,
                        Explainer.checked(String.valueOf(repair.value().value()), chinese))),
                null,
                List.of(),
                repair.changes(),
                input.cell() == null ? null : new FormulaAnswer.Undo(input.cell(), withSign(formula)),
                wantsFile ? written(repair).written(edit(repair)) : null);
    }

    private Destination written(Repair repair) {
        return new Destination(workbook, input.workbook().name(), sheet);
    }

    private CellEdit edit(Repair repair) {
        if (input.cell() == null) {
            throw ConnectorException.invalidInput(
                    "invalid_cell",
                    chinese
                            ? "要写回工作簿，请在 cell 中给出公式所在的单元格，例如 K2。"
                            : "To write the formula back, give the cell that it stands in as 'cell', e.g. K2.");
        }
        SheetFormula mended = new SheetFormula(repair.formula().substring(1), repair.array(), null);
        boolean day = repair.value().type().equals("date");
        return CellEdit.insert(CellAddress.of(input.cell()), mended, cached(repair.value(), day))
                .withDate(day)
                .replacing();
    }

    private static CellValue cached(FormulaValue value, boolean day) {
        if (value.value() instanceof Double number) {
            return new CellValue.Number(number);
        }
        if (value.value() instanceof Boolean truth) {
            return new CellValue.Truth(truth);
        }
        String text = value.value().toString();
        return day ? new CellValue.Number(Column.serial(LocalDate.parse(text))) : new CellValue.Text(text);
    }

    private static String withSign(String formula) {
        String bare = formula.strip();
        return bare.startsWith("=") ? bare : "=" + bare;
    }
}
