package io.inkstone.lsp.adoption;

import io.inkstone.lsp.document.Edit;
import io.inkstone.lsp.document.Snapshot;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A text that was accepted and the range where it stands, followed through the edits after it. Guarded by its owner. */
final class Accepted {

    private static final double KEPT = 0.8;
    private static final Pattern TOKEN = Pattern.compile("\\w+|[^\\w\\s]");

    private final String completion;
    private final String language;
    private final String uri;
    private final StringBuilder text = new StringBuilder();
    private int start;
    private int end;
    private int parts;
    private boolean settled;
    private @Nullable String last;

    Accepted(String completion, String language, String uri, int start) {
        this.completion = completion;
        this.language = language;
        this.uri = uri;
        this.start = start;
        this.end = start;
    }

    String completion() {
        return completion;
    }

    String language() {
        return language;
    }

    String uri() {
        return uri;
    }

    int characters() {
        return text.length();
    }

    /** Which part was the last: who settles an earlier one is late. */
    int parts() {
        return parts;
    }

    /** True the first time. */
    boolean settle() {
        boolean first = !settled;
        settled = true;
        return first;
    }

    /** Another part of it was accepted and stands at an offset. */
    void add(String part, int at) {
        text.append(part);
        start = Math.min(start, at);
        end = Math.max(end, at + part.length());
        parts++;
    }

    /** Follows an edit that was not a part of it. */
    void follow(Edit edit) {
        if (edit.end() <= start) {
            start += edit.shift();
            end += edit.shift();
        } else if (edit.start() < end) {
            start = Math.min(start, edit.start());
            end = Math.max(end, edit.end()) + edit.shift();
        }
    }

    /** The document is closed: what stands there now is the last that is known. */
    void closed(Snapshot document) {
        last = standing(document);
    }

    private String standing(Snapshot document) {
        int length = document.text().length();
        return document.text().substring(Math.min(start, length), Math.min(Math.max(start, end), length));
    }

    /** Whether the text, or four fifths of its tokens, still stand there. */
    boolean isKept(@Nullable Snapshot document) {
        String now = document == null ? last : standing(document);
        if (now == null) {
            return false;
        }
        if (now.contains(text)) {
            return true;
        }
        Map<String, Integer> there = tokens(now);
        int all = 0;
        int found = 0;
        for (Map.Entry<String, Integer> token : tokens(text).entrySet()) {
            all += token.getValue();
            found += Math.min(token.getValue(), there.getOrDefault(token.getKey(), 0));
        }
        return all > 0 && found >= KEPT * all;
    }

    private static Map<String, Integer> tokens(CharSequence text) {
        Map<String, Integer> counts = new HashMap<>();
        Matcher matcher = TOKEN.matcher(text);
        while (matcher.find()) {
            counts.merge(matcher.group(), 1, Integer::sum);
        }
        return counts;
    }
}
