package io.inkstone.lsp.completion;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The last answers by the text around the cursor, so that going back to where one was asks nobody. Thread-safe. */
final class RecentAnswers {

    private static final int CAPACITY = 64;
    private static final int TAIL = 400;
    private static final int HEAD = 100;

    private final Map<String, List<Suggestion>> answers = new LinkedHashMap<>(CAPACITY, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, List<Suggestion>> eldest) {
            return size() > CAPACITY;
        }
    };

    synchronized Optional<List<Suggestion>> find(String uri, String text, int offset) {
        return Optional.ofNullable(answers.get(key(uri, text, offset)));
    }

    synchronized void keep(String uri, String text, int offset, List<Suggestion> suggestions) {
        answers.put(key(uri, text, offset), List.copyOf(suggestions));
    }

    synchronized void clear() {
        answers.clear();
    }

    private static String key(String uri, String text, int offset) {
        return uri
                + '\n'
                + text.substring(Math.max(0, offset - TAIL), offset)
                + '\u0000'
                + text.substring(offset, Math.min(text.length(), offset + HEAD));
    }
}
