package io.inkstone.evaluation.guardrails;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Which texts of a set are measured.
 *
 * @param limit how many; all where there are fewer
 * @param seed which ones
 */
public record Sample(int limit, long seed) {

    /** Every text. */
    public static final Sample ALL = new Sample(Integer.MAX_VALUE, 1);

    <T> List<T> of(List<T> all) {
        if (all.size() <= limit) {
            return all;
        }
        List<T> shuffled = new ArrayList<>(all);
        Collections.shuffle(shuffled, new Random(seed));
        return List.copyOf(shuffled.subList(0, limit));
    }
}
