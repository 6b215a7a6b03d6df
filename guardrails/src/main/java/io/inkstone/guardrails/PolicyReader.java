package io.inkstone.guardrails;

import io.inkstone.guardrails.RailOptions.Setting;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Reads policies. A policy says what it changes of the standard one, which lies in this package as {@code standard.yaml}:
 *
 * <pre>{@code
 * rails:
 *   privacy: {on: [user, document], action: redact}
 *   injection: {action: block, threshold: 0.8, fail: closed}
 *   words: off
 * operations:
 *   ads/copy:
 *     rails:
 *       injection: off
 * }</pre>
 *
 * <p>Every mistake is a {@link PolicyException} with its line. Thread-safe.
 */
public final class PolicyReader {

    private static final Set<String> RULE = Set.of("on", "action", "threshold", "fail");

    private final Map<String, RailFactory> factories;
    private final Map<String, Map<String, Setting>> standard;

    /** What the standard policy says of single operations; what a policy says of all goes before it. */
    private final Map<String, Map<String, Map<String, Setting>>> standardOperations;

    private PolicyReader(
            Map<String, RailFactory> factories,
            Map<String, Map<String, Setting>> standard,
            Map<String, Map<String, Map<String, Setting>>> standardOperations) {
        this.factories = factories;
        this.standard = standard;
        this.standardOperations = standardOperations;
    }

    /** A reader that knows the rails on this class's class path. */
    public static PolicyReader standard() {
        return of(PolicyReader.class.getClassLoader());
    }

    /** A reader that knows the rails that a class loader finds. */
    public static PolicyReader of(ClassLoader loader) {
        Map<String, RailFactory> factories = new TreeMap<>();
        for (RailFactory factory : ServiceLoader.load(RailFactory.class, loader)) {
            RailFactory other = factories.putIfAbsent(factory.name(), factory);
            if (other != null) {
                throw new PolicyException(
                        0,
                        "two rails are called '" + factory.name() + "': "
                                + other.getClass().getName() + " and "
                                + factory.getClass().getName() + ".");
            }
        }
        return of(factories, resource("standard.yaml"));
    }

    static PolicyReader of(Map<String, RailFactory> factories, String standard) {
        PolicyReader empty = new PolicyReader(factories, Map.of(), Map.of());
        Map<String, Setting> top = PolicyYaml.read(standard);
        return new PolicyReader(factories, empty.rails(top, ""), empty.operations(top));
    }

    /** A reader that knows some of the rails alone, so that the others are not loaded. */
    public PolicyReader only(String... rails) {
        Map<String, RailFactory> known = new TreeMap<>(factories);
        known.keySet().retainAll(Set.of(rails));
        Map<String, Map<String, Setting>> said = new LinkedHashMap<>(standard);
        said.keySet().retainAll(known.keySet());
        Map<String, Map<String, Map<String, Setting>>> ofOperations = new LinkedHashMap<>();
        standardOperations.forEach((operation, settings) -> {
            Map<String, Map<String, Setting>> kept = new LinkedHashMap<>(settings);
            kept.keySet().retainAll(known.keySet());
            ofOperations.put(operation, kept);
        });
        return new PolicyReader(known, said, ofOperations);
    }

    /**
     * A reader for which a policy is the standard one.
     *
     * @param yaml what it changes of the standard one; may be empty
     * @throws PolicyException naming the line
     */
    public PolicyReader over(String yaml) {
        Map<String, Setting> top = PolicyYaml.read(yaml);
        requireKeys(top, "a policy for all", "rails");
        Map<String, Map<String, Setting>> all = rails(top, "a policy");
        Map<String, Map<String, Map<String, Setting>>> ofOperations = new LinkedHashMap<>();
        standardOperations.forEach((operation, settings) -> ofOperations.put(operation, merged(settings, all)));
        return new PolicyReader(factories, merged(standard, all), ofOperations);
    }

    /**
     * Reads what a policy changes of the standard one.
     *
     * @param yaml may be empty
     * @throws PolicyException naming the line
     */
    public Policy read(String yaml) {
        Map<String, Setting> top = PolicyYaml.read(yaml);
        requireKeys(top, "a policy", "rails", "operations");
        Map<String, Map<String, Setting>> all = rails(top, "a policy");
        Map<String, Map<String, Map<String, Setting>>> own = operations(top);
        Set<String> named = new LinkedHashSet<>(standardOperations.keySet());
        named.addAll(own.keySet());
        Map<String, Guard> guards = new LinkedHashMap<>();
        for (String operation : named) {
            Map<String, Map<String, Setting>> usual =
                    merged(merged(standard, standardOperations.getOrDefault(operation, Map.of())), all);
            guards.put(operation, guard(merged(usual, own.getOrDefault(operation, Map.of()))));
        }
        return new Policy(guard(merged(standard, all)), guards);
    }

    private Map<String, Map<String, Map<String, Setting>>> operations(Map<String, Setting> top) {
        Map<String, Map<String, Map<String, Setting>>> operations = new LinkedHashMap<>();
        if (top.containsKey("operations")) {
            PolicyYaml.map(top.get("operations"), "operations").forEach((operation, setting) -> {
                Map<String, Setting> body = PolicyYaml.map(setting, operation);
                requireKeys(body, "an operation", "rails");
                operations.put(operation, rails(body, operation));
            });
        }
        return operations;
    }

    private Map<String, Map<String, Setting>> rails(Map<String, Setting> section, String where) {
        Map<String, Map<String, Setting>> rails = new LinkedHashMap<>();
        if (section.containsKey("rails")) {
            PolicyYaml.map(section.get("rails"), "rails of " + where).forEach((name, setting) -> {
                if (!factories.containsKey(name)) {
                    throw new PolicyException(
                            setting.line(),
                            "there is no rail '" + name + "'; there are: " + String.join(", ", factories.keySet())
                                    + ".");
                }
                rails.put(name, settings(setting, name));
            });
        }
        return rails;
    }

    /** {@code off} stands for looking at nothing. */
    private static Map<String, Setting> settings(Setting setting, String rail) {
        if ("off".equals(setting.value())) {
            return Map.of("on", new Setting(List.of(), setting.line()));
        }
        return PolicyYaml.map(setting, rail);
    }

    private static Map<String, Map<String, Setting>> merged(
            Map<String, Map<String, Setting>> base, Map<String, Map<String, Setting>> changes) {
        Map<String, Map<String, Setting>> merged = new LinkedHashMap<>(base);
        changes.forEach((rail, settings) -> merged.merge(rail, settings, (known, changed) -> {
            Map<String, Setting> both = new LinkedHashMap<>(known);
            both.putAll(changed);
            return both;
        }));
        return merged;
    }

    private Guard guard(Map<String, Map<String, Setting>> rails) {
        List<Guard.ActiveRail> active = new ArrayList<>();
        rails.forEach((name, settings) -> {
            RailFactory factory = Objects.requireNonNull(factories.get(name));
            RailRule rule = rule(name, settings, factory.defaults());
            Map<String, Setting> own = new LinkedHashMap<>(settings);
            own.keySet().removeAll(RULE);
            RailOptions options = new RailOptions(name, own);
            Rail rail = factory.create(options);
            options.requireAllKnown();
            if (!rule.on().isEmpty()) {
                active.add(new Guard.ActiveRail(name, rule, rail));
            }
        });
        return new Guard(active);
    }

    private static RailRule rule(String name, Map<String, Setting> settings, RailRule defaults) {
        RailOptions said = new RailOptions(name, settings);
        Set<Origin> on = defaults.on();
        if (settings.containsKey("on")) {
            on = EnumSet.noneOf(Origin.class);
            for (String origin : said.texts("on")) {
                on.add(one(Origin.values(), origin, said, "on"));
            }
        }
        Action action = settings.containsKey("action")
                ? one(Action.values(), said.text("action", ""), said, "action")
                : defaults.action();
        double threshold = said.number("threshold", defaults.threshold(), 0, 1);
        String fail = said.text("fail", defaults.failClosed() ? "closed" : "open");
        if (!fail.equals("open") && !fail.equals("closed")) {
            throw said.wrong("fail", "'" + fail + "' is neither open nor closed.");
        }
        return new RailRule(on, action, threshold, fail.equals("closed"));
    }

    private static <E extends Enum<E>> E one(E[] values, String written, RailOptions options, String key) {
        return Arrays.stream(values)
                .filter(value -> value.name().toLowerCase(Locale.ROOT).equals(written))
                .findFirst()
                .orElseThrow(() -> options.wrong(
                        key,
                        "'" + written + "' is none of "
                                + Arrays.stream(values)
                                        .map(value -> value.name().toLowerCase(Locale.ROOT))
                                        .collect(Collectors.joining(", "))
                                + "."));
    }

    private static void requireKeys(Map<String, Setting> section, String what, String... known) {
        section.forEach((key, setting) -> {
            if (!List.of(known).contains(key)) {
                throw new PolicyException(
                        setting.line(), what + " has no '" + key + "'; it has: " + String.join(", ", known) + ".");
            }
        });
    }

    private static String resource(String name) {
        try (InputStream in = PolicyReader.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is missing from the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
