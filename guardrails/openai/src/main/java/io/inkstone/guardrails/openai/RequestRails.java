package io.inkstone.guardrails.openai;

import io.inkstone.guardrails.Action;
import io.inkstone.guardrails.Finding;
import io.inkstone.guardrails.Guard;
import io.inkstone.guardrails.Mask;
import io.inkstone.guardrails.Origin;
import io.inkstone.guardrails.Passage;
import io.inkstone.guardrails.RailRule;
import io.inkstone.guardrails.StreamGuard;
import io.inkstone.guardrails.Verdict;
import io.inkstone.protocol.ApiException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The guardrails of one request: checks its texts, and counts what the rails found for the audit record, never what the
 * texts say. Thread-safe.
 */
public final class RequestRails {

    /** The rail whose findings are replaced on the way to a model and restored on the way back. */
    public static final String MASKED = "privacy";

    private final Guard guard;

    /** Without the rail whose findings are masked, where they are. */
    private final Guard inward;

    private final byte[] maskKey;
    private final Set<String> confirmed;
    private final Map<String, Integer> fired = new TreeMap<>();
    private Action strongest = Action.ALLOW;

    /**
     * @param maskKey what placeholders hang on
     * @param confirmed the rails whose question the caller has answered with yes
     */
    public RequestRails(Guard guard, byte[] maskKey, Set<String> confirmed) {
        this.guard = guard;
        RailRule masked = guard.rule(MASKED);
        this.inward = masked != null && masked.action() == Action.REDACT ? guard.without(MASKED) : guard;
        this.maskKey = maskKey.clone();
        this.confirmed = Set.copyOf(confirmed);
    }

    /** A mask for one call of a model. */
    Mask newMask() {
        return guard.mask(MASKED, maskKey);
    }

    /** Notes what a mask hid. */
    void masked(Mask mask) {
        if (!mask.findings().isEmpty()) {
            note(mask.findings(), Action.REDACT);
        }
    }

    /**
     * Lets a text that goes in pass.
     *
     * @param text not what is masked later: that is left as it is here
     * @return the text, with what a rail other than the masked one redacts replaced
     * @throws ApiException {@code content_filter}, or {@code confirmation_required}
     */
    public String in(Passage text) {
        return passed(text, inward);
    }

    /**
     * Lets a text that comes out pass.
     *
     * @throws ApiException the same
     */
    public String out(Passage text) {
        return passed(text, guard);
    }

    /** What the rails find in a text as a user's and as a model's. */
    public List<Finding> moderate(String text) {
        List<Finding> found = Stream.of(Origin.USER, Origin.MODEL)
                .flatMap(origin -> guard.check(Passage.of(origin, text)).findings().stream())
                .distinct()
                .toList();
        note(found, Action.ALLOW);
        return found;
    }

    /** Lets an answer to one call pass, by the guard that was {@link #given} what the model was. */
    String out(String answer, Guard given) {
        return passed(Passage.of(Origin.MODEL, answer), given);
    }

    private String passed(Passage passage, Guard rails) {
        Verdict verdict = rails.check(passage);
        if (verdict instanceof Verdict.Block block) {
            note(block.findings(), Action.BLOCK);
            throw blocked(block.because(), passage.origin());
        }
        if (verdict instanceof Verdict.Ask ask
                && !confirmed.contains(ask.because().rail())) {
            note(ask.findings(), Action.ASK);
            throw unconfirmed(ask.because());
        }
        boolean redacted = verdict instanceof Verdict.Redact;
        note(verdict.findings(), redacted ? Action.REDACT : Action.ALLOW);
        return redacted ? ((Verdict.Redact) verdict).text() : passage.text();
    }

    /** The guard of the answers to one call, which compares them with what the model was given. */
    Guard given(List<Passage> context) {
        return guard.given(context);
    }

    /** Notes what came of a stream. */
    void streamed(StreamGuard stream) {
        note(stream.findings(), stream.blocked().isPresent() ? Action.BLOCK : Action.REDACT);
    }

    private synchronized void note(List<Finding> findings, Action action) {
        findings.forEach(finding -> fired.merge(finding.rail(), 1, Integer::sum));
        if (!findings.isEmpty() && action.compareTo(strongest) > 0) {
            strongest = action;
        }
    }

    /** How many findings each rail had. */
    public synchronized Map<String, Integer> fired() {
        return new TreeMap<>(fired);
    }

    /** The strongest of what followed. */
    public synchronized Action strongest() {
        return strongest;
    }

    /** That a text goes no further. */
    static ApiException blocked(Finding because, Origin origin) {
        String whose = origin == Origin.MODEL ? "The answer was stopped" : "The request was stopped";
        return ApiException.invalidRequest(
                "content_filter",
                null,
                whose + " by the rail '" + because.rail() + "' (" + because.category() + ", " + because.why()
                        + "). Take that part out; the rails are set by the tenant's policy.");
    }

    private static ApiException unconfirmed(Finding because) {
        return ApiException.refused(
                "confirmation_required",
                "The rail '" + because.rail() + "' asks whether this is meant (" + because.category() + ", "
                        + because.why() + "). Send the request again with the header 'x-inkstone-confirm: "
                        + because.rail() + "' if it is.",
                List.of("x-inkstone-confirm: " + because.rail()));
    }
}
