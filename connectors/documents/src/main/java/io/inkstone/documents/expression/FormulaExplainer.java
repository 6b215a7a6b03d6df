package io.inkstone.documents.expression;

import io.inkstone.connector.ConnectorException;
import io.inkstone.documents.expression.Explanation.Step;
import io.inkstone.documents.expression.Expression.Call;
import io.inkstone.documents.expression.Expression.Operation;
import io.inkstone.documents.sheet.CellValue;
import io.inkstone.documents.sheet.SheetCalculator;
import io.inkstone.documents.sheet.WorkbookView;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Explains formulas of a workbook, by their form alone. Stateless and thread-safe. */
public final class FormulaExplainer {

    /** The most steps that an explanation has. */
    static final int MOST_STEPS = 12;

    private static final int MOST_SUMMARY_CHARS = 600;
    private static final int CONTEXT_CHARS = 12;

    /** Functions whose parts have names that mean nothing outside. */
    private static final Set<String> BINDING = Set.of("LET", "LAMBDA", "MAP", "REDUCE", "SCAN", "BYROW", "BYCOL");

    private FormulaExplainer() {}

    /**
     * Says what a formula computes.
     *
     * @param sheet the sheet that it stands on
     * @param formula in en-US A1 notation, with or without the equals sign
     * @throws ConnectorException {@code formula_missing}; {@code invalid_formula}, which names where it stops making sense;
     *     {@code no_such_sheet}
     */
    public static Explanation explain(WorkbookView view, String sheet, String formula, boolean chinese) {
        Scope scope = scope(view, sheet, chinese);
        requireFormula(formula, chinese);
        Expression parsed = parse(formula.strip(), chinese);
        return explain(parsed, scope, new FormulaEvaluator(scope, SheetCalculator.open(view)), chinese);
    }

    /** The same for a formula that is parsed already. */
    public static Explanation explain(Expression formula, Scope scope, FormulaEvaluator evaluator, boolean chinese) {
        ExpressionWords words = new ExpressionWords(scope, chinese);
        List<Expression> parts = new ArrayList<>();
        collect(formula, parts);
        int skipped = Math.max(0, parts.size() - MOST_STEPS);
        List<Step> steps = parts.subList(skipped, parts.size()).stream()
                .map(part -> step(part, words, scope, evaluator))
                .toList();
        return new Explanation(sentence(words.say(formula), formula, chinese), steps);
    }

    /** The formula in words, without its steps. */
    public static String summary(Expression formula, Scope scope, boolean chinese) {
        return sentence(new ExpressionWords(scope, chinese).say(formula), formula, chinese);
    }

    private static String sentence(String words, Expression formula, boolean chinese) {
        String said = words.length() > MOST_SUMMARY_CHARS && formula instanceof Call call
                ? (chinese
                        ? "函数" + call.function() + "的结果，见各步骤"
                        : "the function " + call.function() + "; see its steps")
                : words;
        return chinese ? said + "。" : Character.toUpperCase(said.charAt(0)) + said.substring(1) + ".";
    }

    /** From inside out: calls and arithmetic, but for constants and conditions, which belong to the part around them. */
    private static void collect(Expression part, List<Expression> into) {
        boolean constantDay =
                part instanceof Call call && ExpressionWords.constantDay(call).isPresent();
        if (constantDay) {
            return;
        }
        boolean binds = part instanceof Call call && BINDING.contains(call.function());
        if (!binds) {
            part.children().forEach(child -> collect(child, into));
        }
        boolean step = part instanceof Call
                || (part instanceof Operation operation && !operation.operator().equals("&"));
        if (step && into.stream().noneMatch(part::equals)) {
            into.add(part);
        }
    }

    private static Step step(Expression part, ExpressionWords words, Scope scope, FormulaEvaluator evaluator) {
        if (RowForms.manyValued(part, scope)) {
            return new Step(part.text(), words.say(part), null, null);
        }
        Optional<FormulaValue> value = evaluator.shown(part);
        @Nullable
        String error =
                value.isEmpty() && evaluator.value(part) instanceof CellValue.Failure failure ? failure.reason() : null;
        return new Step(part.text(), words.say(part), value.orElse(null), error);
    }

    /**
     * Refuses a formula that is not there.
     *
     * @throws ConnectorException {@code formula_missing}
     */
    public static void requireFormula(@Nullable String formula, boolean chinese) {
        if (formula == null || formula.replaceAll("[=＝\\s]", "").isEmpty()) {
            throw ConnectorException.invalidInput(
                    "formula_missing",
                    chinese
                            ? "没有公式。请在 formula 中给出公式，例如 =SUM(B2:B20)。"
                            : "There is no formula. Give it as 'formula', e.g. =SUM(B2:B20).");
        }
    }

    /**
     * The references of formulas on a sheet.
     *
     * @throws ConnectorException {@code no_such_sheet}
     */
    public static Scope scope(WorkbookView view, String sheet, boolean chinese) {
        Scope scope = new Scope(view, sheet);
        if (scope.sheetNamed(sheet).isEmpty()) {
            throw ConnectorException.refused(
                    "no_such_sheet",
                    chinese ? "工作簿中没有工作表“" + sheet + "”。" : "The workbook has no sheet '" + sheet + "'.",
                    view.sheets());
        }
        return scope;
    }

    private static Expression parse(String formula, boolean chinese) {
        try {
            return FormulaParser.parse(formula);
        } catch (FormulaSyntaxException e) {
            throw invalid(formula, e, chinese);
        }
    }

    /** The error for a formula that cannot be parsed: where it stops and what was expected there. */
    public static ConnectorException invalid(String formula, FormulaSyntaxException stop, boolean chinese) {
        int at = Math.min(stop.position(), formula.length());
        String before = formula.substring(Math.max(0, at - CONTEXT_CHARS), at);
        String there = formula.substring(at, Math.min(formula.length(), at + CONTEXT_CHARS));
        String message;
        if (chinese) {
            String found = there.isEmpty() ? "公式到此结束" : "遇到“" + there + "”";
            message = "公式在第" + (at + 1) + "个字符处（“" + before + "”之后）无法继续：应为" + stop.expected() + "，但" + found
                    + "。请改正该处，或用 fix 模式修复。";
        } else {
            String found = there.isEmpty() ? "it ends there" : "found '" + there + "'";
            message = "The formula cannot be read from character " + (at + 1) + " on, after '" + before + "': expected "
                    + stop.expected() + ", but " + found + ". Correct it there, or use the mode 'fix'.";
        }
        return ConnectorException.invalidInput("invalid_formula", message);
    }
}
