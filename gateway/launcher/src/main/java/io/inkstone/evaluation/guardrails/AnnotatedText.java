package io.inkstone.evaluation.guardrails;

import java.util.Set;

/** A text of a set, with what people or its makers say is in it. */
public record AnnotatedText(String text, Set<TypedSpan> spans) {

    /** Copies. */
    public AnnotatedText {
        spans = Set.copyOf(spans);
    }
}
