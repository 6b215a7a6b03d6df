package io.inkstone.guardrails.privacy;

import io.inkstone.guardrails.Finding;
import io.inkstone.guardrails.Passage;
import io.inkstone.guardrails.Rail;
import io.inkstone.guardrails.Reach;
import java.util.List;
import java.util.Set;

/** What a rail finds of some categories. */
record OnlyCategories(Rail rail, Set<String> categories) implements Rail {

    OnlyCategories {
        categories = Set.copyOf(categories);
    }

    @Override
    public List<Finding> find(Passage passage) {
        return rail.find(passage).stream()
                .filter(finding -> categories.contains(finding.category()))
                .toList();
    }

    @Override
    public Reach reach() {
        return rail.reach();
    }

    @Override
    public int openFrom(CharSequence window) {
        return rail.openFrom(window);
    }
}
