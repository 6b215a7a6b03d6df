package io.inkstone.guardrails.safety;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/**
 * Logistic regression over {@link TextFeatures}, with weights of one byte. The scores are calibrated so that 0.5 is where
 * its trainer set the threshold. Immutable and thread-safe.
 */
public final class TextClassifier {

    private static final int MAGIC = 0x494E4B31;

    private final byte[] weights;
    private final float scale;
    private final float bias;

    private TextClassifier(byte[] weights, float scale, float bias) {
        this.weights = weights;
        this.scale = scale;
        this.bias = bias;
    }

    /**
     * Rounds weights to bytes.
     *
     * @param weights one for each of {@link TextFeatures#BUCKETS}
     * @param bias in the same unit; the logit of a text without features
     */
    public static TextClassifier of(double[] weights, double bias) {
        if (weights.length != TextFeatures.BUCKETS) {
            throw new IllegalArgumentException(weights.length + " weights; expected " + TextFeatures.BUCKETS);
        }
        double most = 1e-9;
        for (double weight : weights) {
            most = Math.max(most, Math.abs(weight));
        }
        byte[] rounded = new byte[weights.length];
        for (int i = 0; i < weights.length; i++) {
            rounded[i] = (byte) Math.round(weights[i] / most * Byte.MAX_VALUE);
        }
        return new TextClassifier(rounded, (float) (most / Byte.MAX_VALUE), (float) bias);
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws IOException also when it is something else
     */
    public static TextClassifier read(InputStream in) throws IOException {
        DataInputStream data = new DataInputStream(in);
        int magic = data.readInt();
        int size = data.readInt();
        if (magic != MAGIC || size != TextFeatures.BUCKETS) {
            throw new IOException("these are no weights of a text classifier of this version");
        }
        float scale = data.readFloat();
        float bias = data.readFloat();
        byte[] weights = new byte[size];
        data.readFully(weights);
        return new TextClassifier(weights, scale, bias);
    }

    /** Reads weights that lie beside this class. */
    static TextClassifier resource(String name) {
        try (InputStream in = TextClassifier.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is missing from the class path");
            }
            return read(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes the weights: magic, number, scale and bias, then a byte each. */
    public void write(OutputStream out) throws IOException {
        DataOutputStream data = new DataOutputStream(out);
        data.writeInt(MAGIC);
        data.writeInt(weights.length);
        data.writeFloat(scale);
        data.writeFloat(bias);
        data.write(weights);
        data.flush();
    }

    /** The logit of a text of a few hundred characters. */
    public double logit(CharSequence text) {
        TextFeatures features = TextFeatures.of(text);
        float sum = 0;
        for (int i = 0; i < features.size(); i++) {
            sum += weights[features.bucket(i)] * features.value(i);
        }
        return bias + (double) scale * sum;
    }

    /** The probability that belongs to a logit. */
    static double probability(double logit) {
        return 1 / (1 + Math.exp(-logit));
    }
}
