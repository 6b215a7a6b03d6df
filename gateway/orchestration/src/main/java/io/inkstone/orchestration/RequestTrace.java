package io.inkstone.orchestration;

/** The place of one request in a trace; whoever traces gives it to the {@link RequestScope}. Thread-safe. */
@FunctionalInterface
public interface RequestTrace {

    /** A request that belongs to no trace. */
    RequestTrace NONE = (kind, model) -> CallTrace.NONE;

    /**
     * A call of a model begins.
     *
     * @param model the name that it is known by here, not what the caller wrote
     */
    CallTrace begin(ModelCall.Kind kind, String model);
}
