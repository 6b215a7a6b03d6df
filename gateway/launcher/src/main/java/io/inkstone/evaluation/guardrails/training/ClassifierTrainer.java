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
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Fits a {@link TextClassifier}: logistic regression with an L2 penalty (LIBLINEAR; Fan et al., 2008). A text is cut into the
 * windows that the rails see, of which the first few count. Thread-safe.
 */
public final class ClassifierTrainer {

    private static final int MOST_WINDOWS = 3;

    /** A window further from the boundary than this is a positive one whatever else its text holds. */
    private static final double SURE = 1;

    private record Example(int text, Feature[] vector, boolean positive, int copies) {}

    private record Fit(double[] weights, double bias) {

        double logit(Feature[] vector) {
            double sum = bias;
            for (Feature feature : vector) {
                sum += feature.getIndex() <= TextFeatures.BUCKETS
                        ? weights[feature.getIndex() - 1] * feature.getValue()
                        : 0;
            }
            return sum;
        }
    }

    private final double cost;
    private final int rounds;

    /** The classifiers of folds share most of their texts. */
    private final Map<String, Feature[]> vectors = new ConcurrentHashMap<>();

    /**
     * A trainer.
     *
     * @param cost the weight of an error against that of large weights
     * @param rounds of fitting; from the second on, a window of a positive text counts only where it is the likeliest of
     *     its text or surely positive by the fit before, since what stands beside it may be harmless (multiple instances;
     *     Andrews et al., "Support Vector Machines for Multiple-Instance Learning", 2002)
     */
    public ClassifierTrainer(double cost, int rounds) {
        this.cost = cost;
        this.rounds = rounds;
    }

    /**
     * Fits.
     *
     * @param threshold the logit of the fit that is to become a score of 0.5
     */
    public TextClassifier fit(List<LabelledText> texts, double threshold) {
        List<Example> examples = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            LabelledText text = texts.get(i);
            List<TextWindow> windows = TextWindow.of(text.text());
            for (TextWindow window : windows.subList(0, Math.min(MOST_WINDOWS, windows.size()))) {
                String part = text.text().substring(window.start(), window.end());
                Feature[] vector = vectors.computeIfAbsent(part, ClassifierTrainer::vector);
                examples.add(new Example(i, vector, text.positive(), text.copies()));
            }
        }
        Fit fit = train(examples);
        for (int round = 1; round < rounds; round++) {
            fit = train(telling(examples, fit, texts.size()));
        }
        return TextClassifier.of(fit.weights(), fit.bias() - threshold);
    }

    private static List<Example> telling(List<Example> examples, Fit fit, int texts) {
        double[] most = new double[texts];
        Arrays.fill(most, Double.NEGATIVE_INFINITY);
        for (Example example : examples) {
            most[example.text()] = Math.max(most[example.text()], fit.logit(example.vector()));
        }
        return examples.stream()
                .filter(example ->
                        !example.positive() || fit.logit(example.vector()) >= Math.min(SURE, most[example.text()]))
                .toList();
    }

    private Fit train(List<Example> examples) {
        Problem problem = new Problem();
        problem.l = examples.stream().mapToInt(Example::copies).sum();
        problem.n = TextFeatures.BUCKETS + 1;
        problem.bias = 1;
        problem.x = new Feature[problem.l][];
        problem.y = new double[problem.l];
        int at = 0;
        for (Example example : examples) {
            for (int copy = 0; copy < example.copies(); copy++) {
                problem.x[at] = example.vector();
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
        return new Fit(weights, sign * fitted[TextFeatures.BUCKETS]);
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
