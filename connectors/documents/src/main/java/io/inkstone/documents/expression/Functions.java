package io.inkstone.documents.expression;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What functions compute, in words, by the list {@code functions.txt}. */
final class Functions {

    private static final Pattern SLOT = Pattern.compile("\\{([1-9]?)(\\*?)}");
    private static final Pattern OPTIONAL = Pattern.compile("\\[([^\\]]*)]");
    private static final Map<String, Phrase> PHRASES = read();

    private Functions() {}

    private record Phrase(String english, String chinese) {}

    /** The function with its arguments, which are in words already; empty where the list does not hold it. */
    static Optional<String> say(String function, List<String> arguments, boolean chinese) {
        Phrase phrase = PHRASES.get(function);
        if (phrase == null) {
            return Optional.empty();
        }
        String template = OPTIONAL.matcher(chinese ? phrase.chinese : phrase.english)
                .replaceAll(part -> given(part.group(1), arguments) ? Matcher.quoteReplacement(part.group(1)) : "");
        return given(template, arguments)
                ? Optional.of(SLOT.matcher(template)
                        .replaceAll(slot ->
                                Matcher.quoteReplacement(fill(slot.group(1), slot.group(2), arguments, chinese))))
                : Optional.empty();
    }

    private static boolean given(String template, List<String> arguments) {
        return SLOT.matcher(template)
                .results()
                .allMatch(slot -> slot.group(1).isEmpty()
                        || (Integer.parseInt(slot.group(1)) <= arguments.size()
                                && !arguments
                                        .get(Integer.parseInt(slot.group(1)) - 1)
                                        .isEmpty()));
    }

    private static String fill(String number, String rest, List<String> arguments, boolean chinese) {
        int first = number.isEmpty() ? 0 : Integer.parseInt(number) - 1;
        List<String> taken =
                rest.isEmpty() ? arguments.subList(first, first + 1) : arguments.subList(first, arguments.size());
        if (taken.size() < 2) {
            return String.join("", taken);
        }
        int last = taken.size() - 1;
        return chinese
                ? String.join("、", taken)
                : String.join(", ", taken.subList(0, last)) + " and " + taken.get(last);
    }

    private static Map<String, Phrase> read() {
        try (InputStream list = Functions.class.getResourceAsStream("functions.txt")) {
            if (list == null) {
                throw new IllegalStateException("functions.txt is missing from the class path");
            }
            Map<String, Phrase> phrases = new HashMap<>();
            BufferedReader lines = new BufferedReader(new InputStreamReader(list, StandardCharsets.UTF_8));
            lines.lines()
                    .filter(line -> !line.startsWith("#") && !line.isBlank())
                    .forEach(line -> {
                        String[] parts = line.split("\\|", -1);
                        phrases.put(parts[0].strip(), new Phrase(parts[1].strip(), parts[2].strip()));
                    });
            return phrases;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
