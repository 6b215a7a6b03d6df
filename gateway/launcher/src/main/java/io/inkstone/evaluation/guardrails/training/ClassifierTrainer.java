package io.inkstone.evaluation.guardrails.training;

import de.bwaldvogel.liblinear.Feature;
import de.bwaldvogel.liblinear.FeatureNode;
import de.bwaldvogel.liblinear.Linear;
import de.bwaldvogel.liblinear.Model;
import de.bwaldvogel.liblinear.Parameter;
import de.bwaldvogel.liblinear.Problem;
import de.bwaldvogel.liblinear.SolverType;
import io.inkstone.guardrails.safety.TextClassifier;
import io.inkstone.guardrails.safety.TextFeatures;
import io.inkstone.guardrails.safety.TextWindow;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Fits a {@link TextClassifier}: logistic regression with an L2 penalty (LIBLINEAR; Fan et al., 2008). A text is cut into the
 * windows that the rails see, of which the first few count.
 */
public final class ClassifierTrainer {

    private static final int MOST_WINDOWS = 3;

    private record Example(String text, boolean positive, int copies) {}

    private final double cost;

    /**
     * A trainer.
     *
     * @param cost the weight of an error against that of large weights
     */
    public ClassifierTrainer(double cost) {
        this.cost = cost;
    }

    /**
     * Fits.
     *
     * @param threshold the logit of the fit that is to become a score of 0.5
     */
    public TextClassifier fit(List<LabelledText> texts, double threshold) {
        List<Example> examples = new ArrayList<>();
        for (LabelledText text : texts) {
            List<TextWindow> windows = TextWindow.of(text.text());
            for (TextWindow window : windows.subList(0, Math.min(MOST_WINDOWS, windows.size()))) {
                examples.add(new Example(
                        text.text().substring(window.start(), window.end()), text.positive(), text.copies()));
            }
        }
        return train(examples, threshold);
    }

    private TextClassifier train(List<Example> examples, double threshold) {
        Problem problem = new Problem();
        problem.l = examples.stream().mapToInt(Example::copies).sum();
        problem.n = TextFeatures.BUCKETS + 1;
        problem.bias = 1;
        problem.x = new Feature[problem.l][];
        problem.y = new double[problem.l];
        int at = 0;
        for (Example example : examples) {
            Feature[] vector = vector(example.text());
            for (int copy = 0; copy < example.copies(); copy++) {
                problem.x[at] = vector;
                problem.y[at++] = example.positive() ? 1 : -1;
            }
        }
        Linear.setDebugOutput(null);
        Linear.resetRandom();
        Model model = Linear.train(problem, new Parameter(SolverType.L2R_LR, cost, 0.01));
        double sign = model.getLabels()[0] == 1 ? 1 : -1;
        double[] fitted = model.getFeatureWeights();
        double[] weights = new double[TextFeatures.BUCKETS];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = sign * fitted[i];
        }
        return TextClassifier.of(weights, sign * fitted[TextFeatures.BUCKETS] - threshold);
    }

    private static Feature[] vector(String text) {
        TextFeatures features = TextFeatures.of(text);
        Map<Integer, Double> sums = new TreeMap<>();
        for (int i = 0; i < features.size(); i++) {
            sums.merge(features.bucket(i) + 1, (double) features.value(i), Double::sum);
        }
        List<Feature> vector = new ArrayList<>(sums.size() + 1);
        sums.forEach((index, value) -> vector.add(new FeatureNode(index, value)));
        vector.add(new FeatureNode(TextFeatures.BUCKETS + 1, 1));
        return vector.toArray(Feature[]::new);
    }
}
