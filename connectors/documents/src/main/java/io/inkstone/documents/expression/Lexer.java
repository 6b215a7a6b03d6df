package io.inkstone.documents.expression;

import io.inkstone.documents.expression.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Cuts a formula into tokens. */
final class Lexer {

    private static final Pattern NUMBER = Pattern.compile("(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:[Ee][+-]?[0-9]+)?");
    private static final Pattern ERROR =
            Pattern.compile("#(?:DIV/0!|N/A|NAME\\?|NULL!|NUM!|REF!|VALUE!|SPILL!|CALC!)", Pattern.CASE_INSENSITIVE);
    private static final Pattern WORD = Pattern.compile("[$\\p{L}_\\\\][$\\p{L}\\p{M}\\p{N}_.?\\\\]*");
    private static final Pattern SHEET =
            Pattern.compile("(?:\\[[^\\[\\]]*\\])?[\\p{L}\\p{N}_][\\p{L}\\p{M}\\p{N}_.]*(?::[\\p{L}\\p{N}_.]+)?!");
    private static final Pattern QUOTED_SHEET = Pattern.compile("'((?:[^']|'')*)'!");
    private static final Pattern OPERATOR = Pattern.compile("<=|>=|<>|[-+*/^&=<>%:@#]");

    private final String text;
    private final List<Token> tokens = new ArrayList<>();
    private int at;

    private Lexer(String text) {
        this.text = text;
    }

    static List<Token> tokens(String text) throws FormulaSyntaxException {
        Lexer lexer = new Lexer(text);
        while (lexer.next()) {
            // Each call takes one token.
        }
        lexer.tokens.add(new Token(Kind.END, "", text.length(), text.length()));
        return lexer.tokens;
    }

    private boolean next() throws FormulaSyntaxException {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        if (at == text.length()) {
            return false;
        }
        char first = text.charAt(at);
        if (first == '"') {
            quotedText();
        } else if ("(){},;".indexOf(first) >= 0) {
            add(Kind.PUNCTUATION, String.valueOf(first), at + 1);
        } else if (first == '\'') {
            quotedSheet();
        } else if (take(SHEET, Kind.SHEET)) {
            Token sheet = tokens.remove(tokens.size() - 1);
            tokens.add(new Token(
                    Kind.SHEET, sheet.text().substring(0, sheet.text().length() - 1), sheet.start(), sheet.end()));
        } else if (first == '[') {
            brackets();
        } else if (!take(ERROR, Kind.ERROR)
                && !take(NUMBER, Kind.NUMBER)
                && !take(WORD, Kind.WORD)
                && !take(OPERATOR, Kind.OPERATOR)) {
            throw new FormulaSyntaxException(at, "a value, a reference or an operator");
        }
        return true;
    }

    private void add(Kind kind, String value, int end) {
        tokens.add(new Token(kind, value, at, end));
        at = end;
    }

    private boolean take(Pattern pattern, Kind kind) {
        Matcher found = pattern.matcher(text).region(at, text.length());
        if (!found.lookingAt()) {
            return false;
        }
        add(kind, found.group(), found.end());
        return true;
    }

    private void quotedText() throws FormulaSyntaxException {
        StringBuilder value = new StringBuilder();
        for (int i = at + 1; i < text.length(); i++) {
            char next = text.charAt(i);
            if (next != '"') {
                value.append(next);
            } else if (i + 1 < text.length() && text.charAt(i + 1) == '"') {
                value.append('"');
                i++;
            } else {
                add(Kind.TEXT, value.toString(), i + 1);
                return;
            }
        }
        throw new FormulaSyntaxException(text.length(), "the closing quote of the text that begins at " + (at + 1));
    }

    private void quotedSheet() throws FormulaSyntaxException {
        Matcher found = QUOTED_SHEET.matcher(text).region(at, text.length());
        if (!found.lookingAt()) {
            throw new FormulaSyntaxException(at, "a sheet's name in quotes with an exclamation mark behind it");
        }
        add(Kind.SHEET, found.group(1).replace("''", "'"), found.end());
    }

    private void brackets() throws FormulaSyntaxException {
        int depth = 0;
        for (int i = at; i < text.length(); i++) {
            char next = text.charAt(i);
            depth += next == '[' ? 1 : next == ']' ? -1 : 0;
            if (next == '\'') {
                i++; // an apostrophe takes the meaning from what follows
            } else if (depth == 0) {
                add(Kind.BRACKETS, text.substring(at, i + 1), i + 1);
                return;
            }
        }
        throw new FormulaSyntaxException(text.length(), "\"]\"");
    }
}
