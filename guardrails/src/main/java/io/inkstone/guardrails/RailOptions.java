package io.inkstone.guardrails;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a policy says to one rail beside its rule. Reading a key marks it as known; not thread-safe. */
public final class RailOptions {

    /**
     * A value of the policy's file.
     *
     * @param value a String, or a List or Map of Settings; numbers and truth values are read from their text
     * @param line where it stands, counted from 1
     */
    record Setting(Object value, int line) {}

    private final String rail;
    private final Map<String, Setting> settings;
    private final Set<String> known = new LinkedHashSet<>();

    RailOptions(String rail, Map<String, Setting> settings) {
        this.rail = rail;
        this.settings = settings;
    }

    /** No options at all. */
    public static RailOptions none(String rail) {
        return new RailOptions(rail, Map.of());
    }

    /**
     * A text.
     *
     * @throws PolicyException when it is a list or a map
     */
    public String text(String key, String otherwise) {
        Setting setting = setting(key);
        return setting == null ? otherwise : scalar(key, setting);
    }

    /**
     * A list of texts; empty when it is not there.
     *
     * @throws PolicyException when it is no list of texts
     */
    public List<String> texts(String key) {
        Setting setting = setting(key);
        if (setting == null) {
            return List.of();
        }
        if (!(setting.value() instanceof List<?> list)) {
            throw new PolicyException(
                    setting.line(), "'" + key + "' of rail '" + rail + "' must be a list, e.g. [one, two].");
        }
        return list.stream().map(item -> scalar(key, (Setting) item)).toList();
    }

    /**
     * Texts by name, in the order of the file; empty when it is not there.
     *
     * @throws PolicyException when it is no map of texts
     */
    public Map<String, String> named(String key) {
        Setting setting = setting(key);
        Map<String, String> named = new LinkedHashMap<>();
        if (setting == null) {
            return named;
        }
        if (!(setting.value() instanceof Map<?, ?> map)) {
            throw new PolicyException(
                    setting.line(), "'" + key + "' of rail '" + rail + "' must be a map, e.g. {name: value}.");
        }
        map.forEach((name, value) -> named.put((String) name, scalar(key, (Setting) value)));
        return named;
    }

    /**
     * Lists of texts by name, in the order of the file; empty when it is not there.
     *
     * @throws PolicyException when it is no map of lists of texts
     */
    public Map<String, List<String>> lists(String key) {
        Setting setting = setting(key);
        Map<String, List<String>> lists = new LinkedHashMap<>();
        if (setting == null) {
            return lists;
        }
        if (!(setting.value() instanceof Map<?, ?> map)) {
            throw new PolicyException(
                    setting.line(), "'" + key + "' of rail '" + rail + "' must be a map, e.g. {name: [one, two]}.");
        }
        RailOptions inner = new RailOptions(rail, new LinkedHashMap<>());
        map.forEach((name, value) -> {
            inner.settings.put((String) name, (Setting) value);
            lists.put((String) name, inner.texts((String) name));
        });
        return lists;
    }

    /**
     * A number within bounds.
     *
     * @throws PolicyException when it is none, or out of bounds
     */
    public double number(String key, double otherwise, double least, double most) {
        Setting setting = setting(key);
        if (setting == null) {
            return otherwise;
        }
        String written = scalar(key, setting);
        try {
            double number = Double.parseDouble(written);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Said below, as for a number that is out of bounds.
        }
        throw new PolicyException(
                setting.line(),
                "'" + key + "' of rail '" + rail + "' is '" + written + "'; expected a number from " + least + " to "
                        + most + ".");
    }

    /** An error about the value of a key. */
    public PolicyException wrong(String key, String message) {
        Setting setting = settings.get(key);
        return new PolicyException(
                setting == null ? 0 : setting.line(), "'" + key + "' of rail '" + rail + "': " + message);
    }

    /** Refuses keys that nobody read. */
    void requireAllKnown() {
        settings.forEach((key, setting) -> {
            if (!known.contains(key)) {
                throw new PolicyException(
                        setting.line(),
                        "rail '" + rail + "' has no option '" + key + "'; it has: on, action, threshold, fail"
                                + (known.isEmpty() ? "" : ", " + String.join(", ", known)) + ".");
            }
        });
    }

    private @Nullable Setting setting(String key) {
        known.add(key);
        return settings.get(key);
    }

    private String scalar(String key, Setting setting) {
        if (setting.value() instanceof String text) {
            return text;
        }
        throw new PolicyException(
                setting.line(), "'" + key + "' of rail '" + rail + "' must be a text or a number here.");
    }
}
