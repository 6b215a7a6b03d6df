package io.inkstone.evaluation.guardrails.training;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Groups texts that share five words in a row, so that variants of one text do not stand on both sides of a fold. */
final class SimilarGroups {

    private static final int SHARED = 5;

    private final int[] parent;

    private SimilarGroups(int size) {
        parent = new int[size];
        for (int i = 0; i < size; i++) {
            parent[i] = i;
        }
    }

    /** Of every text a number that those of its group share. */
    static int[] of(List<String> texts) {
        SimilarGroups groups = new SimilarGroups(texts.size());
        Map<List<String>, Integer> first = new HashMap<>();
        for (int i = 0; i < texts.size(); i++) {
            List<String> words =
                    List.of(texts.get(i).toLowerCase(Locale.ROOT).strip().split("[^\\p{L}\\p{N}]+"));
            for (int from = 0; from + SHARED <= words.size(); from++) {
                Integer other = first.putIfAbsent(new ArrayList<>(words.subList(from, from + SHARED)), i);
                if (other != null) {
                    groups.parent[groups.root(i)] = groups.root(other);
                }
            }
        }
        int[] roots = new int[texts.size()];
        for (int i = 0; i < roots.length; i++) {
            roots[i] = groups.root(i);
        }
        return roots;
    }

    private int root(int of) {
        int root = of;
        while (parent[root] != root) {
            parent[root] = parent[parent[root]];
            root = parent[root];
        }
        return root;
    }
}
