package io.inkstone.documents.edit;

import io.inkstone.connector.ConnectorException;
import io.inkstone.documents.edit.FormulaToken.Kind;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * Tells what Excel would take for a formula from what would make it call the file damaged. Knows no function: neither names
 * nor how many arguments. Apache POI's parser knows neither LET, LAMBDA nor {@code A1#}, and refuses names that it cannot
 * look up.
 */
final class FormulaSyntax {

    private static final int MAX_CHARS = 8_192;
    private static final int MAX_STRING_CHARS = 255;
    private static final int MAX_DEPTH = 64;

    private final String formula;
    private final Deque<String> open = new ArrayDeque<>();
    private boolean operandBefore;
    private boolean referenceBefore;
    private boolean spaceBefore;
    private boolean sheetBefore;
    private boolean mayBeEmpty;
    private int at;

    private FormulaSyntax(String formula) {
        this.formula = formula;
    }

    /**
     * Takes apart a formula that is one.
     *
     * @param formula without an equals sign
     * @throws ConnectorException {@code invalid_formula}
     */
    static List<FormulaToken> tokens(String formula) {
        if (formula.length() > MAX_CHARS) {
            throw invalid(formula, 0, "it has " + formula.length() + " characters, and " + MAX_CHARS + " are the most");
        }
        List<FormulaToken> tokens = FormulaToken.all(formula);
        new FormulaSyntax(formula).check(tokens);
        return tokens;
    }

    static ConnectorException invalid(String formula, int at, String why) {
        String shown = formula.length() > 120 ? formula.substring(0, 120) + "…" : formula;
        return ConnectorException.invalidInput(
                "invalid_formula",
                "'=" + shown + "' is no formula: " + why
                        + (at > 0 ? " (after " + at + " characters)" : "")
                        + ". Give one in English A1 notation, such as =SUM(A1:A9).");
    }

    private ConnectorException invalid(String why) {
        return invalid(formula, at, why);
    }

    private void check(List<FormulaToken> tokens) {
        for (FormulaToken token : tokens) {
            check(token);
            spaceBefore = token.kind() == Kind.SPACE;
            at += token.text().length();
        }
        if (!open.isEmpty()) {
            throw invalid("a bracket is not closed");
        }
        if (!operandBefore) {
            throw invalid("it ends where a value is expected");
        }
    }

    private void check(FormulaToken token) {
        if (sheetBefore && !token.isReference() && token.kind() != Kind.ERROR && token.kind() != Kind.FUNCTION) {
            throw invalid("no cell follows the sheet's name");
        }
        switch (token.kind()) {
            case SPACE -> {}
            case SHEET -> {
                // Two ranges with a space between them mean what is in both.
                requireOperator(token);
                operandBefore = false;
                sheetBefore = true;
            }
            case FUNCTION -> {
                requireOperator(token);
                open(token.text());
            }
            case OPERATOR -> operator(token.text());
            default -> operand(token);
        }
    }

    private void requireOperator(FormulaToken token) {
        boolean both = referenceBefore && spaceBefore && token.kind() != Kind.STRING && token.kind() != Kind.NUMBER;
        if (operandBefore && !both) {
            throw invalid("'" + token.text() + "' follows a value without an operator between them");
        }
    }

    private void operand(FormulaToken token) {
        boolean columns = token.kind() == Kind.COLUMN_OF_TABLE;
        if (!(columns && operandBefore && referenceBefore && !spaceBefore)) {
            requireOperator(token);
        }
        if (token.kind() == Kind.STRING && token.text().length() > MAX_STRING_CHARS + 2) {
            throw invalid("a text has more than " + MAX_STRING_CHARS + " characters");
        }
        operandBefore = true;
        referenceBefore = token.isReference();
        sheetBefore = false;
        mayBeEmpty = false;
    }

    private void open(String bracket) {
        open.push(bracket.endsWith("(") && bracket.length() > 1 ? "call" : bracket);
        if (open.size() > MAX_DEPTH) {
            throw invalid("it is nested deeper than " + MAX_DEPTH);
        }
        operandBefore = false;
        sheetBefore = false;
        mayBeEmpty = open.getFirst().equals("call");
    }

    private void operator(String operator) {
        switch (operator) {
            case "(" -> {
                // What a function gave may be called: LAMBDA(x,x)(1).
                boolean call = operandBefore && !spaceBefore && formula.charAt(Math.max(at - 1, 0)) == ')';
                if (operandBefore && !call && !(referenceBefore && spaceBefore)) {
                    throw invalid("a bracket follows a value");
                }
                open(call ? "call(" : "(");
            }
            case "{" -> {
                if (operandBefore) {
                    throw invalid("a bracket follows a value");
                }
                open("{");
            }
            case ")" -> close(open.isEmpty() || open.getFirst().equals("{"));
            case "}" -> close(open.isEmpty() || !open.getFirst().equals("{"));
            case "," -> separate(open.isEmpty());
            case ";" -> separate(open.isEmpty() || !open.getFirst().equals("{"));
            case "%", "#" -> requireOperand(operator);
            case "+", "-" -> operandBefore = false;
            case "@" -> {
                if (operandBefore) {
                    throw invalid("'@' follows a value");
                }
            }
            default -> {
                requireOperand(operator);
                operandBefore = false;
            }
        }
        mayBeEmpty &= operator.endsWith("(") || operator.equals(",");
        sheetBefore = false;
    }

    private void requireOperand(String operator) {
        if (!operandBefore) {
            throw invalid("no value stands before '" + operator + "'");
        }
    }

    private void close(boolean wrong) {
        if (wrong) {
            throw invalid("a bracket is closed that was not opened");
        }
        if (!operandBefore && !mayBeEmpty) {
            throw invalid("a bracket is closed where a value is expected");
        }
        open.pop();
        operandBefore = true;
        referenceBefore = true;
    }

    private void separate(boolean outside) {
        if (outside) {
            throw invalid("a separator stands outside of brackets");
        }
        boolean call = open.getFirst().equals("call");
        if (!operandBefore && !(call && mayBeEmpty)) {
            throw invalid("a value is missing before a separator");
        }
        operandBefore = false;
        mayBeEmpty = call;
    }
}
