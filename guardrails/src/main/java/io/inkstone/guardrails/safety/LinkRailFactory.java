package io.inkstone.guardrails.safety;

import io.inkstone.guardrails.Action;
import io.inkstone.guardrails.Origin;
import io.inkstone.guardrails.Rail;
import io.inkstone.guardrails.RailFactory;
import io.inkstone.guardrails.RailOptions;
import io.inkstone.guardrails.RailRule;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Makes the rail {@code links}: links ({@code http}, {@code https}, {@code ftp}, {@code www.}), images whose address has a
 * query, and shell commands that fetch and run or delete, where no text that the model was given holds them. A link to
 * another page of a given host passes unless it carries a query. Option {@code hosts}: names that are always fine, with
 * their subdomains.
 */
public final class LinkRailFactory implements RailFactory {

    static final String NAME = "links";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public RailRule defaults() {
        return new RailRule(Set.of(Origin.MODEL), Action.REDACT, 0.5, true);
    }

    @Override
    public Rail create(RailOptions options) {
        return new LinkRail(options.texts("hosts").stream()
                .map(host -> host.toLowerCase(Locale.ROOT))
                .collect(Collectors.toUnmodifiableSet()));
    }
}
