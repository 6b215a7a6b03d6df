package io.inkstone.documents.question;

import io.inkstone.documents.linking.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Words of questions, headers and cells. */
final class Tokens {

    /** A word and where it stands. */
    record Token(String text, Span span) {}

    private static final Pattern WORD =
            Pattern.compile("\\p{IsHan}+|[\\p{L}\\p{N}&&[^\\p{IsHan}]]+(?:[.'’&][\\p{L}\\p{N}]+)*");

    private Tokens() {}

    /** The words of a folded text, in order. */
    static List<Token> of(String text) {
        List<Token> tokens = new ArrayList<>();
        Matcher matcher = WORD.matcher(text);
        while (matcher.find()) {
            tokens.add(new Token(matcher.group(), new Span(matcher.start(), matcher.end())));
        }
        return tokens;
    }

    /** The words of any text, folded. */
    static List<String> split(String text) {
        return of(text.toLowerCase(Locale.ROOT)).stream().map(Token::text).toList();
    }

    static boolean isHan(int codePoint) {
        return Character.UnicodeScript.of(codePoint) == Character.UnicodeScript.HAN;
    }

    /** Whether two words are the same but for number or the ending of a verb. */
    static boolean same(String a, String b) {
        return a.equals(b) || stem(a).equals(stem(b));
    }

    /** A word without the commonest endings; good for comparing, not for showing. */
    static String stem(String word) {
        String stem = word.replaceAll("['’]s$", "");
        if (stem.length() > 4 && stem.endsWith("ies")) {
            return stem.substring(0, stem.length() - 3) + "y";
        }
        for (String ending : List.of("sses", "ches", "shes", "xes")) {
            if (stem.length() > 4 && stem.endsWith(ending)) {
                return stem.substring(0, stem.length() - 2);
            }
        }
        if (stem.length() > 5 && stem.endsWith("ing")) {
            stem = stem.substring(0, stem.length() - 3);
        } else if (stem.length() > 4 && stem.endsWith("ed")) {
            stem = stem.substring(0, stem.length() - 2);
        } else if (stem.length() > 3 && stem.endsWith("s") && !stem.endsWith("ss") && !stem.endsWith("us")) {
            stem = stem.substring(0, stem.length() - 1);
        }
        if (stem.length() > 4 && stem.charAt(stem.length() - 1) == stem.charAt(stem.length() - 2)) {
            return stem.substring(0, stem.length() - 1);
        }
        return stem.length() > 4 && stem.endsWith("e") ? stem.substring(0, stem.length() - 1) : stem;
    }
}
