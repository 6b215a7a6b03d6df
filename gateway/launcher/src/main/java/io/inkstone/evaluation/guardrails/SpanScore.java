package io.inkstone.evaluation.guardrails;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Counts, by type, which labelled spans were found. Not thread-safe. */
public final class SpanScore {

    private final SortedMap<String, SpanFigures> byType = new TreeMap<>();

    /** Counts one text. Two equal spans count once. */
    public void add(List<TypedSpan> labelled, List<TypedSpan> found) {
        List<TypedSpan> distinct = found.stream().distinct().toList();
        for (TypedSpan span : distinct) {
            boolean exact = labelled.contains(span);
            boolean touches = labelled.stream().anyMatch(span::touches);
            count(span.type(), new SpanFigures(0, 1, exact ? 1 : 0, touches ? 1 : 0, 0));
        }
        for (TypedSpan span : labelled) {
            boolean touched = distinct.stream().anyMatch(span::touches);
            count(span.type(), new SpanFigures(1, 0, 0, 0, touched ? 1 : 0));
        }
    }

    /** The figures of each type that was labelled or found. */
    public SortedMap<String, SpanFigures> byType() {
        return new TreeMap<>(byType);
    }

    /** The figures of some types together. */
    public SpanFigures of(Iterable<String> types) {
        List<SpanFigures> figures = new ArrayList<>();
        types.forEach(type -> figures.add(byType.getOrDefault(type, SpanFigures.NONE)));
        return figures.stream().reduce(SpanFigures.NONE, SpanFigures::plus);
    }

    private void count(String type, SpanFigures figures) {
        byType.merge(type, figures, SpanFigures::plus);
    }
}
