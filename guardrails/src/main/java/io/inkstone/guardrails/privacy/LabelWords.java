package io.inkstone.guardrails.privacy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/**
 * The words of {@link Label} as one automaton (Aho and Corasick, 1975) whose every step is a look into a table. Immutable and
 * thread-safe.
 */
final class LabelWords {

    /** A word that ends in a state. */
    record Word(Label label, int length, boolean latin) {}

    static final LabelWords ALL = new LabelWords();

    /** Which column of the table a sign has; 0 for those that no word has. */
    private final byte[] columns = new byte[0x10000];

    private final int width;
    private final short[] table;
    private final Word[][] ending;
    private final boolean[] ends;

    private LabelWords() {
        int signs = 1;
        for (Label label : Label.values()) {
            for (String word : label.words) {
                for (int i = 0; i < word.length(); i++) {
                    char sign = word.charAt(i);
                    if (columns[sign] == 0) {
                        columns[sign] = (byte) signs++;
                    }
                }
            }
        }
        for (char sign = 'a'; sign <= 'z'; sign++) {
            columns[sign - 'a' + 'A'] = columns[sign];
        }
        width = signs;
        List<short[]> rows = new ArrayList<>();
        List<List<Word>> words = new ArrayList<>();
        grow(rows, words);
        link(rows, words);
        table = new short[rows.size() * width];
        for (int state = 0; state < rows.size(); state++) {
            System.arraycopy(rows.get(state), 0, table, state * width, width);
        }
        ending = words.stream().map(list -> list.toArray(new Word[0])).toArray(Word[][]::new);
        ends = new boolean[ending.length];
        for (int state = 0; state < ends.length; state++) {
            ends[state] = ending[state].length > 0;
        }
    }

    /** The state after a sign; 0 is the first. */
    int step(int state, char sign) {
        return table[state * width + (columns[sign] & 0xFF)];
    }

    /** Whether a word ends with the sign that led to a state. */
    boolean ends(int state) {
        return ends[state];
    }

    /** The words that end with the sign that led to a state, the longest first. */
    Word[] ending(int state) {
        return ending[state];
    }

    private void grow(List<short[]> rows, List<List<Word>> words) {
        addState(rows, words);
        for (Label label : Label.values()) {
            for (String word : label.words) {
                int state = 0;
                for (int i = 0; i < word.length(); i++) {
                    int column = columns[word.charAt(i)] & 0xFF;
                    int next = rows.get(state)[column];
                    if (next < 0) {
                        next = addState(rows, words);
                        rows.get(state)[column] = (short) next;
                    }
                    state = next;
                }
                words.get(state).add(new Word(label, word.length(), HalfWidthText.isLetter(word.charAt(0))));
            }
        }
    }

    private int addState(List<short[]> rows, List<List<Word>> words) {
        short[] row = new short[width];
        Arrays.fill(row, (short) -1);
        rows.add(row);
        words.add(new ArrayList<>());
        return rows.size() - 1;
    }

    /** Fills the steps that lead out of the words, state by state from the short beginnings to the long. */
    private void link(List<short[]> rows, List<List<Word>> words) {
        int[] fallbacks = new int[rows.size()];
        Deque<Integer> queue = new ArrayDeque<>(List.of(0));
        while (!queue.isEmpty()) {
            int state = queue.remove();
            short[] row = rows.get(state);
            for (int column = 0; column < width; column++) {
                int elsewhere = state == 0 ? 0 : rows.get(fallbacks[state])[column];
                if (row[column] < 0) {
                    row[column] = (short) elsewhere;
                } else {
                    int next = row[column];
                    fallbacks[next] = elsewhere;
                    words.get(next).addAll(words.get(elsewhere));
                    queue.add(next);
                }
            }
        }
    }
}
