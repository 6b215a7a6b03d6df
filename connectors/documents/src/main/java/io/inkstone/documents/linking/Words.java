package io.inkstone.documents.linking;

import java.util.List;
import java.util.Set;

/** How alike two words are: inflection and slips of the finger, by rule and without a dictionary. */
final class Words {

    private static final Set<String> ENDINGS = Set.of(
            "", "s", "es", "d", "ed", "ing", "r", "er", "ers", "e", "y", "ies", "ied", "ment", "ion", "ions", "al",
            "ly");

    private static final double INFLECTED = 0.98;

    /** Two words that differ by a slip count this much of one that is written right. */
    private static final double SLIP = 0.85;

    private Words() {}

    /** 1 for the same word, a little less for another inflection, 0.85 for a likely slip, 0 for different words. */
    static double likeness(String a, String b) {
        if (a.equals(b)) {
            return 1;
        }
        if (sameStem(a, b)) {
            return INFLECTED;
        }
        return slip(a, b) ? SLIP : 0;
    }

    static boolean sameStem(String a, String b) {
        if (a.equals(b)) {
            return true;
        }
        int common = commonPrefix(a, b);
        String restA = a.substring(common);
        String restB = b.substring(common);
        if (!ENDINGS.contains(restA) || !ENDINGS.contains(restB)) {
            return false;
        }
        if (common == 3 && restA.length() > 1 && restB.length() > 1) {
            return (restA.equals("ed") && restB.equals("ing")) || (restA.equals("ing") && restB.equals("ed"));
        }
        boolean plural = (restA.equals("s") && restB.isEmpty()) || (restB.equals("s") && restA.isEmpty());
        return plural ? common >= 2 : common >= 4;
    }

    private static int commonPrefix(String a, String b) {
        int length = Math.min(a.length(), b.length());
        int at = 0;
        while (at < length && a.charAt(at) == b.charAt(at)) {
            at++;
        }
        return at;
    }

    /** Whether one is the other with one slip, or with two in a long word. Digits are never a slip. */
    static boolean slip(String a, String b) {
        int shorter = Math.min(a.length(), b.length());
        if (shorter < 4 || Math.abs(a.length() - b.length()) > 2 || hasDigit(a) || hasDigit(b)) {
            return false;
        }
        int allowed = shorter >= 9 ? 2 : 1;
        if (a.charAt(0) != b.charAt(0) && shorter < 6) {
            return false;
        }
        return distance(a, b) <= allowed;
    }

    private static boolean hasDigit(String text) {
        return text.chars().anyMatch(Character::isDigit);
    }

    /** Edits between two words, where swapping neighbours counts as one (optimal string alignment). */
    static int distance(String a, String b) {
        int[][] cost = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    cost[i][j] = i + j;
                    continue;
                }
                int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                int best = Math.min(cost[i - 1][j - 1] + change, Math.min(cost[i - 1][j], cost[i][j - 1]) + 1);
                boolean swapped =
                        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
                cost[i][j] = swapped ? Math.min(best, cost[i - 2][j - 2] + 1) : best;
            }
        }
        return cost[a.length()][b.length()];
    }

    /** The words of a header or a value: split at everything but letters and digits, and at capitals inside a word. */
    static List<String> split(String text) {
        String apart = text.replaceAll("(?<=\\p{Ll})(?=\\p{Lu})", " ");
        String folded =
                RequestText.fold(apart).replaceAll("[^\\p{L}\\p{N}']+", " ").strip();
        return folded.isEmpty() ? List.of() : List.of(folded.split(" "));
    }
}
