package io.inkstone.evaluation;

import java.util.List;

/** A set, and what became of its requests. Both lists hold the same requests in the same order. */
record MeasuredSet(String name, List<Scored> assistant, List<Scored> bare) {

    MeasuredSet {
        assistant = List.copyOf(assistant);
        bare = List.copyOf(bare);
    }

    /** Whether its requests are tried on several workbooks, so that one can be right in part. */
    boolean inParts() {
        return assistant.stream().anyMatch(scored -> scored.attempts().size() > 1);
    }
}
