package io.inkstone.documents.repair;

import io.inkstone.documents.expression.Expression;
import io.inkstone.documents.expression.Expression.Call;
import io.inkstone.documents.expression.Expression.Group;
import io.inkstone.documents.expression.Expression.Literal;
import io.inkstone.documents.expression.Expression.Operation;
import io.inkstone.documents.expression.Expression.Sign;
import io.inkstone.documents.sheet.CellValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the formula comes to when it is run: an error is traced to the part that causes it. */
final class RunErrors implements Rule {

    private static final double USUAL = 0.2;

    @Override
    public Optional<Fault> fault(Expression formula, Bench bench) {
        if (!(bench.value(formula) instanceof CellValue.Failure failure)) {
            return Optional.empty();
        }
        Optional<Fault> traced = switch (failure.reason()) {
            case "#DIV/0!" -> division(formula, bench);
            case "#VALUE!" -> arithmetic(formula, bench);
            default -> Optional.empty();
        };
        return Optional.of(traced.orElseGet(() -> untraced(failure.reason(), bench)));
    }

    /** Errors of Excel begin with #; other reasons are those of the engine. */
    private static Fault untraced(String reason, Bench bench) {
        return reason.startsWith("#")
                ? new Fault(bench.say("The formula comes to " + reason + ".", "公式的结果为" + reason + "。"), List.of())
                : Fault.notComputable(bench.say(
                        "The formula cannot be computed here, so nothing can be said of its value: " + reason + ".",
                        "此处无法计算该公式，因此无法核实其结果：" + reason + "。"));
    }

    /** The innermost division by nothing; the guard goes around the whole formula, which has no value without it. */
    private static Optional<Fault> division(Expression formula, Bench bench) {
        return formula.all()
                .filter(part -> part instanceof Operation operation
                        && operation.operator().equals("/")
                        && zero(operation.right(), bench))
                .map(Operation.class::cast)
                .reduce((outer, inner) -> inner)
                .map(operation -> {
                    Expression divisor = operation.right().bare();
                    Call guarded = new Call(
                            "IF",
                            List.of(
                                    new Operation(
                                            "=",
                                            divisor instanceof Operation ? new Group(divisor) : divisor,
                                            Literal.of(0)),
                                    Literal.of(""),
                                    formula));
                    Mend mend = bench.mend(
                            guarded,
                            "empty_divisor",
                            USUAL,
                            "The divisor " + divisor.text() + " is empty or 0 here; the cell stays empty then",
                            "除数" + divisor.text() + "为空或为0，此时单元格留空");
                    return new Fault(mend.change().words(), List.of(mend));
                });
    }

    /** A figure of rows under conditions is no empty divisor: where it is 0, the conditions are to be doubted. */
    private static boolean zero(Expression divisor, Bench bench) {
        boolean conditional = divisor.all()
                .anyMatch(part -> (part instanceof Operation operation && operation.compares())
                        || (part instanceof Call call && call.function().matches("[A-Z]+IFS?")));
        return !conditional && bench.value(divisor) instanceof CellValue.Number number && number.value() == 0;
    }

    private static Optional<Fault> arithmetic(Expression formula, Bench bench) {
        Optional<Fault> product = Bench.calls(formula, List.of("SUMPRODUCT"))
                .filter(call -> bench.failsWith(call, "#VALUE!"))
                .flatMap(call -> product(formula, call, bench).stream())
                .findFirst();
        return product.isPresent() ? product : cells(formula, bench);
    }

    /** {@code SUMPRODUCT} takes texts for 0 where ranges are arguments of their own, and fails where they are multiplied. */
    private static Optional<Fault> product(Expression formula, Call call, Bench bench) {
        List<Expression> factors = new ArrayList<>();
        call.arguments().forEach(argument -> flatten(argument, factors));
        List<Expression> apart = factors.stream()
                .map(factor ->
                        bench.isRange(factor) ? factor.bare() : new Sign("-", new Sign("-", new Group(factor.bare()))))
                .toList();
        Call wanted = new Call("SUMPRODUCT", apart);
        return factors.size() < 2 || !bench.runs(wanted)
                ? Optional.empty()
                : Optional.of(new Fault(
                        "",
                        List.of(bench.mend(
                                formula.replace(call, wanted),
                                "text_in_arithmetic",
                                USUAL,
                                "A cell holds a text, with which nothing can be multiplied; given apart, ranges count texts as 0",
                                "有单元格是文本，不能相乘；分开作为参数时文本按0计"))));
    }

    private static void flatten(Expression factor, List<Expression> into) {
        if (factor.bare() instanceof Operation operation && operation.operator().equals("*")) {
            flatten(operation.left(), into);
            flatten(operation.right(), into);
        } else {
            into.add(factor);
        }
    }

    /** Single cells that hold a text where a number is wanted. */
    private static Optional<Fault> cells(Expression formula, Bench bench) {
        for (Expression part : formula.all().toList()) {
            boolean computes = part instanceof Operation operation && "+-*/^".contains(operation.operator());
            if (!computes || bench.runs(part)) {
                continue;
            }
            for (Expression side : part.children()) {
                if (bench.scope().place(side).isPresent()
                        && bench.value(side) instanceof CellValue.Text text
                        && bench.failsWith(part, "#VALUE!")) {
                    return Optional.of(new Fault(
                            "",
                            List.of(bench.mend(
                                    formula.replace(side, numberOnly(side)),
                                    "text_in_arithmetic",
                                    USUAL,
                                    "The cell " + side.text() + " holds the text '" + text.value()
                                            + "'; a text counts as 0 now",
                                    "单元格" + side.text() + "是文本“" + text.value() + "”，文本已按0计"))));
                }
            }
        }
        return Optional.empty();
    }

    private static Expression numberOnly(Expression cell) {
        return new Call("IF", List.of(new Call("ISNUMBER", List.of(cell)), cell, Literal.of(0)));
    }
}
