package io.inkstone.guardrails.openai;

import io.inkstone.guardrails.Restorer;
import io.inkstone.guardrails.StreamGuard;

/** One text of an answer that is still coming: first the originals are brought back, then the rails look at it. */
record FieldRails(Restorer restorer, StreamGuard guard) {

    /** What may be passed on of what has come. */
    String accept(String piece) {
        return guard.accept(restorer.accept(piece));
    }

    /** The rest of it. */
    String finish() {
        return guard.accept(restorer.finish()) + guard.finish();
    }
}
