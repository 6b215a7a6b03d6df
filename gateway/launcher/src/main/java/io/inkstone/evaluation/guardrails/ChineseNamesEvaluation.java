package io.inkstone.evaluation.guardrails;

import com.fasterxml.jackson.databind.JsonNode;
import io.inkstone.guardrails.Finding;
import io.inkstone.guardrails.Origin;
import io.inkstone.guardrails.Passage;
import io.inkstone.guardrails.Rail;
import io.inkstone.protocol.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Measures a rail's names of people, places and organisations on CLUENER2020 (Xu et al., 2020). The set's companies,
 * governments and organisations are one type here, and so are our addresses and places. What the set labels as scenery, game,
 * book, film or position is none of the three: found there, it counts as a false alarm.
 */
public final class ChineseNamesEvaluation {

    private static final Map<String, String> LABELS = Map.of(
            "name", "person",
            "address", "location",
            "organization", "organization",
            "company", "organization",
            "government", "organization");

    private static final Map<String, String> CATEGORIES = Map.of(
            "person", "person",
            "location", "location",
            "address", "location",
            "organization", "organization");

    /**
     * What was measured.
     *
     * @param charactersPerSecond UTF-16 units of text, on one thread
     */
    public record Report(int texts, SpanScore score, double charactersPerSecond) {}

    private ChineseNamesEvaluation() {}

    /**
     * Measures a rail.
     *
     * @param file lines of JSON, e.g. the set's {@code test.json}
     * @throws IOException when it cannot be read
     */
    public static Report measure(Path file, Rail rail, Sample sample) throws IOException {
        List<AnnotatedText> texts = sample.of(read(file));
        texts.forEach(text -> rail.find(Passage.of(Origin.USER, text.text())));
        List<Set<TypedSpan>> found = new ArrayList<>();
        long characters = 0;
        long nanos = 0;
        for (AnnotatedText text : texts) {
            long started = System.nanoTime();
            List<Finding> findings = rail.find(Passage.of(Origin.USER, text.text()));
            nanos += System.nanoTime() - started;
            characters += text.text().length();
            found.add(spans(findings));
        }
        SpanScore score = SpanScore.of(texts.stream().map(AnnotatedText::spans).toList(), found);
        return new Report(texts.size(), score, characters / (nanos / 1e9));
    }

    private static Set<TypedSpan> spans(List<Finding> findings) {
        Set<TypedSpan> spans = new HashSet<>();
        for (Finding finding : findings) {
            String type = CATEGORIES.get(finding.category());
            if (type != null) {
                spans.add(new TypedSpan(finding.start(), finding.end(), type));
            }
        }
        return spans;
    }

    private static List<AnnotatedText> read(Path file) throws IOException {
        List<AnnotatedText> texts = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            JsonNode json = Json.MAPPER.readTree(line);
            Set<TypedSpan> spans = new HashSet<>();
            LABELS.forEach((label, type) -> json.path("label")
                    .path(label)
                    .forEach(places -> places.forEach(place -> spans.add(
                            new TypedSpan(place.path(0).asInt(), place.path(1).asInt() + 1, type)))));
            texts.add(new AnnotatedText(json.path("text").asText(), spans));
        }
        return texts;
    }
}
