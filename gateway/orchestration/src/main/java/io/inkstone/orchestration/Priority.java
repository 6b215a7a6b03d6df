package io.inkstone.orchestration;

/** Which requests go first. */
public enum Priority {
    /** Somebody waits for the answer. */
    INTERACTIVE,
    /** Can wait until nobody else needs the models. */
    BATCH
}
