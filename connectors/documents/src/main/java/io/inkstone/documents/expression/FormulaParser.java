package io.inkstone.documents.expression;

import io.inkstone.documents.expression.Expression.Call;
import io.inkstone.documents.expression.Expression.Grid;
import io.inkstone.documents.expression.Expression.Group;
import io.inkstone.documents.expression.Expression.Literal;
import io.inkstone.documents.expression.Expression.Name;
import io.inkstone.documents.expression.Expression.Omitted;
import io.inkstone.documents.expression.Expression.Operation;
import io.inkstone.documents.expression.Expression.Reference;
import io.inkstone.documents.expression.Expression.Sign;
import io.inkstone.documents.expression.Expression.Structured;
import io.inkstone.documents.expression.Token.Kind;
import io.inkstone.documents.sheet.CellValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Parses formulas in en-US A1 notation by Excel's precedence of operators; whether functions and names exist is not asked. */
public final class FormulaParser {

    /** The most characters that a formula has, as in Excel. */
    public static final int MAX_CHARS = 8192;

    private static final int MAX_DEPTH = 100;

    /** Operators make deep trees too, one within the other. */
    private static final int MAX_OPERATORS = 500;

    private static final List<Set<String>> LEVELS = List.of(
            Set.of("=", "<", ">", "<=", ">=", "<>"), Set.of("&"), Set.of("+", "-"), Set.of("*", "/"), Set.of("^"));

    private final List<Token> tokens;
    private int at;
    private int depth;
    private int operators;

    private FormulaParser(List<Token> tokens) {
        this.tokens = tokens;
    }

    /**
     * Parses.
     *
     * @param formula with or without the equals sign
     * @throws FormulaSyntaxException with the place where it stops making sense and what should stand there
     */
    public static Expression parse(String formula) throws FormulaSyntaxException {
        if (formula.length() > MAX_CHARS) {
            throw new FormulaSyntaxException(MAX_CHARS, "the end: a formula has at most " + MAX_CHARS + " characters");
        }
        FormulaParser parser = new FormulaParser(Lexer.tokens(formula));
        if (parser.peek().is("=")) {
            parser.at++;
        }
        Expression all = parser.expression();
        if (parser.peek().kind() != Kind.END) {
            throw parser.stopped("an operator or the end");
        }
        return all;
    }

    private Token peek() {
        return tokens.get(at);
    }

    private Token ahead() {
        return tokens.get(Math.min(at + 1, tokens.size() - 1));
    }

    private boolean skip(String punctuation) {
        if (peek().is(punctuation)) {
            at++;
            return true;
        }
        return false;
    }

    private FormulaSyntaxException stopped(String expected) {
        return new FormulaSyntaxException(peek().start(), expected);
    }

    private Expression expression() throws FormulaSyntaxException {
        depth++;
        if (depth > MAX_DEPTH) {
            throw stopped("at most " + MAX_DEPTH + " levels of brackets");
        }
        Expression parsed = binary(0);
        depth--;
        return parsed;
    }

    private Expression binary(int level) throws FormulaSyntaxException {
        if (level == LEVELS.size()) {
            return unary();
        }
        Expression left = binary(level + 1);
        while (peek().kind() == Kind.OPERATOR && LEVELS.get(level).contains(peek().text())) {
            String operator = operator();
            left = new Operation(operator, left, binary(level + 1));
        }
        return left;
    }

    private String operator() throws FormulaSyntaxException {
        operators++;
        if (operators > MAX_OPERATORS) {
            throw stopped("at most " + MAX_OPERATORS + " operators");
        }
        String operator = peek().text();
        at++;
        return operator;
    }

    /** In Excel a sign binds more tightly than a power. */
    private Expression unary() throws FormulaSyntaxException {
        List<String> signs = new ArrayList<>();
        while (peek().is("-") || peek().is("+") || peek().is("@")) {
            signs.add(operator());
        }
        Expression operand = postfix();
        for (int i = signs.size() - 1; i >= 0; i--) {
            operand = new Sign(signs.get(i), operand);
        }
        return operand;
    }

    private Expression postfix() throws FormulaSyntaxException {
        Expression operand = primary();
        while (peek().is(":") || peek().is("%") || peek().is("#")) {
            String operator = operator();
            operand = operator.equals(":") ? new Operation(":", operand, primary()) : new Sign(operator, operand);
        }
        return operand;
    }

    private Expression primary() throws FormulaSyntaxException {
        Token token = peek();
        switch (token.kind()) {
            case NUMBER:
                return number(token);
            case TEXT:
                at++;
                return Literal.of(token.text());
            case ERROR:
                at++;
                return new Literal(new CellValue.Failure(token.text().toUpperCase(Locale.ROOT)));
            case BRACKETS:
                at++;
                return new Structured("", token.text());
            case SHEET:
                at++;
                return onSheet(token.text());
            case WORD:
                return word(token);
            default:
                if (skip("(")) {
                    Expression inner = expression();
                    close(")");
                    return new Group(inner);
                }
                if (skip("{")) {
                    return grid();
                }
                throw stopped("a value, a reference or a function");
        }
    }

    private void close(String bracket) throws FormulaSyntaxException {
        if (!skip(bracket)) {
            throw stopped("an operator or \"" + bracket + "\"");
        }
    }

    private Expression number(Token token) throws FormulaSyntaxException {
        if (ahead().is(":") && Corner.of(token.text()).isPresent()) {
            @Nullable Expression rows = range(null);
            if (rows != null) {
                return rows;
            }
        }
        double value = Double.parseDouble(token.text());
        if (Double.isInfinite(value)) {
            throw stopped("a number of at most 308 digits");
        }
        at++;
        return Literal.of(value);
    }

    private Expression onSheet(String sheet) throws FormulaSyntaxException {
        if (peek().kind() == Kind.ERROR) {
            Token lost = peek();
            at++;
            return new Literal(new CellValue.Failure(lost.text()));
        }
        @Nullable Expression range = range(sheet);
        if (range != null) {
            return range;
        }
        if (peek().kind() == Kind.WORD) {
            // A name that only the sheet has.
            Token name = peek();
            at++;
            return new Name(new Reference(sheet, new Corner(0, false, 1, false), null)
                            .text()
                            .replaceAll("A1$", "")
                    + name.text());
        }
        throw stopped("a cell of the sheet");
    }

    private Expression word(Token token) throws FormulaSyntaxException {
        if (ahead().is("(")) {
            at += 2;
            return new Call(token.text().toUpperCase(Locale.ROOT), arguments());
        }
        @Nullable Expression range = range(null);
        if (range != null) {
            return range;
        }
        at++;
        if (peek().kind() == Kind.BRACKETS && peek().start() == token.end()) {
            Token columns = peek();
            at++;
            return new Structured(token.text(), columns.text());
        }
        if (token.text().equalsIgnoreCase("TRUE") || token.text().equalsIgnoreCase("FALSE")) {
            return Literal.of(token.text().equalsIgnoreCase("TRUE"));
        }
        return new Name(token.text());
    }

    /** A cell or range at this place; null, and nothing is taken, where there is none. */
    private @Nullable Reference range(@Nullable String sheet) {
        Optional<Corner> from = Corner.of(peek().text());
        if (from.isEmpty() || (peek().kind() != Kind.WORD && peek().kind() != Kind.NUMBER)) {
            return null;
        }
        if (ahead().is(":") && at + 2 < tokens.size()) {
            Token second = tokens.get(at + 2);
            Optional<Corner> to = Corner.of(second.text());
            boolean called = at + 3 < tokens.size() && tokens.get(at + 3).is("(");
            if (to.isPresent() && !called && sameShape(from.get(), to.get())) {
                at += 3;
                return new Reference(sheet, from.get(), to.get());
            }
        }
        if (!from.get().cell()) {
            return null;
        }
        at++;
        return new Reference(sheet, from.get(), null);
    }

    private static boolean sameShape(Corner a, Corner b) {
        return (a.column() < 0) == (b.column() < 0) && (a.row() == 0) == (b.row() == 0);
    }

    private List<Expression> arguments() throws FormulaSyntaxException {
        List<Expression> arguments = new ArrayList<>();
        if (skip(")")) {
            return arguments;
        }
        while (true) {
            arguments.add(peek().is(",") || peek().is(")") ? new Omitted() : expression());
            if (skip(")")) {
                return arguments;
            }
            if (!skip(",")) {
                throw stopped("\",\" or \")\"");
            }
        }
    }

    private Expression grid() throws FormulaSyntaxException {
        List<List<Expression>> rows = new ArrayList<>();
        List<Expression> row = new ArrayList<>();
        while (true) {
            row.add(unary());
            if (skip(",")) {
                continue;
            }
            rows.add(List.copyOf(row));
            row.clear();
            if (skip("}")) {
                return new Grid(rows);
            }
            if (!skip(";")) {
                throw stopped("\",\", \";\" or \"}\"");
            }
        }
    }
}
