package io.inkstone.evaluation.guardrails.training;

import io.inkstone.guardrails.safety.TextClassifier;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What the classifier of offence is trained on: COLDataset's training part alone, so that its other parts measure it. */
public final class OffensiveTraining {

    private static final double COST = 1;

    /** The logit where precision and recall on the training part, cross-validated, are about the same. */
    private static final double THRESHOLD = 0;

    private OffensiveTraining() {}

    /**
     * The classifier for the library.
     *
     * @param train {@code train.csv} of COLDataset
     * @param data the public sets; harmless Chinese instructions and answers keep office words out of what offends
     */
    public static TextClassifier all(Path train, Path data) {
        PublicTexts sets = new PublicTexts(data);
        List<LabelledText> texts = new ArrayList<>(sets.cold(train));
        texts.addAll(sets.harmless());
        return new ClassifierTrainer(COST, 1).fit(texts, THRESHOLD);
    }
}
