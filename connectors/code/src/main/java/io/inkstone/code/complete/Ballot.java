package io.inkstone.code.complete;

import io.inkstone.code.syntax.SyntaxErrors;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Counts and ranks the texts that passed the judge: fewer errors first, then fewer doubts, then how many agree. */
final class Ballot {

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
        private int votes = 1;

        private Entry(Judged.Good good, boolean first) {
            this.good = good;
            this.first = first;
        }
    }

    /**
     * @param place says what is wrong with the file whatever stands in the gap
     * @param parsed whether a parser said so
     */
    Ballot(PlaceParser place, boolean parsed) {
        this.place = place;
        this.parsed = parsed;
    }

    /** Takes what the judge made of a model's text. */
    void add(Judged judged) {
        asked++;
        if (judged instanceof Judged.Good good) {
            vote(good, asked == 1);
        } else if (asked == 1) {
            firstReason = ((Judged.Dropped) judged).reason();
        }
    }

    /** Takes a text that code made. */
    void addMade(String text, SyntaxErrors errors) {
        vote(new Judged.Good(text, errors, false, false, 0), true);
    }

    private void vote(Judged.Good good, boolean first) {
        String key = good.text().strip().replaceAll("\\s+", " ");
        Entry known = entries.get(key);
        if (known == null) {
            entries.put(key, new Entry(good, first));
        } else {
            known.votes++;
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
                .thenComparing(Comparator.comparingDouble(this::weight).reversed()));
        return ranked.stream()
                .map(this::completion)
                // What is ranked below one that is not good enough is not good enough either.
                .takeWhile(completion -> completion.confidence() >= threshold)
                .limit(most)
                .toList();
    }

    private CompleteAnswer.Completion completion(Entry entry) {
        String text = entry.good.text();
        double confidence = Confidence.of(weight(entry), text);
        int lines = (int) text.lines().filter(line -> !line.isBlank()).count();
        return new CompleteAnswer.Completion(text, Math.round(confidence * 100) / 100.0, lines);
    }

    private double weight(Entry entry) {
        double agreement = asked > 1 ? (entry.votes - 1.0) / (asked - 1) : 0;
        return Confidence.weight(
                entry.good, parsed ? place.allowed() : entry.good.errors(), entry.first, Math.min(1, agreement));
    }
}
