package io.inkstone.gateway;

import io.inkstone.guardrails.Action;
import io.inkstone.guardrails.Finding;
import io.inkstone.guardrails.LiteralSet;
import io.inkstone.guardrails.Passage;
import io.inkstone.guardrails.Rail;
import io.inkstone.guardrails.RailFactory;
import io.inkstone.guardrails.RailOptions;
import io.inkstone.guardrails.RailRule;
import io.inkstone.guardrails.Reach;
import java.util.List;
import java.util.Set;

/** Finds a word that no request holds by chance. A policy has to switch it on. */
public final class MarkerRail implements RailFactory {

    static final String MARK = "QqMarkQq";

    private static final LiteralSet MARKS = LiteralSet.of(List.of(MARK));

    @Override
    public String name() {
        return "marker";
    }

    @Override
    public RailRule defaults() {
        return new RailRule(Set.of(), Action.BLOCK, 0.5, true);
    }

    @Override
    public Rail create(RailOptions options) {
        return new Rail() {
            @Override
            public List<Finding> find(Passage passage) {
                return MARKS.find(passage.text()).stream()
                        .map(hit -> new Finding("marker", hit.start(), hit.end(), "mark", 1, "it is the mark"))
                        .toList();
            }

            @Override
            public Reach reach() {
                return new Reach.Characters(MARK.length());
            }

            @Override
            public int openFrom(CharSequence window) {
                return MARKS.openFrom(window);
            }
        };
    }
}
