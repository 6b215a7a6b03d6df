package io.inkstone.orchestration;

/** Whether an upstream is asked. */
public enum BreakerState {
    /** As usual. */
    CLOSED,
    /** Only for trials, after it failed too often. */
    HALF_OPEN,
    /** Not now: it failed too often. */
    OPEN
}
