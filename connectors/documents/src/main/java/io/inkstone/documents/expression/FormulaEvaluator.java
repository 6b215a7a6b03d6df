package io.inkstone.documents.expression;

import io.inkstone.documents.expression.Expression.Call;
import io.inkstone.documents.expression.Expression.Group;
import io.inkstone.documents.expression.Expression.Literal;
import io.inkstone.documents.sheet.CellValue;
import io.inkstone.documents.sheet.Column;
import io.inkstone.documents.sheet.ColumnType;
import io.inkstone.documents.sheet.SheetCalculator;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Computes formulas and parts of them on the workbook, each text once, for 20 seconds in all. Not thread-safe. */
public final class FormulaEvaluator {

    private static final Duration TIME_LIMIT = Duration.ofSeconds(20);
    private static final Set<String> DAYS = Set.of("DATE", "TODAY", "EDATE", "EOMONTH", "DATEVALUE", "WORKDAY");

    /** Functions whose value is one of the cells of an argument, by the argument's place. */
    private static final Map<String, Integer> PASSING = Map.of(
            "MAX", 0, "MIN", 0, "INDEX", 0, "MAXIFS", 0, "MINIFS", 0, "XLOOKUP", 2, "IFERROR", 0, "IF", 1, "LARGE", 0,
            "SMALL", 0);

    private final Scope scope;
    private final SheetCalculator calculator;
    private final long deadlineNanos = System.nanoTime() + TIME_LIMIT.toNanos();
    private final Map<String, CellValue> known = new HashMap<>();

    /** An evaluator for formulas on the scope's sheet. */
    public FormulaEvaluator(Scope scope, SheetCalculator calculator) {
        this.scope = scope;
        this.calculator = calculator;
    }

    /** The value; a {@link CellValue.Failure} for errors and for what cannot be computed. */
    public CellValue value(Expression formula) {
        if (formula instanceof Literal literal) {
            return literal.value();
        }
        return known.computeIfAbsent(formula.text(), text -> evaluated(formula));
    }

    private CellValue evaluated(Expression formula) {
        return System.nanoTime() - deadlineNanos > 0
                ? new CellValue.Failure("the time for computing is over")
                : calculator.evaluate(scope.sheet(), RowForms.of(formula, scope));
    }

    /** The value for JSON; empty where there is none. */
    public Optional<FormulaValue> shown(Expression formula) {
        CellValue value = value(formula);
        return value instanceof CellValue.Failure
                ? Optional.empty()
                : Optional.of(FormulaValue.of(value, isDay(formula, scope)));
    }

    /** Whether older programs need the formula to be entered as an array formula. */
    public boolean isArray(Expression formula) {
        return RowForms.needsArrayEntry(formula, scope);
    }

    /** Whether a formula comes to a day, by its form. */
    static boolean isDay(Expression formula, Scope scope) {
        if (formula instanceof Group group) {
            return isDay(group.inner(), scope);
        }
        if (formula instanceof Call call) {
            int passed = PASSING.getOrDefault(call.function(), -1);
            return DAYS.contains(call.function())
                    || (passed >= 0
                            && passed < call.arguments().size()
                            && isDay(call.arguments().get(passed), scope));
        }
        return scope.place(formula)
                .flatMap(Place::column)
                .map(Column::type)
                .filter(ColumnType.DATE::equals)
                .isPresent();
    }
}
