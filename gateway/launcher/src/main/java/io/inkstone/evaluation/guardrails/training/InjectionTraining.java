package io.inkstone.evaluation.guardrails.training;

import io.inkstone.guardrails.safety.TextClassifier;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;

/** What the classifier of injections is trained on, and how it is measured on texts that it was not trained on. */
public final class InjectionTraining {

    /** LIBLINEAR's C. */
    private static final double COST = 2.5;

    /** The later rounds leave out what stands beside an attack. */
    private static final int ROUNDS = 3;

    /** Where at most 5 % of deepset's harmless prompts are flagged, by the fit's logit; office orders lie below. */
    private static final double THRESHOLD = -0.38;

    private static final int ATTACKS = 1600;
    private static final int HARMLESS = 7600;

    private final ClassifierTrainer trainer = new ClassifierTrainer(COST, ROUNDS);
    private final List<LabelledText> measured = new ArrayList<>();
    private final List<LabelledText> others = new ArrayList<>();

    /**
     * Reads the sets.
     *
     * @param data the public sets
     * @param extra what was fetched for training only; it does without where that is not there
     */
    public InjectionTraining(Path data, Optional<Path> extra) {
        PublicTexts sets = new PublicTexts(data);
        measured.addAll(sets.deepset());
        measured.addAll(sets.notInject());
        measured.addAll(sets.xstest(true));
        List<LabelledText> harmless = sets.harmless();
        // Requests without their answers, and half of the prose: with all of it, what is measured would count too
        // little.
        for (int i = 0; i < harmless.size(); i += 2) {
            others.add(harmless.get(i));
        }
        extra.ifPresent(folder -> others.addAll(sets.extra(folder)));
        PhraseGrammar grammar = PhraseGrammar.standard();
        grammar.phrases("attack", ATTACKS, 1).forEach(text -> others.add(new LabelledText(text, true, "own", 1)));
        grammar.phrases("harmless", HARMLESS, 2).forEach(text -> others.add(new LabelledText(text, false, "own", 2)));
    }

    /** The texts of the sets that are measured. */
    public List<LabelledText> measured() {
        return List.copyOf(measured);
    }

    /** The classifier of everything, for the library. */
    public TextClassifier all() {
        List<LabelledText> texts = new ArrayList<>(measured);
        texts.addAll(others);
        return trainer.fit(texts, THRESHOLD);
    }

    /**
     * Classifiers that have each not seen a part of the measured texts.
     *
     * @param folds of every measured text the fold that it is in
     */
    public List<TextClassifier> folds(int[] folds, int number) {
        return IntStream.range(0, number)
                .parallel()
                .mapToObj(fold -> trainer.fit(without(fold, folds), THRESHOLD))
                .toList();
    }

    private List<LabelledText> without(int fold, int[] folds) {
        List<LabelledText> texts = new ArrayList<>(others);
        for (int i = 0; i < folds.length; i++) {
            if (folds[i] != fold) {
                texts.add(measured.get(i));
            }
        }
        return texts;
    }

    /** Folds by chance, the same for the same seed. */
    public int[] folds(int number, long seed) {
        Random random = new Random(seed);
        return measured.stream().mapToInt(text -> random.nextInt(number)).toArray();
    }

    /** Folds by chance of groups of similar texts: stricter, as no variant of a measured text was trained on. */
    public int[] groupedFolds(int number) {
        int[] groups =
                SimilarGroups.of(measured.stream().map(LabelledText::text).toList());
        int[] folds = new int[groups.length];
        for (int i = 0; i < folds.length; i++) {
            folds[i] = new Random(31L * groups[i] + 7).nextInt(number);
        }
        return folds;
    }
}
