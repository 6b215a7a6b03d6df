package io.inkstone.documents.linking;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A request in one form of letters (compatibility forms and case folded), with its words. */
public final class RequestText {

    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}&&[^\\p{IsHan}]]+(?:['’][\\p{L}]+)?");

    private final String text;
    private final List<Span> words;

    private RequestText(String text, List<Span> words) {
        this.text = text;
        this.words = List.copyOf(words);
    }

    /** Folds a request and finds its words; a run of Chinese characters has none. */
    public static RequestText of(String request) {
        String folded = fold(request);
        List<Span> words = new ArrayList<>();
        Matcher matcher = WORD.matcher(folded);
        while (matcher.find()) {
            words.add(new Span(matcher.start(), matcher.end()));
        }
        return new RequestText(folded, words);
    }

    /** Full-width forms to plain ones, small letters, single spaces. */
    static String fold(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC)
                .toLowerCase(Locale.ROOT)
                .replace('’', '\'')
                .replaceAll("\\s+", " ")
                .strip();
    }

    static boolean isHan(int codePoint) {
        return Character.UnicodeScript.of(codePoint) == Character.UnicodeScript.HAN;
    }

    static boolean hasHan(String text) {
        return text.codePoints().anyMatch(RequestText::isHan);
    }

    /** Whether the request is written in Chinese characters for the greater part. */
    public boolean chinese() {
        long han = text.codePoints().filter(RequestText::isHan).count();
        return han * 2 >= words.size() && han > 0;
    }

    /** The folded request. */
    public String text() {
        return text;
    }

    String text(Span span) {
        return text.substring(span.start(), span.end());
    }

    List<Span> words() {
        return words;
    }

    /** The stretch from one word to another. */
    Span words(int first, int last) {
        return new Span(words.get(first).start(), words.get(last).end());
    }

    /** Every place where the folded term stands, not within a longer word or number. */
    List<Span> find(String term) {
        List<Span> found = new ArrayList<>();
        for (int at = text.indexOf(term); at >= 0; at = text.indexOf(term, at + 1)) {
            Span span = new Span(at, at + term.length());
            if (bounded(span)) {
                found.add(span);
            }
        }
        return found;
    }

    private boolean bounded(Span span) {
        return !(joins(span.start() - 1, span.start()) || joins(span.end() - 1, span.end()));
    }

    private boolean joins(int left, int right) {
        return left >= 0 && right < text.length() && isWordPart(text.charAt(left)) && isWordPart(text.charAt(right));
    }

    private static boolean isWordPart(char character) {
        return Character.isLetterOrDigit(character) && !isHan(character);
    }
}
