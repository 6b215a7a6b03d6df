package io.inkstone.guardrails;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A policy's rails for one operation. Immutable and thread-safe. */
public final class Guard {

    /** The category of the finding that stands for a rail which failed itself. */
    public static final String RAIL_FAILED = "rail_failed";

    /** A rail with what follows from its findings. */
    record ActiveRail(String name, RailRule rule, Rail rail) {}

    /** A finding with what follows from it. */
    record Ruled(Finding finding, Action action) {}

    private final List<ActiveRail> rails;

    Guard(List<ActiveRail> rails) {
        this.rails = List.copyOf(rails);
    }

    /** Looks at a whole text. */
    public Verdict check(Passage passage) {
        return verdict(passage.text(), ruled(passage, rails(passage.origin())));
    }

    /** Looks at a text that is still coming. */
    public StreamGuard stream(Origin origin) {
        return new StreamGuard(rails(origin), origin);
    }

    /**
     * The guard of one exchange, whose rails know what the model was given. It holds what they read of that, so it should live
     * no longer than the exchange.
     *
     * @param context what the model was given
     */
    public Guard given(List<Passage> context) {
        List<Passage> copy = List.copyOf(context);
        return new Guard(rails.stream()
                .map(active -> new ActiveRail(active.name(), active.rule(), given(active.rail(), copy)))
                .toList());
    }

    /** A rail that fails on the context fails on every text, so that its rule says what follows. */
    private static Rail given(Rail rail, List<Passage> context) {
        try {
            return rail.given(context);
        } catch (RuntimeException | StackOverflowError e) {
            return new FailedRail(rail.reach(), new IllegalStateException(e));
        }
    }

    private record FailedRail(Reach reach, IllegalStateException cause) implements Rail {
        @Override
        public List<Finding> find(Passage passage) {
            throw cause;
        }

        @Override
        public int openFrom(CharSequence window) {
            return window.length();
        }
    }

    /** The same without a rail. */
    public Guard without(String rail) {
        return new Guard(
                rails.stream().filter(active -> !active.name().equals(rail)).toList());
    }

    /** The rule of a rail; null when it looks at nothing. */
    public @Nullable RailRule rule(String rail) {
        return rails.stream()
                .filter(active -> active.name().equals(rail))
                .map(ActiveRail::rule)
                .findFirst()
                .orElse(null);
    }

    /**
     * Hides what one rail finds; see {@link Mask}.
     *
     * @param key the tenant's key, which the placeholders hang on
     * @param rail the rail whose findings are hidden, in texts of whatever origin its rule names
     */
    public Mask mask(String rail, byte[] key) {
        return new Mask(
                rails.stream()
                        .filter(active -> active.name().equals(rail))
                        .findFirst()
                        .orElse(null),
                key);
    }

    /** The longest that a stream's text is held back, in words for whoever loads the policy. */
    public List<String> delays(Origin origin) {
        return rails(origin).stream()
                .map(active -> active.name() + ": " + words(active.rail().reach()))
                .toList();
    }

    private static String words(Reach reach) {
        if (reach instanceof Reach.Characters characters) {
            return "at most " + characters.most() + " characters";
        }
        return reach instanceof Reach.Sentence ? "a sentence" : "the whole answer";
    }

    private List<ActiveRail> rails(Origin origin) {
        return rails.stream()
                .filter(active -> active.rule().on().contains(origin))
                .toList();
    }

    /** What some rails find, in the order of the text. */
    static List<Ruled> ruled(Passage passage, List<ActiveRail> rails) {
        List<Ruled> found = new ArrayList<>();
        if (passage.text().isEmpty()) {
            return found;
        }
        for (ActiveRail active : rails) {
            RailRule rule = active.rule();
            try {
                for (Finding finding : active.rail().find(passage)) {
                    if (finding.score() >= rule.threshold()) {
                        found.add(new Ruled(finding, rule.action()));
                    }
                }
            } catch (RuntimeException | StackOverflowError e) {
                Finding failed = new Finding(
                        active.name(),
                        0,
                        passage.text().length(),
                        RAIL_FAILED,
                        1,
                        "the rail failed: " + e.getClass().getSimpleName());
                found.add(new Ruled(failed, rule.failClosed() ? Action.BLOCK : Action.ALLOW));
            }
        }
        found.sort(Comparator.comparingInt(ruled -> ruled.finding().start()));
        return found;
    }

    static Verdict verdict(String text, List<Ruled> ruled) {
        List<Finding> findings = ruled.stream().map(Ruled::finding).toList();
        Ruled strongest = ruled.stream()
                .reduce((a, b) -> b.action().compareTo(a.action()) > 0 ? b : a)
                .orElse(null);
        if (strongest == null) {
            return new Verdict.Allow(findings);
        }
        return switch (strongest.action()) {
            case ALLOW -> new Verdict.Allow(findings);
            case REDACT -> new Verdict.Redact(Redaction.of(text, ruled, 0, text.length()), findings);
            case ASK -> new Verdict.Ask(strongest.finding(), findings);
            case BLOCK -> new Verdict.Block(strongest.finding(), findings);
        };
    }
}
