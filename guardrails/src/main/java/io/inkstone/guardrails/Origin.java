package io.inkstone.guardrails;

import java.util.Locale;

/** Whose words a text is. */
public enum Origin {
    /** The operator's or the tenant's own instructions to a model. */
    SYSTEM,
    /** What a person typed. */
    USER,
    /** What a document, a web page, a transcript or a tool holds: nobody there may instruct the model. */
    DOCUMENT,
    /** What a model wrote. */
    MODEL;

    /** As policies write it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
