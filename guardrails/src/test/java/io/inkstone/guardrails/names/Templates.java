package io.inkstone.guardrails.names;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/** Makes sentences of templates: {@code {slot}} is filled in, {@code [a|b]} is one of several. */
final class Templates {

    /** Which slots are mentions of what. */
    private static final Map<String, String> CATEGORIES = Map.ofEntries(
            Map.entry("person", "person"),
            Map.entry("first", "person"),
            Map.entry("last", "person"),
            Map.entry("foreign", "person"),
            Map.entry("surname", "person"),
            Map.entry("place", "location"),
            Map.entry("country", "location"),
            Map.entry("org", "organization"),
            Map.entry("address", "address"),
            Map.entry("street", "address"),
            Map.entry("secondary", "address"));

    private final List<String> lines;
    private final MadeUp values;
    private final Random random;

    private Templates(List<String> lines, MadeUp values, Random random) {
        this.lines = lines;
        this.values = values;
        this.random = random;
    }

    static Templates of(String resource, MadeUp values, Random random) throws IOException {
        try (InputStream in = java.util.Objects.requireNonNull(Templates.class.getResourceAsStream(resource))) {
            List<String> lines = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.replace("\\n", "\n").replace("\\t", "\t"))
                    .toList();
            return new Templates(lines, values, random);
        }
    }

    List<Example> examples(int count) {
        List<Example> examples = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            examples.add(fill(chosen(lines.get(random.nextInt(lines.size())))));
        }
        return examples;
    }

    private String chosen(String template) {
        StringBuilder chosen = new StringBuilder();
        int at = 0;
        while (at < template.length()) {
            int open = template.indexOf('[', at);
            if (open < 0) {
                break;
            }
            int close = template.indexOf(']', open);
            String[] choices = template.substring(open + 1, close).split("\\|", -1);
            chosen.append(template, at, open).append(choices[random.nextInt(choices.length)]);
            at = close + 1;
        }
        return chosen.append(template, at, template.length()).toString();
    }

    private Example fill(String template) {
        values.nextCountry();
        StringBuilder text = new StringBuilder();
        List<Example.Mention> mentions = new ArrayList<>();
        int at = 0;
        while (true) {
            int open = template.indexOf('{', at);
            if (open < 0) {
                break;
            }
            int close = template.indexOf('}', open);
            text.append(template, at, open);
            String slot = template.substring(open + 1, close);
            String value = values.of(slot.toLowerCase(Locale.ROOT));
            int start = text.length();
            text.append(slot.equals(slot.toLowerCase(Locale.ROOT)) ? value : value.toUpperCase(Locale.ROOT));
            String category = CATEGORIES.get(slot.toLowerCase(Locale.ROOT));
            if (category != null) {
                mentions.add(new Example.Mention(start, text.length(), category));
            }
            at = close + 1;
        }
        text.append(template, at, template.length());
        return recased(new Example(text.toString(), mentions));
    }

    /** Some write everything small, or forget the full stop. */
    private Example recased(Example example) {
        String text = example.text();
        int chance = random.nextInt(40);
        String lower = text.toLowerCase(Locale.ROOT);
        String upper = text.toUpperCase(Locale.ROOT);
        if (chance < 3 && lower.length() == text.length()) {
            return example.with(lower);
        }
        return chance == 3 && upper.length() == text.length() ? example.with(upper) : example;
    }
}
