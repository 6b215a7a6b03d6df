package io.inkstone.orchestration;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * What came of asking one upstream once; for metrics. A call of a model is one attempt or several.
 *
 * @param kind which of OpenAI's routes
 * @param upstream who was asked
 * @param reason why
 * @param took from the question to the end of the answer
 * @param error the code of the error that ended it, {@code superseded} when another upstream was faster; empty when it went
 *     well
 */
public record AttemptObservation(
        ModelCall.Kind kind, String upstream, Reason reason, Duration took, Optional<String> error) {

    /** Why an upstream is asked. */
    public enum Reason {
        /** It was chosen for the call. */
        FIRST,
        /** Another target failed, or is left alone. */
        FALLBACK,
        /** It was asked for this call before. */
        RETRY,
        /** Another target is slow. */
        HEDGE;

        /** In lower case, for a label. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
