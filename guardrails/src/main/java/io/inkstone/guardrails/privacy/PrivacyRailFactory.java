package io.inkstone.guardrails.privacy;

import io.inkstone.guardrails.Action;
import io.inkstone.guardrails.Origin;
import io.inkstone.guardrails.Rail;
import io.inkstone.guardrails.RailFactory;
import io.inkstone.guardrails.RailOptions;
import io.inkstone.guardrails.RailRule;
import io.inkstone.guardrails.names.NameRail;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Makes the rail {@code privacy}, which finds private data. Its options:
 *
 * <ul>
 *   <li>{@code categories}: only these; otherwise all but {@code url};
 *   <li>{@code terms}: own terms, as a list (they become {@code custom}) or as a map of category to term; they are found in
 *       any case, Latin ones as words of their own;
 *   <li>{@code patterns}: a map of category to pattern, in the syntax of RE2. In a stream a match is found within 128
 *       characters.
 * </ul>
 */
public final class PrivacyRailFactory implements RailFactory {

    static final String NAME = "privacy";

    /** For {@link java.util.ServiceLoader}. */
    public PrivacyRailFactory() {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public RailRule defaults() {
        return new RailRule(Set.of(Origin.USER, Origin.DOCUMENT, Origin.SYSTEM), Action.REDACT, 0.5, true);
    }

    @Override
    public Rail create(RailOptions options) {
        List<OwnTerms.Term> terms = OwnTerms.read(options);
        Map<String, String> patterns = options.named("patterns");
        Set<String> own = new LinkedHashSet<>(patterns.keySet());
        terms.forEach(term -> own.add(term.category()));
        Set<String> categories = categories(options, own);

        List<Rail> parts = new ArrayList<>();
        parts.add(new StructuredRail(categories));
        Set<String> names = new LinkedHashSet<>(Categories.NAMES);
        names.addAll(Categories.OTHER_NAMES);
        names.retainAll(categories);
        if (!names.isEmpty()) {
            parts.add(new OnlyCategories(NameRail.create(), names));
        }
        if (!terms.isEmpty()) {
            parts.add(new OwnTerms(terms));
        }
        if (!patterns.isEmpty()) {
            parts.add(OwnPatterns.of(options, patterns));
        }
        return new PrivacyRail(parts);
    }

    private static Set<String> categories(RailOptions options, Set<String> own) {
        Set<String> known = new LinkedHashSet<>(Categories.STANDARD);
        known.add(Categories.URL);
        known.addAll(Categories.NAMES);
        known.addAll(Categories.OTHER_NAMES);
        known.addAll(own);
        List<String> named = options.texts("categories");
        for (String category : named) {
            if (!known.contains(category)) {
                throw options.wrong("categories", "'" + category + "' is none of " + String.join(", ", known) + ".");
            }
        }
        if (!named.isEmpty()) {
            return Set.copyOf(named);
        }
        Set<String> usual = new LinkedHashSet<>(Categories.STANDARD);
        usual.addAll(Categories.NAMES);
        return usual;
    }
}
