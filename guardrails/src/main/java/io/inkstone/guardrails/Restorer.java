package io.inkstone.guardrails;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Brings originals back into a text that is still coming, also where a placeholder is split over its pieces, written in
 * another case, without its brackets, or with a blank, a hyphen or an escaped underscore in its middle. Holds back only what may still become a
 * placeholder. Not thread-safe.
 */
public final class Restorer {

    private static final List<String> JOINTS = List.of("_", "-", " ", "\\_");

    private final Map<String, String> originals = new HashMap<>();
    private final LiteralSet spellings;
    private final UnaryOperator<String> written;
    private final StringBuilder window = new StringBuilder();

    /**
     * @param placeholders originals by placeholders without brackets, e.g. {@code PERSON_k7tq}
     * @param written how an original is written where it goes, e.g. with JSON's escapes
     */
    Restorer(Map<String, String> placeholders, UnaryOperator<String> written) {
        this.written = written;
        placeholders.forEach((placeholder, original) -> {
            int joint = placeholder.lastIndexOf('_');
            for (String other : JOINTS) {
                String spelling = fold(placeholder.substring(0, joint) + other + placeholder.substring(joint + 1));
                originals.put(spelling, original);
                originals.put("[" + spelling, original);
            }
        });
        this.spellings = LiteralSet.of(originals.keySet());
    }

    /**
     * Takes what has come.
     *
     * @return what is decided, with originals in it; may be empty
     */
    public String accept(String chunk) {
        window.append(chunk);
        return originals.isEmpty() ? taken(window.length()) : advance(false);
    }

    /** Gives the rest, as nothing more comes. */
    public String finish() {
        return originals.isEmpty() ? taken(window.length()) : advance(true);
    }

    private String advance(boolean last) {
        String folded = fold(window);
        List<LiteralSet.Hit> hits = new ArrayList<>(spellings.find(folded));
        hits.sort(Comparator.comparingInt(LiteralSet.Hit::start)
                .thenComparing(Comparator.comparingInt(LiteralSet.Hit::end).reversed()));
        int open = last ? folded.length() : spellings.openFrom(folded);
        StringBuilder result = new StringBuilder();
        int at = 0;
        for (LiteralSet.Hit hit : hits) {
            if (!last && hit.end() == folded.length()) {
                // The next character tells whether it ends here, and whether a bracket closes it.
                open = Math.min(open, hit.start());
            } else if (hit.start() >= at && endsWord(folded, hit.end()) && hit.start() < open) {
                result.append(window, at, hit.start());
                result.append(written.apply(Optional.ofNullable(originals.get(folded.substring(hit.start(), hit.end())))
                        .orElseThrow()));
                boolean closes = folded.charAt(hit.start()) == '[' && folded.startsWith("]", hit.end());
                at = hit.end() + (closes ? 1 : 0);
            }
        }
        int until = Math.max(open, at);
        result.append(window, at, until);
        window.delete(0, until);
        return result.toString();
    }

    private String taken(int length) {
        String all = window.substring(0, length);
        window.setLength(0);
        return all;
    }

    private static boolean endsWord(String text, int place) {
        return place == text.length() || !(text.charAt(place) < 0x80 && Character.isLetterOrDigit(text.charAt(place)));
    }

    /** To lower case sign by sign, so that places stay what they are. */
    private static String fold(CharSequence text) {
        StringBuilder folded = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char sign = text.charAt(i);
            folded.append(sign >= 'A' && sign <= 'Z' ? (char) (sign - 'A' + 'a') : sign);
        }
        return folded.toString();
    }
}
