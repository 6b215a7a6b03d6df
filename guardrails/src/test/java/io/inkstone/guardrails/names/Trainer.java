package io.inkstone.guardrails.names;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Trains the tagger: a structured perceptron whose weights are averaged over all steps (Collins, "Discriminative training
 * methods for hidden Markov models", 2002), over hashed features.
 */
final class Trainer implements Weights {

    /** How many of 256 features each step does without. */
    private static final int DROPPED = 100;

    private final Lexicon lexicon;
    private final int rows;
    private final float[] weights;
    private final double[] weightedSums;
    private final float[] transitions = new float[Label.COUNT * Label.COUNT];
    private final double[] transitionSums = new double[Label.COUNT * Label.COUNT];
    private final Features features = new Features();
    private double step = 1;

    /** A sentence with the labels that it should get. */
    private record Lesson(Reading reading, byte[] labels) {}

    /** @param rows how many rows of hashed features, a power of two */
    Trainer(Lexicon lexicon, int rows) {
        this.lexicon = lexicon;
        this.rows = rows;
        this.weights = new float[rows * Label.COUNT];
        this.weightedSums = new double[rows * Label.COUNT];
    }

    NameModel train(List<Example> examples, int epochs, Random random) {
        List<Lesson> lessons = new ArrayList<>();
        examples.forEach(example -> lessons.add(lesson(example)));
        for (int epoch = 0; epoch < epochs; epoch++) {
            Collections.shuffle(lessons, random);
            lessons.forEach(this::learn);
        }
        return packed();
    }

    @Override
    public void score(Features of, float[] scores) {
        Arrays.fill(scores, 0);
        for (int i = 0; i < of.count(); i++) {
            if (dropped(of.hash(i))) {
                continue;
            }
            int at = (of.hash(i) & rows - 1) * Label.COUNT;
            for (int label = 0; label < Label.COUNT; label++) {
                scores[label] += weights[at + label];
            }
        }
    }

    @Override
    public float transition(int previous, int label) {
        return transitions[previous * Label.COUNT + label];
    }

    private Lesson lesson(Example example) {
        Reading reading = Reading.of(example.text(), lexicon);
        Tokens tokens = reading.tokens();
        byte[] labels = new byte[tokens.count()];
        for (Example.Mention mention : example.mentions()) {
            int kind = Label.kindOf(mention.category());
            for (int i = 0; i < tokens.count(); i++) {
                if (tokens.start(i) < mention.end() && tokens.end(i) > mention.start() && reading.candidate(i)) {
                    boolean goesOn = i > 0 && tokens.start(i - 1) >= mention.start() && labels[i - 1] != 0;
                    labels[i] = (byte) (Label.begin(kind) + (goesOn ? 1 : 0));
                }
            }
        }
        return new Lesson(reading, labels);
    }

    private void learn(Lesson lesson) {
        Decoder decoder = new Decoder(lesson.reading(), this);
        decoder.decode();
        int previous = 0;
        int previousGuess = 0;
        for (int i = 0; i < lesson.labels().length; i++) {
            if (!lesson.reading().candidate(i)) {
                previous = 0;
                previousGuess = 0;
                continue;
            }
            int label = lesson.labels()[i];
            int guess = decoder.label(i);
            if (label != guess) {
                features.of(lesson.reading(), i);
                for (int feature = 0; feature < features.count(); feature++) {
                    if (dropped(features.hash(feature))) {
                        continue;
                    }
                    int at = (features.hash(feature) & rows - 1) * Label.COUNT;
                    add(at + label, 1);
                    add(at + guess, -1);
                }
            }
            if (label != guess || previous != previousGuess) {
                addTransition(previous * Label.COUNT + label, 1);
                addTransition(previousGuess * Label.COUNT + guess, -1);
            }
            previous = label;
            previousGuess = guess;
        }
        step++;
    }

    /** Whether a step does without a feature, so that none is leant on alone. */
    private boolean dropped(int feature) {
        return (Hash.pair(feature, (int) step) & 0xFF) < DROPPED;
    }

    private void add(int at, float by) {
        weights[at] += by;
        weightedSums[at] += step * by;
    }

    private void addTransition(int at, float by) {
        transitions[at] += by;
        transitionSums[at] += step * by;
    }

    /** The averages in one byte each; what is larger than fits is cut. */
    private NameModel packed() {
        float[] averages = new float[weights.length];
        for (int i = 0; i < weights.length; i++) {
            averages[i] = (float) (weights[i] - weightedSums[i] / step);
        }
        float[] sizes = averages.clone();
        for (int i = 0; i < sizes.length; i++) {
            sizes[i] = Math.abs(sizes[i]);
        }
        Arrays.sort(sizes);
        float scale = Math.max(1e-3f, sizes[(int) (sizes.length * 0.9998)] / 127);
        byte[] packed = new byte[averages.length];
        for (int i = 0; i < averages.length; i++) {
            packed[i] = (byte) Math.max(-127, Math.min(127, Math.round(averages[i] / scale)));
        }
        float[] averageTransitions = new float[transitions.length];
        for (int i = 0; i < transitions.length; i++) {
            averageTransitions[i] = (float) (transitions[i] - transitionSums[i] / step);
        }
        return new NameModel(lexicon, packed, scale, averageTransitions);
    }
}
