package io.inkstone.orchestration;

import java.util.function.BiConsumer;

/** One call of a model as a trace sees it; it learns nothing that anyone wrote. Thread-safe. */
public interface CallTrace {

    /** A call that belongs to no trace. */
    CallTrace NONE = new CallTrace() {};

    /** Gives the headers, name and value, that tell an upstream which trace its work belongs to. */
    default void writeTo(BiConsumer<String, String> headers) {}

    /** An upstream is asked. */
    default void asked(Upstream upstream, AttemptObservation.Reason reason) {}

    /** An upstream that was asked gave no answer, or not all of it. */
    default void failed(AttemptObservation attempt) {}

    /** The call is over; told once. */
    default void over(ModelObservation seen) {}
}
