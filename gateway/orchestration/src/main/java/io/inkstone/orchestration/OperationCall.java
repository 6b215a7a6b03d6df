package io.inkstone.orchestration;

import io.inkstone.connector.Figures;
import java.time.Clock;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * One run of an operation on its way through the {@link OperationRing}.
 *
 * @param scope the admitted request
 * @param locale the language that the caller reads
 * @param clock "today", in the caller's time zone
 * @param wantedFile the media type of the file that the caller wants instead of the record
 * @param figures of the caller's tenant and the operation's connector
 * @param listener told of progress and partial results
 */
public record OperationCall(
        RequestScope scope,
        Locale locale,
        Clock clock,
        Optional<String> wantedFile,
        Figures figures,
        Listener listener) {

    /** Hears of an operation that is still running; called on the operation's threads, and may block them. */
    public interface Listener {

        /** Hears nothing. */
        Listener NONE = new Listener() {};

        /** How far the work is: from 0 to 1, and what is being done. */
        default void progress(double fraction, String message) {}

        /** A part of the result: a record or a string. */
        default void partial(Object part) {}
    }

    /** Refuses nulls. */
    public OperationCall {
        Objects.requireNonNull(scope);
        Objects.requireNonNull(locale);
        Objects.requireNonNull(clock);
        Objects.requireNonNull(wantedFile);
        Objects.requireNonNull(figures);
        Objects.requireNonNull(listener);
    }
}
