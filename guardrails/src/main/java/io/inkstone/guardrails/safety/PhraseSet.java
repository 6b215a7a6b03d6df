package io.inkstone.guardrails.safety;

import io.inkstone.guardrails.LiteralSet;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Finds phrases in folded texts. Phrases of letters that are written apart, as in English, match whole words; Chinese ones
 * match anywhere, also with blanks or marks such as {@code *} pushed between their characters. Immutable and thread-safe.
 */
final class PhraseSet {

    /** Where a phrase stands in the original text. */
    record Hit(int start, int end, String phrase) {}

    private static final String PUSHED_IN = "*_-·.~^|+/\\'\"`#@&=";

    private final LiteralSet latin;
    private final LiteralSet han;
    private final int longest;

    PhraseSet(Collection<String> phrases) {
        List<String> folded = phrases.stream()
                .map(phrase -> FoldedText.of(phrase.strip()).toString())
                .toList();
        this.latin =
                LiteralSet.of(folded.stream().filter(phrase -> !hasHan(phrase)).toList());
        this.han = LiteralSet.of(folded.stream()
                .filter(PhraseSet::hasHan)
                .map(PhraseSet::compact)
                .toList());
        this.longest = phrases.stream().mapToInt(String::length).max().orElse(1);
    }

    /** The length of the longest phrase, in UTF-16 units. */
    int longest() {
        return longest;
    }

    /** Every place of a phrase. */
    List<Hit> find(CharSequence text) {
        List<Hit> hits = new ArrayList<>();
        FoldedText plain = FoldedText.of(text);
        for (LiteralSet.Hit hit : latin.find(plain)) {
            if (wholeWord(plain, hit)) {
                hits.add(original(plain, hit));
            }
        }
        FoldedText compact = compacted(text);
        han.find(compact).forEach(hit -> hits.add(original(compact, hit)));
        return hits;
    }

    /** Where the first thing begins that more text could make a phrase; the text's length when there is none. */
    int openFrom(CharSequence text) {
        FoldedText plain = FoldedText.of(text);
        int open = plain.length();
        int begun = latin.openFrom(plain);
        if (begun == 0 || begun < open && !(letters(plain, begun - 1) && letters(plain, begun))) {
            open = begun;
        }
        for (LiteralSet.Hit hit : latin.find(plain)) {
            if (hit.end() == plain.length()) {
                open = Math.min(open, hit.start());
            }
        }
        FoldedText compact = compacted(text);
        int hanOpen = han.openFrom(compact);
        int place = hanOpen < compact.length() ? compact.place(hanOpen) : text.length();
        return Math.min(place, open < plain.length() ? plain.place(open) : text.length());
    }

    private static Hit original(FoldedText folded, LiteralSet.Hit hit) {
        return new Hit(
                folded.place(hit.start()),
                folded.endPlace(hit.end()),
                folded.subSequence(hit.start(), hit.end()).toString());
    }

    private static boolean wholeWord(FoldedText text, LiteralSet.Hit hit) {
        return !(hit.start() > 0 && letters(text, hit.start() - 1) && letters(text, hit.start()))
                && !(hit.end() < text.length() && letters(text, hit.end()) && letters(text, hit.end() - 1));
    }

    private static boolean letters(FoldedText text, int place) {
        return FoldedText.wordLetter(text.charAt(place));
    }

    private static FoldedText compacted(CharSequence text) {
        return FoldedText.of(text, c -> c == ' ' || PUSHED_IN.indexOf(c) >= 0);
    }

    private static String compact(String phrase) {
        return compacted(phrase).toString();
    }

    private static boolean hasHan(String text) {
        return text.chars().anyMatch(c -> FoldedText.han((char) c));
    }
}
