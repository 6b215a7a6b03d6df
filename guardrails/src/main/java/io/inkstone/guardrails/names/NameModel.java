package io.inkstone.guardrails.names;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** The trained tagger: a row of small weights for each hashed feature, and a lexicon. Immutable and thread-safe. */
final class NameModel implements Weights {

    private static final String RESOURCE = "names.model";
    private static final int MAGIC = 0x4E414D31;

    /** Holds the one that the package brings, so that it is read once and only when it is needed. */
    private static final class Standard {
        private static final NameModel MODEL = load();

        private static NameModel load() {
            try (InputStream in = NameModel.class.getResourceAsStream(RESOURCE)) {
                if (in == null) {
                    throw new IllegalStateException("the resource " + RESOURCE + " is missing");
                }
                return read(in);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long SIGNS = 0x8080_8080_8080_8080L;
    private static final long LANES = 0x00FF_00FF_00FF_00FFL;

    private final Lexicon lexicon;
    private final byte[] rows;
    private final float[] transitions;
    private final float scale;
    private final int rowMask;

    /**
     * @param rows the weights of all labels for each row of hashed features; the number of rows is a power of two
     * @param scale what one unit of a weight is worth
     * @param transitions by previous label and label
     */
    NameModel(Lexicon lexicon, byte[] rows, float scale, float[] transitions) {
        this.lexicon = lexicon;
        this.rows = rows;
        this.scale = scale;
        this.transitions = transitions;
        this.rowMask = rows.length / Label.COUNT - 1;
    }

    static NameModel standard() {
        return Standard.MODEL;
    }

    Lexicon lexicon() {
        return lexicon;
    }

    @Override
    public void score(Features features, float[] scores) {
        // Eight labels are added at once, as four lanes of 16 bits in each of two words. With 128 on top no weight is
        // negative, and
        // the sums of all features of a token fit a lane.
        long even = 0;
        long odd = 0;
        int last = 0;
        int count = features.count();
        for (int i = 0; i < count; i++) {
            int at = (features.hash(i) & rowMask) * Label.COUNT;
            long row = (long) EIGHT.get(rows, at) ^ SIGNS;
            even += row & LANES;
            odd += row >>> 8 & LANES;
            last += rows[at + 8];
        }
        int added = 128 * count;
        for (int pair = 0; pair < 4; pair++) {
            scores[2 * pair] = ((int) (even >>> 16 * pair & 0xFFFF) - added) * scale;
            scores[2 * pair + 1] = ((int) (odd >>> 16 * pair & 0xFFFF) - added) * scale;
        }
        scores[8] = last * scale;
    }

    @Override
    public float transition(int previous, int label) {
        return transitions[previous * Label.COUNT + label];
    }

    void write(OutputStream to) throws IOException {
        try (DataOutputStream out = new DataOutputStream(new GZIPOutputStream(to))) {
            out.writeInt(MAGIC);
            out.writeInt(rows.length);
            out.writeFloat(scale);
            for (float transition : transitions) {
                out.writeFloat(transition);
            }
            out.write(rows);
            lexicon.write(out);
        }
    }

    static NameModel read(InputStream from) throws IOException {
        DataInputStream in = new DataInputStream(new BufferedInputStream(new GZIPInputStream(from)));
        if (in.readInt() != MAGIC) {
            throw new IOException("no model of names");
        }
        byte[] rows = new byte[in.readInt()];
        float scale = in.readFloat();
        float[] transitions = new float[Label.COUNT * Label.COUNT];
        for (int i = 0; i < transitions.length; i++) {
            transitions[i] = in.readFloat();
        }
        in.readFully(rows);
        return new NameModel(Lexicon.read(in), rows, scale, transitions);
    }
}
