package io.inkstone.documents.linking;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The words of asking and the synonyms of office tables, read once from the two lists beside this class. */
final class Lexicon {

    /** What people call countries besides. */
    private static final Map<String, List<String>> SHORT_NAMES = Map.of(
            "GB", List.of("uk", "britain", "great britain"),
            "US", List.of("usa", "america"),
            "AE", List.of("uae"),
            "KR", List.of("korea"),
            "CZ", List.of("czech republic"));

    private final Map<String, Set<String>> synonyms = new LinkedHashMap<>();
    private final Map<String, List<String>> sections = new LinkedHashMap<>();

    private static final Lexicon LOADED = new Lexicon();

    private Lexicon() {
        for (String line : lines("synonyms.txt")) {
            List<String> group = terms(line);
            for (String term : group) {
                synonyms.computeIfAbsent(term, any -> new LinkedHashSet<>()).addAll(group);
            }
        }
        for (String code : Locale.getISOCountries()) {
            Locale country = new Locale("", code);
            List<String> names = Stream.of(Locale.ENGLISH, Locale.SIMPLIFIED_CHINESE)
                    .map(country::getDisplayCountry)
                    .map(RequestText::fold)
                    .collect(Collectors.toCollection(ArrayList::new));
            names.addAll(SHORT_NAMES.getOrDefault(code, List.of()));
            names.forEach(name ->
                    synonyms.computeIfAbsent(name, any -> new LinkedHashSet<>()).addAll(names));
            if (!names.contains(RequestText.fold(code))) {
                // A cell may hold the code; as a word of a request it would be a common one, such as "it".
                synonyms.computeIfAbsent(RequestText.fold(code), any -> new LinkedHashSet<>())
                        .addAll(names);
            }
        }
        String section = "";
        for (String line : lines("cues.txt")) {
            if (line.startsWith("[")) {
                section = line.substring(1, line.length() - 1);
            } else {
                sections.computeIfAbsent(section, any -> new ArrayList<>()).addAll(terms(line));
            }
        }
        sections.values()
                .forEach(list ->
                        list.sort(Comparator.comparingInt(String::length).reversed()));
    }

    static Lexicon get() {
        return LOADED;
    }

    /** The terms of a section, the longest first. */
    List<String> section(String name) {
        List<String> terms = sections.get(name);
        if (terms == null) {
            throw new IllegalArgumentException("cues.txt has no section [" + name + "]");
        }
        return Collections.unmodifiableList(terms);
    }

    /** The other terms of every group that holds this one; empty when none does. */
    Set<String> synonyms(String term) {
        Set<String> group = synonyms.get(term);
        if (group == null) {
            return Set.of();
        }
        Set<String> others = new LinkedHashSet<>(group);
        others.remove(term);
        return others;
    }

    /** Whether a term names something in office tables. */
    boolean means(String term) {
        return synonyms.containsKey(term);
    }

    /** Whether a term stands in any of the lists. */
    boolean knows(String term) {
        return synonyms.containsKey(term) || sections.values().stream().anyMatch(terms -> terms.contains(term));
    }

    /** The Chinese terms of at least two characters, or one that is a word of its own in headers, found within a text. */
    List<String> termsWithin(String text) {
        List<String> found = new ArrayList<>();
        for (String term : synonyms.keySet()) {
            if (RequestText.hasHan(term) && text.contains(term) && !term.equals(text)) {
                found.add(term);
            }
        }
        return found;
    }

    private static List<String> terms(String line) {
        List<String> terms = new ArrayList<>();
        for (String term : line.split(",")) {
            String folded = RequestText.fold(term);
            if (!folded.isEmpty()) {
                terms.add(folded);
            }
        }
        return terms;
    }

    private static List<String> lines(String resource) {
        try (InputStream in = Lexicon.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException(resource + " is missing from the jar");
            }
            BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
            return reader.lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
