package io.inkstone.guardrails.privacy;

import io.inkstone.guardrails.Finding;
import io.inkstone.guardrails.Passage;
import io.inkstone.guardrails.Rail;
import io.inkstone.guardrails.Reach;
import java.util.List;
import java.util.Set;

/** Finds what has a form of its own. */
final class StructuredRail implements Rail {

    private final Set<String> categories;

    /**
     * @param categories what to look for, of {@link Categories}
     */
    StructuredRail(Set<String> categories) {
        this.categories = Set.copyOf(categories);
    }

    @Override
    public List<Finding> find(Passage passage) {
        return new Scan(passage.text(), categories)
                .matches().stream()
                        .map(match -> new Finding(
                                PrivacyRailFactory.NAME,
                                match.start(),
                                match.end(),
                                match.category(),
                                match.score(),
                                match.why()))
                        .toList();
    }

    /** That of a private key, the longest by far: all else is decided within 512 characters, most of it at once. */
    @Override
    public Reach reach() {
        return new Reach.Characters(Envelopes.MOST_PEM + 64);
    }

    @Override
    public int openFrom(CharSequence window) {
        return new Scan(window, categories).openFrom();
    }
}
