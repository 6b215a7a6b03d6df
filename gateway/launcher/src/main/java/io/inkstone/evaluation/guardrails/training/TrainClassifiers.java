package io.inkstone.evaluation.guardrails.training;

import io.inkstone.guardrails.safety.TextClassifier;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Trains the classifiers anew: {@code TrainClassifiers DATA EXTRA OUT}, with the public sets, what was fetched for training
 * only, and the folder for the weights and for the hashes of the texts.
 */
public final class TrainClassifiers {

    private TrainClassifiers() {}

    /** Runs it. */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length != 3) {
            throw new IllegalArgumentException(
                    "expected three folders: the sets, the sets for training only, the weights");
        }
        Path data = Path.of(arguments[0]);
        Path extra = Path.of(arguments[1]);
        Path out = Path.of(arguments[2]);
        InjectionTraining injection = new InjectionTraining(data, Optional.of(extra));
        Files.write(
                out.resolve("injection.trained"),
                TrainedTexts.hashes(
                        injection.measured().stream().map(LabelledText::text).toList()));
        write(injection.all(), out.resolve("injection.weights"));
        write(OffensiveTraining.all(extra.resolve("cold_train.csv"), data), out.resolve("offensive.weights"));
    }

    private static void write(TextClassifier classifier, Path file) throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            classifier.write(out);
        }
    }
}
