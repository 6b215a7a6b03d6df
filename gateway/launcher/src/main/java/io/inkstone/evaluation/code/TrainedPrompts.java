package io.inkstone.evaluation.code;

import java.util.Optional;

/** How models are asked for the text of a gap in the form that they were trained on. */
@FunctionalInterface
public interface TrainedPrompts {

    /**
     * The whole prompt.
     *
     * @return empty where the model's form is not known
     */
    Optional<String> of(String model, String before, String after);
}
