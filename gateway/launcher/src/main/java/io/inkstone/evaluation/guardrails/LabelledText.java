package io.inkstone.evaluation.guardrails;

import java.util.Set;

/** A text of a set, with what people or its makers say is in it. */
public record LabelledText(String text, Set<TypedSpan> spans) {

    /** Copies. */
    public LabelledText {
        spans = Set.copyOf(spans);
    }
}
