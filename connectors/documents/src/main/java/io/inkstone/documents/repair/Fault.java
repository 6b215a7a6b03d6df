package io.inkstone.documents.repair;

import java.util.List;

/**
 * What is wrong with a formula.
 *
 * @param code {@code unrepairable}, or {@code not_computable} where it is only that the engine cannot run the formula
 * @param reason in a sentence, for the case that nothing mends it
 * @param mends the ways to mend it; none where it cannot be told what was meant
 * @param choices what is there instead, for the person to choose from
 */
record Fault(String code, String reason, List<Mend> mends, List<String> choices) {

    Fault(String reason, List<Mend> mends, List<String> choices) {
        this("unrepairable", reason, mends, choices);
    }

    Fault(String reason, List<Mend> mends) {
        this(reason, mends, List.of());
    }

    /** That the engine cannot run the formula. */
    static Fault notComputable(String reason) {
        return new Fault("not_computable", reason, List.of(), List.of());
    }
}
