package io.inkstone.documents.repair;

import com.github.houbb.pinyin.util.PinyinHelper;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** Which of the names that there are somebody may have meant by one that there is not. */
final class Nearness {

    private static final double PART = 0.7;
    private static final double SAME_SOUND = 0.5;
    private static final double TIE = 0.05;

    private Nearness() {}

    /** The likeliest ones, several where they are equally like; none where nothing is like it. */
    static List<String> nearest(String wanted, Collection<String> there) {
        double best = 0;
        List<String> nearest = new ArrayList<>();
        for (String name : there) {
            double likeness = likeness(plain(wanted), plain(name));
            if (likeness > best + TIE) {
                nearest.clear();
                best = likeness;
            }
            if (likeness > 0 && likeness >= best - TIE) {
                nearest.add(name);
            }
        }
        return nearest;
    }

    /** Without differences of width, case, spaces and signs that people do not see or mind. */
    static String plain(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC)
                .toLowerCase(Locale.ROOT)
                .replaceAll("[\\s_\\p{Z}-]+", "");
    }

    private static double likeness(String wanted, String name) {
        if (wanted.isEmpty() || name.isEmpty()) {
            return 0;
        }
        if (wanted.equals(name)) {
            return 1;
        }
        double slips = distance(wanted, name);
        int length = Math.max(wanted.length(), name.length());
        double allowed = length <= 2 ? (wanted.charAt(0) == name.charAt(0) ? 1 : SAME_SOUND) : Math.max(1, length / 4);
        if (slips <= allowed) {
            return 1 - slips / length * SAME_SOUND;
        }
        boolean digits = wanted.chars().anyMatch(Character::isDigit);
        return !digits && (name.contains(wanted) || (wanted.length() <= 2 * name.length() && wanted.contains(name)))
                ? PART
                : 0;
    }

    /** Edits, neighbours swapped as one, a Chinese character of the same sound as half of one; digits are never taken for others. */
    static double distance(String a, String b) {
        double[][] cost = new double[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    cost[i][j] = i + j;
                    continue;
                }
                double change = change(a.charAt(i - 1), b.charAt(j - 1));
                double best = Math.min(cost[i - 1][j - 1] + change, Math.min(cost[i - 1][j], cost[i][j - 1]) + 1);
                boolean swapped =
                        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
                cost[i][j] = swapped ? Math.min(best, cost[i - 2][j - 2] + 1) : best;
            }
        }
        return cost[a.length()][b.length()];
    }

    private static double change(char a, char b) {
        if (a == b) {
            return 0;
        }
        if (Character.isDigit(a) || Character.isDigit(b)) {
            return a + b; // never a slip
        }
        boolean han = Character.isIdeographic(a) && Character.isIdeographic(b);
        return han && PinyinHelper.hasSamePinyin(a, b) ? SAME_SOUND : 1;
    }
}
