package io.inkstone.protocol;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Sets of code points as ascending ranges that do not touch: first, last, first, last, …. */
final class CodePointRanges {

    private CodePointRanges() {}

    static int[] everything() {
        return new int[] {0, Character.MAX_CODE_POINT};
    }

    /** The union of pairs of first and last, in any order. */
    static int[] of(List<int[]> pairs) {
        List<int[]> sorted = new ArrayList<>(pairs);
        sorted.sort(Comparator.comparingInt(pair -> pair[0]));
        List<int[]> merged = new ArrayList<>();
        for (int[] pair : sorted) {
            int[] last = merged.isEmpty() ? null : merged.get(merged.size() - 1);
            if (last != null && pair[0] <= last[1] + 1) {
                last[1] = Math.max(last[1], pair[1]);
            } else {
                merged.add(pair.clone());
            }
        }
        return merged.stream().flatMapToInt(pair -> IntStream.of(pair)).toArray();
    }

    /** Everything else. */
    static int[] complement(int[] ranges) {
        List<int[]> gaps = new ArrayList<>();
        int from = 0;
        for (int i = 0; i < ranges.length; i += 2) {
            if (from < ranges[i]) {
                gaps.add(new int[] {from, ranges[i] - 1});
            }
            from = ranges[i + 1] + 1;
        }
        if (from <= Character.MAX_CODE_POINT) {
            gaps.add(new int[] {from, Character.MAX_CODE_POINT});
        }
        return of(gaps);
    }
}
