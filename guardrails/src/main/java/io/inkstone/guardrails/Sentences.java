package io.inkstone.guardrails;

/** Where sentences end, in English and Chinese. */
public final class Sentences {

    private Sentences() {}

    /**
     * Where the last sentence begins that has not ended.
     *
     * @param from where to begin to look
     * @return at least {@code from}; the text's length when it ends with a sentence
     */
    static int lastStart(CharSequence text, int from) {
        for (int i = text.length(); i > from; i--) {
            if (endsAt(text, i)) {
                return i;
            }
        }
        return from;
    }

    /** Whether a sentence ends right before a place: after its mark, or with the space that follows a Latin one. */
    public static boolean endsAt(CharSequence text, int place) {
        if (place <= 0) {
            return false;
        }
        char last = text.charAt(place - 1);
        if ("。！？；\n".indexOf(last) >= 0) {
            return true;
        }
        return place > 1 && Character.isWhitespace(last) && ".!?;".indexOf(text.charAt(place - 2)) >= 0;
    }
}
