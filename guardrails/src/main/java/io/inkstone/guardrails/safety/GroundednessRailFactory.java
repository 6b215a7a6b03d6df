package io.inkstone.guardrails.safety;

import io.inkstone.guardrails.Action;
import io.inkstone.guardrails.Origin;
import io.inkstone.guardrails.Rail;
import io.inkstone.guardrails.RailFactory;
import io.inkstone.guardrails.RailOptions;
import io.inkstone.guardrails.RailRule;
import java.util.Set;

/**
 * Makes the rail {@code groundedness}: sentences of an answer that the documents in its context do not support. It reports
 * and changes nothing unless a policy says so, and holds a stream back until each sentence ends.
 */
public final class GroundednessRailFactory implements RailFactory {

    static final String NAME = "groundedness";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public RailRule defaults() {
        return new RailRule(Set.of(Origin.MODEL), Action.ALLOW, 0.5, false);
    }

    @Override
    public Rail create(RailOptions options) {
        return new GroundednessRail();
    }
}
