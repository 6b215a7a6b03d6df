package io.inkstone.guardrails.safety;

/**
 * A text as a sparse vector: hashed n-grams of 2 to 5 characters, of 1 to 3 words (a Chinese character is one), and of
 * {@link CueWords}. Every feature counts once; each of the three blocks has a norm of its own, so that a long text weighs
 * no more than a short one (the hashing trick: Weinberger et al., "Feature Hashing for Large Scale Multitask Learning",
 * 2009).
 */
public final class TextFeatures {

    /** How many buckets the features are hashed to. */
    public static final int BUCKETS = 1 << 18;

    private static final int LONGEST_CHARACTERS = 5;
    private static final float CUE_NORM = 0.6f;
    private static final int WORDS_SEED = 0x2545F491;

    private final int[] buckets;
    private final float[] values;

    private TextFeatures(int[] buckets, float[] values) {
        this.buckets = buckets;
        this.values = values;
    }

    /** The features of a text. */
    public static TextFeatures of(CharSequence text) {
        String folded = FoldedText.of(text).toString().strip();
        FeatureBlock characters = new FeatureBlock(2048);
        addCharacters(folded, characters);
        FeatureBlock words = new FeatureBlock(512);
        addWords(folded, words);
        FeatureBlock cues = new FeatureBlock(128);
        CueWords.STANDARD.addTo(cues, folded);
        return joined(new FeatureBlock[] {characters, words, cues}, new float[] {1, 1, CUE_NORM});
    }

    /** How many features there are. */
    public int size() {
        return buckets.length;
    }

    /** The bucket of a feature; two may share one. */
    public int bucket(int feature) {
        return buckets[feature];
    }

    /** The value of a feature. */
    public float value(int feature) {
        return values[feature];
    }

    private static TextFeatures joined(FeatureBlock[] blocks, float[] norms) {
        int size = 0;
        for (FeatureBlock block : blocks) {
            size += block.size();
        }
        int[] buckets = new int[size];
        float[] values = new float[size];
        int at = 0;
        for (int i = 0; i < blocks.length; i++) {
            float value = norms[i] / (float) Math.sqrt(Math.max(1, blocks[i].size()));
            for (int hash : blocks[i].hashes()) {
                buckets[at] = FeatureBlock.mix(hash) >>> 14;
                values[at++] = value;
            }
        }
        return new TextFeatures(buckets, values);
    }

    private static void addCharacters(String folded, FeatureBlock block) {
        for (int i = 0; i < folded.length(); i++) {
            int hash = folded.charAt(i) + 1;
            int end = Math.min(folded.length(), i + LONGEST_CHARACTERS);
            for (int j = i + 1; j < end; j++) {
                hash = hash * 0x01000193 + folded.charAt(j);
                block.add(hash);
            }
        }
    }

    private static void addWords(String folded, FeatureBlock block) {
        int before = 0;
        int twoBefore = 0;
        int at = 0;
        while (at < folded.length()) {
            int end = wordEnd(folded, at);
            if (folded.charAt(at) != ' ') {
                int word = WORDS_SEED;
                for (int i = at; i < end; i++) {
                    word = word * 31 + folded.charAt(i);
                }
                word = FeatureBlock.mix(word);
                block.add(word);
                if (before != 0) {
                    block.add(FeatureBlock.mix(before * 31 + word));
                }
                if (twoBefore != 0) {
                    block.add(FeatureBlock.mix((twoBefore * 31 + before) * 31 + word));
                }
                twoBefore = before;
                before = word;
            }
            at = end;
        }
    }

    static int wordEnd(String folded, int start) {
        int end = start + 1;
        if (FoldedText.wordLetter(folded.charAt(start))) {
            while (end < folded.length() && FoldedText.wordLetter(folded.charAt(end))) {
                end++;
            }
        }
        return end;
    }
}
