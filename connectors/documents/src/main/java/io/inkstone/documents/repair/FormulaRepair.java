package io.inkstone.documents.repair;

import io.inkstone.connector.ConnectorException;
import io.inkstone.documents.expression.Corner;
import io.inkstone.documents.expression.Expression;
import io.inkstone.documents.expression.Expression.Reference;
import io.inkstone.documents.expression.FormulaEvaluator;
import io.inkstone.documents.expression.FormulaExplainer;
import io.inkstone.documents.expression.FormulaParser;
import io.inkstone.documents.expression.FormulaSyntaxException;
import io.inkstone.documents.expression.FormulaValue;
import io.inkstone.documents.expression.Scope;
import io.inkstone.documents.repair.Repair.Alternative;
import io.inkstone.documents.sheet.SheetCalculator;
import io.inkstone.documents.sheet.WorkbookView;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Mends formulas on a workbook: rules name what is wrong and the ways to mend it, what they make is run, and of what runs
 * and has nothing wrong with it any more the likeliest is taken. A formula that is right stays as it is. Stateless and
 * thread-safe.
 */
public final class FormulaRepair {

    /** In this order: what must be known first is asked first. */
    private static final List<Rule> RULES = List.of(
            new FunctionNames(),
            new Names(),
            new LostReferences(),
            new ArgumentOrder(),
            new OwnCell(),
            new RangeLengths(),
            new RangeExtents(),
            new Conditions(),
            new Lookups(),
            new LookupKeys(),
            new StoredAsText(),
            new FixedRanges(),
            new RunErrors());

    private static final int MOST_DRAFTS = 120;
    private static final int MOST_CHANGES = 8;
    private static final int MOST_ALTERNATIVES = 3;
    private static final int MOST_CHOICES = 6;

    /** Mends that differ less in cost are equally likely. */
    private static final double TIE = 0.04;

    private static final double NOTHING_WRONG = 0.95;
    private static final double LEAST_SURE = 0.3;

    private final Bench bench;
    private final PriorityQueue<Draft> queue = new PriorityQueue<>(Comparator.comparingDouble(Draft::cost));
    private final Set<String> seen = new HashSet<>();
    private final List<Draft> mended = new ArrayList<>();
    private @Nullable Fault dead;

    private FormulaRepair(Bench bench) {
        this.bench = bench;
    }

    /**
     * Mends a formula.
     *
     * @param sheet the sheet that it stands on
     * @param cell where it stands, e.g. {@code K2}; null where that is not known
     * @param formula as it was typed
     * @param request what the person says about it, e.g. {@code should count all rows}; may be null
     * @throws ConnectorException {@code formula_missing}; {@code invalid_formula} when no few characters make it one that can be
     *     parsed; {@code unrepairable} when something is wrong and nothing says what was meant; {@code ambiguous} when
     *     several mends are as likely, with these as choices; {@code not_computable} when the engine cannot run the
     *     formula; {@code no_such_sheet}; {@code invalid_cell}
     */
    public static Repair fix(
            WorkbookView view,
            String sheet,
            @Nullable String cell,
            String formula,
            @Nullable String request,
            boolean chinese) {
        Scope scope = FormulaExplainer.scope(view, sheet, chinese);
        FormulaExplainer.requireFormula(formula, chinese);
        FormulaEvaluator evaluator = new FormulaEvaluator(scope, SheetCalculator.open(view));
        Bench bench = new Bench(scope, evaluator, corner(cell, chinese), request == null ? "" : request, chinese);
        return new FormulaRepair(bench).fix(formula);
    }

    private static @Nullable Corner corner(@Nullable String cell, boolean chinese) {
        if (cell == null) {
            return null;
        }
        try {
            if (FormulaParser.parse(cell) instanceof Reference reference
                    && reference.to() == null
                    && reference.sheet() == null) {
                return reference.from();
            }
        } catch (FormulaSyntaxException e) {
            // The same answer as for what can be parsed and is no cell.
        }
        throw ConnectorException.invalidInput(
                "invalid_cell",
                chinese ? "“" + cell + "”不是单元格地址，应为如 K2。" : "'" + cell + "' is no cell; give its address, e.g. K2.");
    }

    private Repair fix(String formula) {
        TidyText tidy = TidyText.of(formula, bench.chinese());
        try {
            queue.addAll(TextRepair.drafts(tidy, bench.chinese()));
        } catch (FormulaSyntaxException e) {
            throw FormulaExplainer.invalid(tidy.text(), e, bench.chinese());
        }
        search();
        if (mended.isEmpty()) {
            throw unrepairable();
        }
        Draft best = mended.get(0);
        refuseTies(best);
        return repair(best, shown(best.formula()).orElseThrow());
    }

    private void search() {
        for (int tried = 0; tried < MOST_DRAFTS && !queue.isEmpty(); tried++) {
            Draft draft = queue.remove();
            boolean done = mended.size() > MOST_ALTERNATIVES + MOST_CHOICES;
            if (done
                    || draft.changes().size() > MOST_CHANGES
                    || !seen.add(draft.formula().text())) {
                continue;
            }
            Optional<Fault> fault = RULES.stream()
                    .flatMap(rule -> rule.fault(draft.formula(), bench).stream())
                    .findFirst();
            if (fault.isEmpty()) {
                mended.add(draft);
            } else if (fault.get().mends().isEmpty()) {
                dead = dead == null ? fault.get() : dead;
            } else {
                fault.get().mends().forEach(mend -> queue.add(draft.after(mend)));
            }
        }
    }

    private Optional<FormulaValue> shown(Expression formula) {
        return bench.evaluator().shown(formula);
    }

    private ConnectorException unrepairable() {
        Fault why =
                dead == null ? new Fault(bench.say("Nothing was found that mends it.", "没有找到修复办法。"), List.of()) : dead;
        String ask = bench.say(
                " The formula was left as it is; say in 'request' what it is to compute.",
                "公式未作修改，请在 request 中说明要计算什么。");
        return ConnectorException.refused(
                why.code(),
                why.reason() + ask,
                why.choices().stream().limit(MOST_CHOICES).toList());
    }

    private void refuseTies(Draft best) {
        List<Draft> tied = mended.stream()
                .filter(draft -> draft.cost() - best.cost() < TIE && meansAnother(draft, best))
                .toList();
        if (!tied.isEmpty()) {
            List<String> choices = new ArrayList<>();
            choices.add("=" + best.formula().text());
            tied.forEach(draft -> choices.add("=" + draft.formula().text()));
            throw ConnectorException.refused(
                    "ambiguous",
                    bench.say(
                            "Several mends are equally likely and compute different things. Say which is meant.",
                            "有多种同样可能的修复，含义各不相同，请说明需要哪一种。"),
                    choices.stream().limit(MOST_CHOICES).toList());
        }
    }

    /** Even where two come to the same value today, they may compute different things. */
    private boolean meansAnother(Draft a, Draft b) {
        return !shown(a.formula()).equals(shown(b.formula()))
                || !summary(a.formula()).equals(summary(b.formula()));
    }

    private String summary(Expression formula) {
        return FormulaExplainer.summary(formula, bench.scope(), bench.chinese());
    }

    private Repair repair(Draft best, FormulaValue value) {
        List<Alternative> alternatives = new ArrayList<>();
        for (Draft other : mended) {
            Optional<FormulaValue> otherValue = shown(other.formula());
            boolean different = otherValue.isPresent() && !otherValue.get().equals(value);
            if (different && alternatives.size() < MOST_ALTERNATIVES) {
                alternatives.add(new Alternative("=" + other.formula().text(), otherValue.get(), reason(other)));
            }
        }
        double confidence =
                best.changes().isEmpty() ? NOTHING_WRONG : Math.max(LEAST_SURE, NOTHING_WRONG - best.cost() / 2);
        return new Repair(
                "=" + best.formula().text(),
                value,
                bench.evaluator().isArray(best.formula()),
                summary(best.formula()),
                best.changes(),
                alternatives,
                Math.round(confidence * 100) / 100.0);
    }

    private String reason(Draft draft) {
        return draft.changes().isEmpty()
                ? bench.say("Nothing is wrong", "没有问题")
                : draft.changes().get(draft.changes().size() - 1).words();
    }
}
