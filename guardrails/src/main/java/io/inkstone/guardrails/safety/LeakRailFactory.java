package io.inkstone.guardrails.safety;

import io.inkstone.guardrails.Action;
import io.inkstone.guardrails.Origin;
import io.inkstone.guardrails.Rail;
import io.inkstone.guardrails.RailFactory;
import io.inkstone.guardrails.RailOptions;
import io.inkstone.guardrails.RailRule;
import java.util.List;
import java.util.Set;

/**
 * Makes the rail {@code leak}: a system prompt repeated in an answer, at least twelve words or 24 Chinese characters in a
 * row, or half of it in pieces of six words. Option {@code canary}: a text that stands in the system prompt for no other
 * reason than to be recognised; it is found wherever it comes out.
 */
public final class LeakRailFactory implements RailFactory {

    static final String NAME = "leak";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public RailRule defaults() {
        return new RailRule(Set.of(Origin.MODEL), Action.BLOCK, 0.5, true);
    }

    @Override
    public Rail create(RailOptions options) {
        String canary = options.text("canary", "");
        if (!canary.isEmpty() && canary.length() < 6) {
            throw options.wrong("canary", "a text of fewer than six characters may occur by chance.");
        }
        return new LeakRail(List.of(canary));
    }
}
