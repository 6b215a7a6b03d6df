package io.inkstone.lsp;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the person set in their editor; the README lists the names. What is missing is taken from the former settings.
 *
 * @param languages by language id whether it is completed; others as {@code otherLanguages} says
 * @param multiLine {@code auto}, {@code always} or {@code never}
 * @param fallback {@code auto}: plain completion where the editor has no inline completion; {@code always}; {@code never}
 */
record EditorSettings(
        boolean enabled,
        Map<String, Boolean> languages,
        boolean otherLanguages,
        Optional<URI> url,
        Duration debounce,
        String multiLine,
        String fallback,
        int candidates,
        boolean reportsShown,
        boolean feedback,
        boolean index) {

    static final EditorSettings STANDARD = new EditorSettings(
            true, Map.of(), true, Optional.empty(), Duration.ofMillis(75), "auto", "auto", 2, false, true, true);

    private static final int MOST_DEBOUNCE_MILLIS = 5_000;
    private static final int MOST_CANDIDATES = 3;
    private static final int MOST_LANGUAGES = 200;

    EditorSettings {
        languages = Map.copyOf(languages);
    }

    boolean completes(String language) {
        return enabled && languages.getOrDefault(language, otherLanguages);
    }

    /** These settings and what was wrong with what was given. */
    record Read(EditorSettings settings, List<String> complaints) {}

    /** These settings with those of a JSON object over them; a wrong value is complained about and left as it was. */
    Read with(JsonObject json) {
        Fields fields = new Fields(json);
        Map<String, Boolean> named = new HashMap<>(languages);
        boolean others = otherLanguages;
        JsonElement given = json.get("languages");
        if (given instanceof JsonArray list) {
            named.clear();
            list.forEach(name -> named.put(name.getAsString(), true));
            others = list.isEmpty();
        } else if (given instanceof JsonObject map && map.size() <= MOST_LANGUAGES) {
            named.clear();
            map.entrySet()
                    .forEach(entry -> named.put(
                            entry.getKey(), !"false".equals(entry.getValue().toString())));
            others = named.getOrDefault("*", true);
        } else if (given != null && !given.isJsonNull()) {
            fields.wrong("languages", "a list of language ids, or an object of language id to true or false");
        }
        EditorSettings read = new EditorSettings(
                fields.flag("enabled", enabled),
                named,
                others,
                fields.address("url", url),
                Duration.ofMillis(fields.number("debounce", (int) debounce.toMillis(), 0, MOST_DEBOUNCE_MILLIS)),
                fields.oneOf("multiLine", multiLine, Set.of("auto", "always", "never")),
                fields.oneOf("completionFallback", fallback, Set.of("auto", "always", "never")),
                fields.number("candidates", candidates, 1, MOST_CANDIDATES),
                fields.flag("reportsShown", reportsShown),
                fields.flag("feedback", feedback),
                fields.flag("index", index));
        return new Read(read, fields.complaints);
    }

    /** {@code code/complete}'s word for {@link #multiLine}. */
    String mode() {
        return switch (multiLine) {
            case "always" -> "block";
            case "never" -> "line";
            default -> "auto";
        };
    }

    /** The fields of the object, read with a complaint for each that does not fit. */
    private static final class Fields {

        private final JsonObject json;
        private final List<String> complaints = new ArrayList<>();

        private Fields(JsonObject json) {
            this.json = json;
        }

        private void wrong(String name, String expected) {
            String value = String.valueOf(json.get(name));
            String shown = value.length() > 60 ? value.substring(0, 60) + "…" : value;
            complaints.add("inkstone." + name + " is " + shown + "; expected " + expected);
        }

        private boolean given(String name) {
            return json.has(name) && !json.get(name).isJsonNull();
        }

        private boolean flag(String name, boolean former) {
            if (!given(name)) {
                return former;
            }
            String text = json.get(name).toString().toLowerCase(Locale.ROOT);
            if (text.equals("true") || text.equals("false")) {
                return text.equals("true");
            }
            wrong(name, "true or false");
            return former;
        }

        private int number(String name, int former, int least, int most) {
            if (!given(name)) {
                return former;
            }
            try {
                int value = json.get(name).getAsInt();
                if (value >= least && value <= most) {
                    return value;
                }
            } catch (RuntimeException e) {
                // Said below.
            }
            wrong(name, "a number from " + least + " to " + most);
            return former;
        }

        private String oneOf(String name, String former, Set<String> words) {
            if (!given(name)) {
                return former;
            }
            String word = json.get(name).isJsonPrimitive() ? json.get(name).getAsString() : "";
            if (words.contains(word)) {
                return word;
            }
            wrong(name, "one of " + words.stream().sorted().toList());
            return former;
        }

        private Optional<URI> address(String name, Optional<URI> former) {
            if (!given(name)) {
                return former;
            }
            String text = json.get(name).isJsonPrimitive()
                    ? json.get(name).getAsString().strip()
                    : "";
            if (text.isEmpty()) {
                return former;
            }
            Optional<URI> address = GatewayAddress.parse(text);
            if (address.isEmpty()) {
                wrong(name, GatewayAddress.EXPECTED);
            }
            return address.isPresent() ? address : former;
        }
    }
}
