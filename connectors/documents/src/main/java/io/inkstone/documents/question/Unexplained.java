package io.inkstone.documents.question;

import io.inkstone.documents.linking.Links;
import io.inkstone.documents.question.Tokens.Token;
import io.inkstone.documents.sheet.ColumnType;
import java.util.List;
import java.util.regex.Pattern;

/** How much it speaks against all readings that some words name nothing: a name that is not there more than a verb. */
final class Unexplained {

    private static final double MOST = 0.9;

    /** Behind these a name stands, and a name that is not in the table asks for what the table does not know. */
    private static final Pattern NAMING = Pattern.compile(
            "\\b(?:in|at|from|for|by|with|of|against|on|to|and|or|than|named|called) (?:the |a |an |his |her )?$");

    private static final Pattern COUNTED =
            Pattern.compile("\\b(?:how many|number of|which|what|amount of) (?:\\S+ )?$");
    private static final Pattern MEASURED = Pattern.compile(
            "\\b(?:total|average|mean|highest|lowest|largest|smallest|maximum|minimum|sum of) (?:the )?$");
    private static final Pattern VERB = Pattern.compile(".*(?:ed|ing|en)$");

    private Unexplained() {}

    static double penalty(Links links, List<Token> tokens) {
        double sum = 0;
        for (Token token : tokens) {
            sum += penalty(links, token);
        }
        long han = links.unknown().stream()
                .filter(word -> word.codePoints().anyMatch(Tokens::isHan))
                .count();
        return Math.min(MOST, sum + 0.45 * han);
    }

    private static double penalty(Links links, Token token) {
        String text = links.request().text();
        String before = text.substring(0, token.span().start());
        boolean common = links.unknown().stream().noneMatch(word -> word.contains(token.text()));
        if (token.text().codePoints().anyMatch(Tokens::isHan)) {
            return 0; // runs of characters are no words: what the linker could not explain of them is counted above
        }
        boolean single = token.text().length() < 2;
        if (single && !links.request().chinese()) {
            return 0.02;
        }
        if (common && !single) {
            return 0.02;
        }
        if (MEASURED.matcher(before).find()) {
            return 0.45;
        }
        if (COUNTED.matcher(before).find()) {
            return 0.06;
        }
        if (VERB.matcher(token.text()).matches()) {
            return 0.1;
        }
        return NAMING.matcher(before).find() || qualifies(links, token) ? 0.4 : 0.2;
    }

    /** Whether a header is named right behind a word, which is then a value of it that is not there. */
    private static boolean qualifies(Links links, Token token) {
        return links.columns().stream()
                .anyMatch(column -> column.span().start() - token.span().end() == 1
                        && column.column().type() == ColumnType.TEXT);
    }
}
