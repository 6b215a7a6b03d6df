package io.inkstone.guardrails.safety;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A text in units that survive another layout, a word or a Chinese character each, with an index of its shingles: finds
 * what repeats it. Immutable once made.
 */
final class SourceText {

    /** A unit of a text. */
    record Unit(int hash, int start, int end, int weight) {}

    /** Where a text repeats this one: units from {@code first} to {@code last}, exclusive, and the place in this one. */
    record Match(int first, int last, int at) {}

    /** How many units a repetition begins with. */
    static final int SHINGLE = 4;

    /** A shingle that a text repeats more often says little; the cost stays linear. */
    private static final int MOST_PLACES = 8;

    private final List<Unit> units;
    private final Map<Integer, List<Integer>> shingles = new HashMap<>();

    SourceText(CharSequence text) {
        this.units = units(text);
        for (int i = 0; i + SHINGLE <= units.size(); i++) {
            List<Integer> places = shingles.computeIfAbsent(shingle(units, i), hash -> new ArrayList<>());
            if (places.size() < MOST_PLACES) {
                places.add(i);
            }
        }
    }

    int size() {
        return units.size();
    }

    /** What all of it weighs. */
    int weight() {
        return units.stream().mapToInt(Unit::weight).sum();
    }

    /** A word weighs two, a Chinese character one. */
    static List<Unit> units(CharSequence text) {
        List<Unit> units = new ArrayList<>();
        int i = 0;
        while (i < text.length()) {
            char c = FoldedText.fold(text.charAt(i));
            int start = i++;
            if (FoldedText.han(c)) {
                units.add(new Unit(c, start, i, 1));
            } else if (FoldedText.wordLetter(c)) {
                int hash = 7 * 31 + c;
                while (i < text.length() && wordPart(FoldedText.fold(text.charAt(i)))) {
                    hash = hash * 31 + FoldedText.fold(text.charAt(i++));
                }
                units.add(new Unit(hash, start, i, 2));
            }
        }
        return units;
    }

    private static boolean wordPart(char c) {
        return c == 0 || FoldedText.wordLetter(c);
    }

    /** The longest repetition that begins with one of the other text's units; null when fewer than a shingle agree. */
    @Nullable
    Match matchAt(List<Unit> others, int from) {
        if (from + SHINGLE > others.size()) {
            return null;
        }
        Match best = null;
        for (int place : shingles.getOrDefault(shingle(others, from), List.of())) {
            int length = 0;
            while (from + length < others.size()
                    && place + length < units.size()
                    && others.get(from + length).hash()
                            == units.get(place + length).hash()) {
                length++;
            }
            if (length >= SHINGLE && (best == null || from + length > best.last())) {
                best = new Match(from, from + length, place);
            }
        }
        return best;
    }

    private static int shingle(List<Unit> units, int from) {
        int hash = 1;
        for (int i = from; i < from + SHINGLE; i++) {
            hash = hash * 0x01000193 + FeatureBlock.mix(units.get(i).hash());
        }
        return hash;
    }
}
