package io.inkstone.guardrails.openai;

import io.inkstone.guardrails.Action;
import io.inkstone.guardrails.Finding;
import io.inkstone.guardrails.Passage;
import io.inkstone.guardrails.Rail;
import io.inkstone.guardrails.RailFactory;
import io.inkstone.guardrails.RailOptions;
import io.inkstone.guardrails.RailRule;
import io.inkstone.guardrails.Reach;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** Finds nothing, and counts how often it was given a context. A policy has to switch it on. */
final class CountingRail implements Rail {

    static final AtomicInteger GIVEN = new AtomicInteger();

    @Override
    public Rail given(List<Passage> context) {
        GIVEN.incrementAndGet();
        return this;
    }

    @Override
    public List<Finding> find(Passage passage) {
        return List.of();
    }

    @Override
    public Reach reach() {
        return new Reach.Characters(1);
    }

    /** Makes them for policies. */
    public static final class Factory implements RailFactory {
        @Override
        public String name() {
            return "counting";
        }

        @Override
        public RailRule defaults() {
            return new RailRule(Set.of(), Action.BLOCK, 0.5, true);
        }

        @Override
        public Rail create(RailOptions options) {
            return new CountingRail();
        }
    }
}
