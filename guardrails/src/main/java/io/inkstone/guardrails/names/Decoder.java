package io.inkstone.guardrails.names;

import java.util.Arrays;

/**
 * Finds the best labels of the tokens that could be a name, stretch by stretch (Viterbi, "Error bounds for convolutional
 * codes", 1967), and of a text that is still coming those that no further token can change: the ways to all labels of the last
 * settled token are followed back to where they meet (Šrámek, Brejová and Vinař, "On-line Viterbi algorithm for analysis of
 * long biological sequences", 2007).
 */
final class Decoder {

    private final Reading reading;
    private final Weights weights;
    private final float[] transitions = new float[Label.COUNT * Label.COUNT];
    private final Features features = new Features();
    private final float[] scores = new float[Label.COUNT];
    private float[] best = new float[Label.COUNT];
    private float[] next = new float[Label.COUNT];

    /** For each token and label the best label before it. */
    private final byte[] back;

    private final byte[] labels;

    /** How much more speaks for a token's label than for none. */
    private final float[] margins;

    private int scored;

    Decoder(Reading reading, Weights weights) {
        this.reading = reading;
        this.weights = weights;
        for (int previous = 0; previous < Label.COUNT; previous++) {
            for (int label = 0; label < Label.COUNT; label++) {
                transitions[previous * Label.COUNT + label] = weights.transition(previous, label);
            }
        }
        int count = reading.tokens().count();
        this.back = new byte[count * Label.COUNT];
        this.labels = new byte[count];
        this.margins = new float[count * Label.COUNT];
    }

    /** Labels every token. */
    void decode() {
        int count = labels.length;
        for (int i = 0; i < count; ) {
            if (reading.candidate(i)) {
                i = stretch(i, count);
                trace(i - 1, bestLabel());
            } else {
                i++;
            }
        }
    }

    /**
     * From which token on labels may still change when more tokens come.
     *
     * @param settled how many tokens are known with those behind them that count
     */
    int openToken(int settled) {
        int count = labels.length;
        int at = Math.max(0, settled);
        if (at > 0 && at < count && reading.candidate(at) && reading.candidate(at - 1)) {
            int start = at - 1;
            while (start > 0 && reading.candidate(start - 1)) {
                start--;
            }
            stretch(start, at);
            return meet(start, at);
        }
        while (at < count && !reading.candidate(at)) {
            at++;
        }
        return at;
    }

    int label(int token) {
        return labels[token];
    }

    /** How much more speaks for a token's label than for none; see {@link #label}. */
    float margin(int token) {
        return margins[token * Label.COUNT + labels[token]];
    }

    /** How many tokens were scored. */
    int scored() {
        return scored;
    }

    /** Goes forward over a stretch of candidates, or its beginning. */
    private int stretch(int start, int limit) {
        Arrays.fill(best, Float.NEGATIVE_INFINITY);
        best[Label.OUTSIDE] = 0;
        int i = start;
        for (; i < limit && reading.candidate(i); i++) {
            features.of(reading, i);
            weights.score(features, scores);
            scored++;
            step(i);
        }
        return i;
    }

    private void step(int token) {
        int row = token * Label.COUNT;
        for (int label = 0; label < Label.COUNT; label++) {
            // The inside of a kind follows its own beginning and inside alone; see Label.follows.
            boolean inside = Label.isInside(label);
            int first = inside ? label - 1 : 0;
            int last = inside ? label : Label.COUNT - 1;
            float most = Float.NEGATIVE_INFINITY;
            int from = 0;
            for (int previous = first; previous <= last; previous++) {
                float score = best[previous] + transitions[previous * Label.COUNT + label];
                if (score > most) {
                    most = score;
                    from = previous;
                }
            }
            next[label] = most + scores[label];
            back[row + label] = (byte) from;
            margins[row + label] = scores[label] - scores[Label.OUTSIDE];
        }
        float[] swap = best;
        best = next;
        next = swap;
    }

    private int bestLabel() {
        int label = 0;
        for (int other = 1; other < Label.COUNT; other++) {
            if (best[other] > best[label]) {
                label = other;
            }
        }
        return label;
    }

    private void trace(int end, int last) {
        int label = last;
        for (int i = end; i >= 0 && reading.candidate(i); i--) {
            labels[i] = (byte) label;
            label = back[i * Label.COUNT + label];
        }
    }

    /** Where what all ways agree on ends, or the name that it leaves open begins. */
    private int meet(int start, int end) {
        int alive = 0;
        for (int label = 0; label < Label.COUNT; label++) {
            alive |= best[label] > Float.NEGATIVE_INFINITY ? 1 << label : 0;
        }
        int at = end - 1;
        while (at >= start && Integer.bitCount(alive) > 1) {
            int before = 0;
            for (int label = 0; label < Label.COUNT; label++) {
                if ((alive >> label & 1) != 0) {
                    before |= 1 << back[at * Label.COUNT + label];
                }
            }
            alive = before;
            at--;
        }
        if (at < start) {
            return start;
        }
        int label = Integer.numberOfTrailingZeros(alive);
        if (label == Label.OUTSIDE) {
            return at + 1;
        }
        while (at > start && !Label.isBegin(label)) {
            label = back[at * Label.COUNT + label];
            at--;
        }
        return at;
    }
}
