package io.inkstone.documents.formula;

import io.inkstone.connector.ChooseRequest;
import io.inkstone.connector.ConnectorException;
import io.inkstone.connector.Grammar;
import io.inkstone.connector.Models;
import io.inkstone.documents.edit.CellAddress;
import io.inkstone.documents.edit.CellEdit;
import io.inkstone.documents.expression.FormulaExplainer;
import io.inkstone.documents.expression.FormulaParser;
import io.inkstone.documents.expression.FormulaSyntaxException;
import io.inkstone.documents.expression.FormulaValue;
import io.inkstone.documents.linking.Links;
import io.inkstone.documents.sheet.CellValue;
import io.inkstone.documents.sheet.SheetCalculator;
import io.inkstone.documents.sheet.SheetFormula;
import io.inkstone.documents.sheet.WorkbookView;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A formula that the model writes by itself, for a request that no sketch fits and whose user asked for it all the same. It
 * runs, and its explanation is its parse; nothing says that it computes what was asked, and the answer says so.
 */
final class FreeFormula {

    /** The likeliest formula and some others, which vote by their values. */
    private static final int VOTES = 5;

    private static final double TEMPERATURE = 0.7;

    /** What a formula is trusted at most that only the model vouches for. */
    private static final double MOST_CONFIDENCE = 0.3;

    /** What a request is refused with that has no sketch; what is ambiguous only its user can settle. */
    private static final Set<String> NO_SKETCH = Set.of("unsupported", "no_such_column", "no_such_value");

    private static final String SYSTEM =
            "You write one spreadsheet formula that computes what the request asks for. Answer with the formula alone.";

    private final FormulaInput input;
    private final WorkbookView workbook;
    private final Links links;
    private final Grammar grammar;
    private final String sheet;
    private final boolean chinese;

    /** What came of some formulas: the answer, or why none of them runs. */
    record Result(Optional<FormulaAnswer> answer, String trouble) {}

    private record Vote(String formula, CellValue value, int votes) {}

    private FreeFormula(FormulaInput input, WorkbookView workbook, Links links, Grammar grammar) {
        this.input = input;
        this.workbook = workbook;
        this.links = links;
        this.grammar = grammar;
        this.sheet = links.table().sheet();
        this.chinese = links.request().chinese();
    }

    /** Empty where the table holds nothing to compute with. */
    static Optional<FreeFormula> of(FormulaInput input, WorkbookView workbook, Links links) {
        return FormulaGrammar.of(links).map(grammar -> new FreeFormula(input, workbook, links, grammar));
    }

    /** Whether a request that was refused so has no sketch. */
    static boolean mayTry(ConnectorException refusal) {
        return NO_SKETCH.contains(refusal.code());
    }

    /**
     * Asks the model.
     *
     * @param trouble why what it wrote before fails; empty the first time
     */
    List<String> write(String trouble, Models models) throws InterruptedException {
        String prompt = "Columns:\n" + FormulaGrammar.describe(links) + "\nRequest: "
                + links.request().text() + trouble + "\nFormula:";
        ChooseRequest likeliest = ChooseRequest.of(SYSTEM, prompt, grammar);
        List<String> formulas = new ArrayList<>();
        for (int vote = 0; vote < VOTES; vote++) {
            formulas.add(models.choose(vote == 0 ? likeliest : likeliest.sampled(TEMPERATURE, vote)));
        }
        return formulas;
    }

    /** The formula whose value most others share; of equals the one written first. */
    Result judge(List<String> formulas, boolean wantsFile) {
        SheetCalculator calculator = SheetCalculator.open(workbook);
        Map<CellValue, Vote> byValue = new LinkedHashMap<>();
        String trouble = "";
        for (String formula : formulas) {
            CellValue value = calculator.evaluate(sheet, bare(formula));
            if (value instanceof CellValue.Failure failure) {
                trouble = "\nThe formula " + formula + " fails: " + failure.reason() + ". Write another one.";
            } else {
                byValue.merge(value, new Vote(formula, value, 1), FreeFormula::and);
            }
        }
        Optional<Vote> most = byValue.values().stream().reduce((a, b) -> b.votes() > a.votes() ? b : a);
        return new Result(most.map(vote -> answer(vote, calculator, wantsFile)), trouble);
    }

    private static Vote and(Vote known, Vote again) {
        return new Vote(known.formula(), known.value(), known.votes() + again.votes());
    }

    private static SheetFormula bare(String formula) {
        return new SheetFormula(formula.substring(1), false, null);
    }

    private FormulaAnswer answer(Vote vote, SheetCalculator calculator, boolean wantsFile) {
        Destination destination = new Destination(workbook, input.workbook().name(), sheet);
        CellAddress cell = destination.cell(input.cell(), links.table().cellBeside(1), 1, calculator);
        FormulaValue value = FormulaValue.of(vote.value(), false);
        return new FormulaAnswer(
                vote.formula(),
                value.value(),
                value.type(),
                sheet,
                cell.toString(),
                false,
                said(vote.formula()),
                Creation.rounded(MOST_CONFIDENCE * vote.votes() / VOTES),
                List.of(),
                List.of(new FormulaAnswer.Check("free_formula", false, Explainer.free(vote.votes(), VOTES, chinese))),
                null,
                List.of(),
                List.of(),
                new FormulaAnswer.Undo(cell.toString(), null),
                wantsFile ? destination.written(CellEdit.insert(cell, bare(vote.formula()), vote.value())) : null);
    }

    private String said(String formula) {
        try {
            return FormulaExplainer.summary(
                    FormulaParser.parse(formula.substring(1)),
                    FormulaExplainer.scope(workbook, sheet, chinese),
                    chinese);
        } catch (FormulaSyntaxException e) {
            throw new IllegalStateException("the grammar let pass " + formula, e);
        }
    }
}
