package io.inkstone.documents.question;

import io.inkstone.documents.sheet.Column;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What qualities are measured by and which columns answer which question words, read once from the lists beside this class. */
final class Vocabulary {

    /**
     * A line of a list.
     *
     * @param words what the question says
     * @param headers words of headers that fit it, the likelier first
     * @param highest whether the words ask for the upper end; true where a list says nothing of it
     */
    record Line(List<String> words, List<String> headers, boolean highest) {

        /** How early in the list a word of a column's header stands, from 0; empty when none does. */
        Optional<Integer> rank(Column column) {
            List<String> header = Tokens.split(column.header());
            for (int i = 0; i < headers.size(); i++) {
                String wanted = headers.get(i);
                boolean fits = wanted.codePoints().anyMatch(Tokens::isHan)
                        ? column.header().contains(wanted)
                        : wanted.contains(" ")
                                ? String.join(" ", header).contains(wanted)
                                : header.stream().anyMatch(word -> Tokens.same(word, wanted));
                if (fits) {
                    return Optional.of(i);
                }
            }
            return Optional.empty();
        }
    }

    private static final Vocabulary LOADED = new Vocabulary();

    private final List<Line> qualities = lines("qualities.txt");
    private final List<Line> answers = lines("answers.txt");

    private Vocabulary() {}

    static Vocabulary get() {
        return LOADED;
    }

    /** The first quality that a question's words name. */
    Optional<Line> quality(String question) {
        return qualities.stream()
                .filter(line -> line.words().stream().anyMatch(word -> holds(question, word)))
                .findFirst();
    }

    /** The line of the columns that answer a question word, or the noun of what is asked for. */
    Optional<Line> answer(String word) {
        return answers.stream()
                .filter(line -> line.words().stream().anyMatch(own -> Tokens.same(own, word)))
                .findFirst();
    }

    static boolean holds(String text, String words) {
        int at = text.indexOf(words);
        while (at >= 0) {
            boolean left = at == 0 || !Character.isLetterOrDigit(text.charAt(at - 1));
            int end = at + words.length();
            boolean right = end == text.length() || !Character.isLetterOrDigit(text.charAt(end));
            if (left && right || Tokens.isHan(words.codePointAt(0))) {
                return true;
            }
            at = text.indexOf(words, at + 1);
        }
        return false;
    }

    private static List<Line> lines(String resource) {
        try (InputStream in = Vocabulary.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException(resource + " is missing from the jar");
            }
            List<Line> lines = new ArrayList<>();
            for (String line : new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList()) {
                String[] parts = line.split("\\|");
                boolean highest = parts.length < 3 || parts[2].strip().equals("high");
                lines.add(new Line(terms(parts[0]), terms(parts[1]), highest));
            }
            return List.copyOf(lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> terms(String list) {
        return List.of(list.strip().toLowerCase(Locale.ROOT).split("\\s*,\\s*"));
    }
}
