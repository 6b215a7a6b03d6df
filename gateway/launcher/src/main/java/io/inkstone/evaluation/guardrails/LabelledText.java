package io.inkstone.evaluation.guardrails;

import java.util.List;

/** A text of a set, with what people or its makers say is in it. */
public record LabelledText(String text, List<TypedSpan> spans) {

    /** Copies. */
    public LabelledText {
        spans = List.copyOf(spans);
    }
}
