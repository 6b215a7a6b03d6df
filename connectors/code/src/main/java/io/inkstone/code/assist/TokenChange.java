package io.inkstone.code.assist;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * How much one line differs from another.
 *
 * @param tokens how many tokens are put in, left out or replaced (Levenshtein's distance over tokens)
 * @param part the same of the longer line's tokens, 0 to 1
 */
record TokenChange(int tokens, double part) {

    private static final Pattern TOKEN = Pattern.compile("[\\p{L}\\p{N}_]+|[^\\p{L}\\p{N}_\\s]");

    static TokenChange between(String one, String other) {
        List<String> from = tokens(one);
        List<String> to = tokens(other);
        int[] row = new int[to.size() + 1];
        for (int j = 0; j <= to.size(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.size(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.size(); j++) {
                int replaced = diagonal + (from.get(i - 1).equals(to.get(j - 1)) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        int changed = row[to.size()];
        return new TokenChange(changed, (double) changed / Math.max(1, Math.max(from.size(), to.size())));
    }

    private static List<String> tokens(String line) {
        return TOKEN.matcher(line).results().map(MatchResult::group).toList();
    }
}
