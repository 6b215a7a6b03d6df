package io.inkstone.guardrails;

import io.inkstone.guardrails.Guard.ActiveRail;
import io.inkstone.guardrails.Guard.Ruled;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Guards a text that is still coming. What no rail can still flag is released at once; the rest is held until it is
 * decided. Once blocked, nothing more comes out, and no character of what was flagged ever did. Takes time linear in the
 * text. Not thread-safe.
 */
public final class StreamGuard {

    /** How much of what was released the rails still see, for the words that stand before a finding. */
    static final int LOOK_BACK = 128;

    /** From this length on a held text is looked at again only when it has grown by a quarter, which keeps the cost linear. */
    private static final int SHORT = 256;

    /** The most that is held for a rail that has to see the whole. */
    private static final int MOST_WHOLE = 1_000_000;

    private final List<ActiveRail> rails;
    private final Origin origin;
    private final boolean whole;
    private final StringBuilder window = new StringBuilder();
    private final List<Finding> findings = new ArrayList<>();

    /** Where in the window the held text begins. */
    private int released;

    /** How long the held text was when it was last looked at. */
    private int lookedAt;

    /** How many characters of the text lie before the window. */
    private int dropped;

    private Optional<Verdict.Block> blocked = Optional.empty();

    StreamGuard(List<ActiveRail> rails, Origin origin) {
        this.rails = rails;
        this.origin = origin;
        this.whole = rails.stream().anyMatch(active -> active.rail().reach() instanceof Reach.Whole);
    }

    /**
     * Takes what has come.
     *
     * @return what may be passed on now; may be empty
     */
    public String accept(String chunk) {
        if (blocked.isPresent() || chunk.isEmpty()) {
            return "";
        }
        window.append(chunk);
        int held = held();
        if (whole && held <= MOST_WHOLE || held > SHORT && held < lookedAt + lookedAt / 4) {
            return "";
        }
        lookedAt = held;
        return advance(false);
    }

    /** Decides what is left, as nothing more comes. */
    public String finish() {
        return blocked.isPresent() || held() == 0 ? "" : advance(true);
    }

    /** Why the stream ended, once it did. */
    public Optional<Verdict.Block> blocked() {
        return blocked;
    }

    /** What was found so far, by places in the whole text. */
    public List<Finding> findings() {
        return List.copyOf(findings);
    }

    /** How many characters are held now, in UTF-16 units. */
    public int held() {
        return window.length() - released;
    }

    private String advance(boolean last) {
        String text = window.toString();
        List<Ruled> ruled = new ArrayList<>();
        int open = text.length();
        for (ActiveRail active : rails) {
            int from = last ? text.length() : openFrom(active, text);
            if (text.length() - from > most(active.rail().reach())) {
                return block(new Finding(
                        active.name(),
                        released,
                        text.length(),
                        "too_long",
                        1,
                        "longer than the rail can follow in a stream"));
            }
            for (Ruled one : found(active, text, from)) {
                if (one.finding().category().equals(Guard.RAIL_FAILED) && one.action() == Action.BLOCK) {
                    return block(one.finding());
                }
                if (one.finding().end() > from) {
                    from = Math.min(from, one.finding().start());
                } else if (one.finding().end() > released) {
                    ruled.add(one);
                }
            }
            open = Math.min(open, from);
        }
        return release(text, ruled, Math.max(open, released));
    }

    private List<Ruled> found(ActiveRail active, String text, int from) {
        boolean sentences = active.rail().reach() instanceof Reach.Sentence;
        if (sentences && from <= released) {
            return List.of();
        }
        return Guard.ruled(Passage.of(origin, sentences ? text.substring(0, from) : text), List.of(active));
    }

    /** Gives out what is decided, up to the first thing that blocks. */
    private String release(String text, List<Ruled> ruled, int open) {
        List<Ruled> decided = ruled.stream()
                .filter(one -> one.finding().end() <= open)
                .sorted(Comparator.comparingInt(one -> one.finding().start()))
                .toList();
        decided.forEach(one -> findings.add(one.finding().shifted(dropped)));
        Optional<Ruled> blocking = decided.stream()
                .filter(one -> one.action() == Action.BLOCK || one.action() == Action.ASK)
                .findFirst();
        int until =
                blocking.map(one -> Math.max(released, one.finding().start())).orElse(open);
        String passed = Redaction.of(text, decided, released, until);
        blocking.ifPresent(one -> stop(one.finding()));
        released = until;
        lookedAt = held();
        trim();
        return passed;
    }

    private String block(Finding because) {
        findings.add(because.shifted(dropped));
        stop(because);
        return "";
    }

    private void stop(Finding because) {
        blocked = Optional.of(new Verdict.Block(because.shifted(dropped), findings()));
    }

    private void trim() {
        int surplus = released - LOOK_BACK;
        if (surplus > LOOK_BACK) {
            window.delete(0, surplus);
            released -= surplus;
            dropped += surplus;
        }
    }

    private int openFrom(ActiveRail active, String text) {
        Reach reach = active.rail().reach();
        if (reach instanceof Reach.Sentence sentence) {
            int from = Sentences.lastStart(text, released);
            return text.length() - from > sentence.most() ? text.length() : from;
        }
        return reach instanceof Reach.Whole ? released : active.rail().openFrom(text);
    }

    private static int most(Reach reach) {
        if (reach instanceof Reach.Characters characters) {
            return characters.most();
        }
        return reach instanceof Reach.Whole ? MOST_WHOLE : Integer.MAX_VALUE;
    }
}
