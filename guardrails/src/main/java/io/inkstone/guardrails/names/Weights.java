package io.inkstone.guardrails.names;

/** How much speaks for each label of a token. */
interface Weights {

    /**
     * Adds up what the features of a token say.
     *
     * @param scores one for each label, overwritten
     */
    void score(Features features, float[] scores);

    /** What speaks for one label behind another. */
    float transition(int previous, int label);
}
