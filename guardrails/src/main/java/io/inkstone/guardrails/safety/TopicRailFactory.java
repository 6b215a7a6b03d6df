package io.inkstone.guardrails.safety;

import io.inkstone.guardrails.Action;
import io.inkstone.guardrails.Origin;
import io.inkstone.guardrails.Rail;
import io.inkstone.guardrails.RailFactory;
import io.inkstone.guardrails.RailOptions;
import io.inkstone.guardrails.RailRule;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Makes the rail {@code topics}: what a tenant does not want talked about. Option {@code forbidden}: lists of words and
 * phrases by topic, in whatever languages:
 *
 * <pre>{@code
 * topics:
 *   on: [user, model]
 *   forbidden:
 *     competitors: [Acme, 艾克米公司]
 *     legal_advice: [how to sue, 怎么起诉]
 * }</pre>
 */
public final class TopicRailFactory implements RailFactory {

    static final String NAME = "topics";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public RailRule defaults() {
        return new RailRule(Set.of(Origin.USER, Origin.MODEL), Action.BLOCK, 0.5, true);
    }

    @Override
    public Rail create(RailOptions options) {
        Map<String, List<String>> forbidden = options.lists("forbidden");
        forbidden.forEach((topic, phrases) -> {
            if (!topic.matches("[a-z][a-z0-9_]*")) {
                throw options.wrong("forbidden", "'" + topic + "' is no name in lower case with underscores.");
            }
            if (phrases.stream().anyMatch(String::isBlank)) {
                throw options.wrong("forbidden", "'" + topic + "' has a phrase that is empty.");
            }
        });
        return new TopicRail(forbidden);
    }
}
