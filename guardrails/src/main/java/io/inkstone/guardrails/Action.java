package io.inkstone.guardrails;

import java.util.Locale;

/** What follows from a finding, from the mildest to the strongest. */
public enum Action {
    /** Nothing; it is counted. */
    ALLOW,
    /** The span is replaced. */
    REDACT,
    /** Whoever asked has to confirm. */
    ASK,
    /** The text goes no further. */
    BLOCK;

    /** As policies write it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
