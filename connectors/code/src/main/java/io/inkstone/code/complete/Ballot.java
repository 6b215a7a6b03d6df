package io.inkstone.code.complete;

import io.inkstone.code.syntax.SyntaxErrors;
import io.inkstone.connector.Filled;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Predicate;

/** Counts and ranks the texts that passed the judge: fewer errors first, then fewer doubts, then likelihood, then how many agree. */
final class Ballot {

    /** Of a text of which nothing more is known than that it was the model's first and stands in its place. */
    private static final double PLAIN = 0.5;

    /** A gap in a whole file makes so many errors at most: an opening and a closing bracket that find no other. */
    private static final int MENDABLE = 2;

    private final PlaceParser place;
    private final boolean parsed;
    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private int asked;
    private String firstReason = "empty";

    private static final class Entry {
        private final Judged.Good good;
        private final boolean first;
        private OptionalDouble likelihood;
        private int votes = 1;

        private Entry(Judged.Good good, boolean first, OptionalDouble likelihood) {
            this.good = good;
            this.first = first;
            this.likelihood = likelihood;
        }
    }

    /**
     * @param place says what is wrong with the file whatever stands in the gap; asked only where a text is not faultless
     * @param parsed whether a parser said so
     */
    Ballot(PlaceParser place, boolean parsed) {
        this.place = place;
        this.parsed = parsed;
    }

    /** Takes what the judge made of a model's text. */
    void add(Judged judged, Filled filled) {
        asked++;
        if (judged instanceof Judged.Dropped dropped) {
            firstReason = asked == 1 ? dropped.reason() : firstReason;
            return;
        }
        Judged.Good good = (Judged.Good) judged;
        OptionalDouble likelihood = filled.meanLogProbability().isPresent()
                ? OptionalDouble.of(Math.exp(filled.meanLogProbability().getAsDouble()))
                : OptionalDouble.empty();
        vote(good, likelihood);
    }

    /** Takes a text that code made. */
    void addMade(String text, SyntaxErrors errors) {
        vote(new Judged.Good(text, errors, false, false, 0), OptionalDouble.empty());
    }

    private void vote(Judged.Good good, OptionalDouble likelihood) {
        String key = good.text().strip().replaceAll("\\s+", " ");
        Entry known = entries.get(key);
        if (known == null) {
            entries.put(key, new Entry(good, asked == 1, likelihood));
        } else {
            known.votes++;
            known.likelihood = known.likelihood.isPresent() ? known.likelihood : likelihood;
        }
    }

    /** Whether the best so far leaves nothing to ask for. */
    boolean settled() {
        return has(this::clean);
    }

    /**
     * Whether asking again may help: nothing has passed yet, or the file is whole but for the gap and nothing has closed that
     * yet. In a file with more errors it may be the file that is unfinished. A text that leaves fewer errors than a gap, yet
     * some, is held against one other.
     */
    boolean wantsMore() {
        if (entries.isEmpty()) {
            return true;
        }
        if (has(good -> good.errors().count() == 0)
                || !parsed
                || place.allowed().count() > MENDABLE) {
            return false;
        }
        return asked < 2 || !has(this::clean);
    }

    private boolean has(Predicate<Judged.Good> quality) {
        return entries.values().stream()
                .map(entry -> entry.good)
                .anyMatch(good -> !good.mended() && good.doubts() == 0 && quality.test(good));
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }

    int size() {
        return entries.size();
    }

    String reason() {
        return firstReason;
    }

    /** The file has no errors with it, or fewer than with a gap. */
    private boolean clean(Judged.Good good) {
        return good.errors().count() == 0 || good.errors().compareTo(place.allowed()) < 0;
    }

    /** Those above the threshold, best first. */
    List<CompleteAnswer.Completion> ranked(int most, double threshold) {
        List<Entry> ranked = new ArrayList<>(entries.values());
        ranked.sort(Comparator.comparing((Entry entry) -> entry.good.errors())
                .thenComparing((Entry entry) -> entry.good.doubts())
                .thenComparing(Comparator.comparingDouble(this::confidence).reversed()));
        return ranked.stream()
                .map(entry -> new CompleteAnswer.Completion(
                        entry.good.text(), Math.round(confidence(entry) * 100) / 100.0, (int) entry.good
                                .text()
                                .lines()
                                .filter(line -> !line.isBlank())
                                .count()))
                .filter(completion -> completion.confidence() >= threshold)
                .limit(most)
                .toList();
    }

    private double confidence(Entry entry) {
        double confidence = entry.likelihood.orElse(PLAIN);
        if (parsed && clean(entry.good)) {
            confidence += 0.2;
        }
        if (asked > 1) {
            confidence += 0.3 * (entry.votes - 1) / (asked - 1);
        }
        if (entry.good.mended()) {
            confidence -= 0.15;
        }
        confidence -= 0.15 * Math.min(2, entry.good.doubts());
        if (!entry.first) {
            confidence -= 0.15;
        }
        return Math.max(0, Math.min(1, confidence));
    }
}
