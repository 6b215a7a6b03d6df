package io.inkstone.guardrails.safety;

import java.util.HashMap;
import java.util.Map;

/**
 * Words that instructions to a model are made of, in a dozen languages, by class: whatever the language, an order
 * to drop what was said before looks the same. Its features are the classes and their sequences, so that few examples in
 * one language speak for the others. Immutable and thread-safe.
 */
final class CueWords {

    static final CueWords STANDARD = read(PhraseFile.lines("cues.txt"));

    /** Cues further apart than so many words do not belong together. */
    private static final int NEAR = 7;

    private static final int SUCCESSORS = 4;
    private static final int SEED = 0x7FEB352D;
    private static final int END = 63;

    private final Map<String, Integer> classes = new HashMap<>();
    private final boolean[] hanStart = new boolean[0x10000];
    private int longestHan = 1;

    private CueWords() {}

    /** Reads lines such as {@code override: ignore disregard}. */
    private static CueWords read(Iterable<String> lines) {
        CueWords cues = new CueWords();
        int number = 0;
        for (String line : lines) {
            number++;
            for (String word : line.substring(line.indexOf(':') + 1).strip().split(" +")) {
                cues.classes.putIfAbsent(word, number);
                if (FoldedText.han(word.charAt(0))) {
                    cues.hanStart[word.charAt(0)] = true;
                    cues.longestHan = Math.max(cues.longestHan, word.length());
                }
            }
        }
        return cues;
    }

    /** Adds the features of a folded text. */
    void addTo(FeatureBlock block, String folded) {
        int[] classOf = new int[folded.length()];
        int[] wordAt = new int[folded.length()];
        int count = 0;
        int word = 0;
        int at = 0;
        while (at < folded.length()) {
            char c = folded.charAt(at);
            int end = FoldedText.han(c) ? hanEnd(folded, at) : TextFeatures.wordEnd(folded, at);
            int cue = cue(folded, at, end);
            if (cue != 0) {
                classOf[count] = cue;
                wordAt[count++] = word;
            }
            word += cue != 0 || FoldedText.wordLetter(c) ? 1 : 0;
            at = end;
        }
        addSequences(block, classOf, wordAt, count);
    }

    private int cue(String folded, int start, int end) {
        char c = folded.charAt(start);
        if (c == ' ' || FoldedText.han(c) && !hanStart[c]) {
            return 0;
        }
        return ".!?。;".indexOf(c) >= 0 ? END : classes.getOrDefault(folded.substring(start, end), 0);
    }

    private int hanEnd(String folded, int start) {
        if (!hanStart[folded.charAt(start)]) {
            return start + 1;
        }
        for (int end = Math.min(folded.length(), start + longestHan); end > start + 1; end--) {
            if (classes.containsKey(folded.substring(start, end))) {
                return end;
            }
        }
        return start + 1;
    }

    private static void addSequences(FeatureBlock block, int[] classOf, int[] wordAt, int count) {
        for (int a = 0; a < count; a++) {
            int one = SEED + classOf[a];
            block.add(one);
            for (int b = a + 1; b < Math.min(count, a + 1 + SUCCESSORS) && wordAt[b] - wordAt[a] <= NEAR; b++) {
                int two = one * 67 + classOf[b];
                block.add(two);
                if (b + 1 < count && wordAt[b + 1] - wordAt[a] <= NEAR) {
                    block.add(two * 67 + classOf[b + 1]);
                }
            }
        }
    }
}
