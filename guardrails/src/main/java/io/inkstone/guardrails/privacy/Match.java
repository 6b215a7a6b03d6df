package io.inkstone.guardrails.privacy;

/**
 * What a check has found.
 *
 * @param why what speaks for it
 */
record Match(int start, int end, String category, double score, String why) {

    int length() {
        return end - start;
    }
}
