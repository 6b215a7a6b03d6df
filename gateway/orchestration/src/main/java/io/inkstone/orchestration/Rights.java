package io.inkstone.orchestration;

import java.util.HashSet;
import java.util.Set;

/**
 * What a caller may do.
 *
 * @param admin whether the system may be administered
 * @param models the models that may be asked; empty for all
 * @param operations the operations and routes that may be used, as audit records name them, e.g. {@code documents/formula}; empty
 *     for all
 */
public record Rights(boolean admin, Set<String> models, Set<String> operations) {

    /** Everything but administration. */
    public static final Rights ALL = new Rights(false, Set.of(), Set.of());

    /** Allows nothing, where an empty set would allow all. */
    public static final Set<String> NOTHING = Set.of("(none)");

    /** Copies. */
    public Rights {
        models = Set.copyOf(models);
        operations = Set.copyOf(operations);
    }

    /** What both allow. */
    public Rights within(Rights other) {
        return new Rights(admin && other.admin, both(models, other.models), both(operations, other.operations));
    }

    private static Set<String> both(Set<String> one, Set<String> other) {
        if (one.isEmpty() || other.isEmpty()) {
            return one.isEmpty() ? other : one;
        }
        Set<String> both = new HashSet<>(one);
        both.retainAll(other);
        return both.isEmpty() ? NOTHING : both;
    }

    /** Whether this model may be asked. */
    boolean mayAsk(String model) {
        return models.isEmpty() || models.contains(model);
    }

    /** Whether this operation may be used. */
    public boolean mayUse(String operation) {
        return operations.isEmpty() || operations.contains(operation);
    }
}
