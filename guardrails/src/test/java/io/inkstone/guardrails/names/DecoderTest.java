package io.inkstone.guardrails.names;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Compares the decoder and the sums of the model with the plain way to compute both. */
final class DecoderTest {

    private static final int ROWS = 1 << 10;

    private static final List<String> PIECES = List.of(
            "王小明",
            "住在",
            "北京市",
            "中山路",
            "5号",
            "，",
            "。",
            "\n",
            "Mia",
            " Stone",
            " lives in ",
            "Lyon",
            ", ",
            "12 Rue Bleu",
            " and ",
            "works for ",
            "Northwind Ltd",
            ".",
            "经理",
            "电话");

    private final Random random = new Random(5);
    private final byte[] rows = new byte[ROWS * Label.COUNT];
    private final float[] transitions = new float[Label.COUNT * Label.COUNT];
    private final NameModel model;

    DecoderTest() {
        random.nextBytes(rows);
        for (int i = 0; i < transitions.length; i++) {
            transitions[i] = 200 * random.nextFloat() - 100;
        }
        this.model = new NameModel(Lexicon.of(Map.of(Hash.of("lyon"), Lexicon.PLACE)), rows, 0.25f, transitions);
    }

    @Test
    void sums_what_the_features_say_as_one_by_one() {
        Reading reading = Reading.of(sentence(), model.lexicon());
        Features features = new Features();
        float[] scores = new float[Label.COUNT];
        for (int token = 0; token < reading.tokens().count(); token++) {
            features.of(reading, token);
            model.score(features, scores);
            assertThat(scores).isEqualTo(plainScores(features));
        }
    }

    @Test
    void sums_the_smallest_and_the_largest_weights() {
        for (byte extreme : new byte[] {Byte.MIN_VALUE, Byte.MAX_VALUE}) {
            Arrays.fill(rows, extreme);
            sums_what_the_features_say_as_one_by_one();
        }
    }

    @Test
    void finds_the_labels_that_trying_every_way_finds() {
        for (int round = 0; round < 200; round++) {
            Reading reading = Reading.of(sentence(), model.lexicon());
            Decoder decoder = new Decoder(reading, model);
            decoder.decode();
            int count = reading.tokens().count();
            int[] expected = new int[count];
            for (int i = 0; i < count; ) {
                i = reading.candidate(i) ? plainStretch(reading, i, expected) : i + 1;
            }
            int[] labels = new int[count];
            for (int i = 0; i < count; i++) {
                labels[i] = decoder.label(i);
            }
            assertThat(labels).isEqualTo(expected);
        }
    }

    private int plainStretch(Reading reading, int start, int[] labels) {
        int end = start;
        while (end < reading.tokens().count() && reading.candidate(end)) {
            end++;
        }
        float[][] best = new float[end - start + 1][Label.COUNT];
        int[][] from = new int[end - start + 1][Label.COUNT];
        Arrays.fill(best[0], Float.NEGATIVE_INFINITY);
        best[0][Label.OUTSIDE] = 0;
        Features features = new Features();
        for (int i = start; i < end; i++) {
            features.of(reading, i);
            float[] scores = plainScores(features);
            int step = i - start + 1;
            for (int label = 0; label < Label.COUNT; label++) {
                float most = Float.NEGATIVE_INFINITY;
                for (int previous = 0; previous < Label.COUNT; previous++) {
                    float score = best[step - 1][previous] + transitions[previous * Label.COUNT + label];
                    if (Label.follows(label, previous) && score > most) {
                        most = score;
                        from[step][label] = previous;
                    }
                }
                best[step][label] = most + scores[label];
            }
        }
        int label = 0;
        for (int other = 1; other < Label.COUNT; other++) {
            label = best[end - start][other] > best[end - start][label] ? other : label;
        }
        for (int i = end - 1; i >= start; i--) {
            labels[i] = label;
            label = from[i - start + 1][label];
        }
        return end;
    }

    private float[] plainScores(Features features) {
        int[] sums = new int[Label.COUNT];
        for (int i = 0; i < features.count(); i++) {
            for (int label = 0; label < Label.COUNT; label++) {
                sums[label] += rows[(features.hash(i) & ROWS - 1) * Label.COUNT + label];
            }
        }
        float[] scores = new float[Label.COUNT];
        for (int label = 0; label < Label.COUNT; label++) {
            scores[label] = sums[label] * 0.25f;
        }
        return scores;
    }

    private String sentence() {
        StringBuilder sentence = new StringBuilder();
        for (int i = 0; i < 30; i++) {
            sentence.append(PIECES.get(random.nextInt(PIECES.size())));
        }
        return sentence.toString();
    }
}
