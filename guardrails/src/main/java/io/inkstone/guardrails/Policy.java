package io.inkstone.guardrails;

import java.util.Map;
import java.util.Objects;

/**
 * Which rails look at what, and what follows: for all operations, and for those that have rules of their own. Immutable and
 * thread-safe.
 */
public final class Policy {

    private final Guard common;
    private final Map<String, Guard> operations;

    Policy(Guard common, Map<String, Guard> operations) {
        this.common = common;
        this.operations = Map.copyOf(operations);
    }

    /**
     * The policy that Inkstone comes with.
     *
     * @throws PolicyException when a rail that it names is not on the class path
     */
    public static Policy standard() {
        return PolicyReader.standard().read("");
    }

    /**
     * The guard of an operation.
     *
     * @param operation e.g. {@code documents/formula} or {@code chat.completions}
     */
    public Guard guard(String operation) {
        return Objects.requireNonNullElse(operations.get(operation), common);
    }
}
