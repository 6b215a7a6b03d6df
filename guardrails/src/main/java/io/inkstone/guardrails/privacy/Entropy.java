package io.inkstone.guardrails.privacy;

/** Shannon's entropy of a text's signs (C. E. Shannon, 1948), in bits a sign: chance has more of it than words. */
final class Entropy {

    private Entropy() {}

    /** Signs beyond ASCII count as one. */
    static double ofText(HalfWidthText text, int start, int end) {
        int[] counts = new int[0x80];
        for (int i = start; i < end; i++) {
            counts[Math.min(text.at(i), 0x7F)]++;
        }
        double length = end - start;
        double bits = 0;
        for (int count : counts) {
            if (count > 0) {
                bits -= count / length * Math.log(count / length);
            }
        }
        return bits / Math.log(2);
    }
}
