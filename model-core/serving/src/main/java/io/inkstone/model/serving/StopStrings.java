package io.inkstone.model.serving;

import java.util.List;

/**
 * Cuts an answer at the first of its stop strings, and holds back what may yet become one, so that no part of a stop
 * string is ever shown. Not thread-safe.
 */
final class StopStrings {

    private final List<String> stops;
    private String held = "";
    private boolean hit;

    StopStrings(List<String> stops) {
        this.stops = stops;
    }

    /** Takes the next piece and returns what may be shown now. */
    String push(String piece) {
        if (hit) {
            return "";
        }
        String text = held + piece;
        int first = firstStop(text);
        if (first >= 0) {
            hit = true;
            held = "";
            return text.substring(0, first);
        }
        int safe = text.length() - heldLength(text);
        held = text.substring(safe);
        return text.substring(0, safe);
    }

    /** Whether a stop string came. */
    boolean isHit() {
        return hit;
    }

    /** What was held back and became no stop string; called at the answer's end. */
    String rest() {
        String rest = held;
        held = "";
        return rest;
    }

    private int firstStop(String text) {
        int first = -1;
        for (String stop : stops) {
            int at = text.indexOf(stop);
            if (at >= 0 && (first < 0 || at < first)) {
                first = at;
            }
        }
        return first;
    }

    /** The length of the longest end of the text that is the beginning of a stop string. */
    private int heldLength(String text) {
        int longest = 0;
        for (String stop : stops) {
            for (int length = Math.min(stop.length() - 1, text.length()); length > longest; length--) {
                if (text.endsWith(stop.substring(0, length))) {
                    longest = length;
                }
            }
        }
        return longest;
    }
}
