package io.inkstone.guardrails;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds many fixed texts in one pass (Aho and Corasick, "Efficient string matching", 1975), in time linear in the text plus the
 * number of hits, and tells of a text that is still coming where the longest beginning of one of them stands. Immutable and
 * thread-safe.
 */
public final class LiteralSet {

    /** Where one of the texts stands. */
    public record Hit(int start, int end) {}

    private static final class State {
        private final Map<Character, State> next = new HashMap<>();
        private final int depth;
        private boolean accepts;
        private @Nullable State fallback;
        /** The nearest state on the way of fallbacks that accepts. */
        private @Nullable State shorter;

        private State(int depth) {
            this.depth = depth;
        }
    }

    private final State root = new State(0);

    private LiteralSet() {}

    /** A set of texts; empty ones are left out. */
    public static LiteralSet of(Collection<String> texts) {
        LiteralSet set = new LiteralSet();
        texts.forEach(set::add);
        set.link();
        return set;
    }

    /** Every place where one of them stands, also overlapping, in the order of their ends. */
    public List<Hit> find(CharSequence text) {
        List<Hit> hits = new ArrayList<>();
        State state = root;
        for (int i = 0; i < text.length(); i++) {
            state = step(state, text.charAt(i));
            for (State end = state.accepts ? state : state.shorter; end != null; end = end.shorter) {
                hits.add(new Hit(i + 1 - end.depth, i + 1));
            }
        }
        return hits;
    }

    /** Where the longest end of the text begins that is the beginning of one of them; the text's length where none is. */
    public int openFrom(CharSequence text) {
        State state = root;
        for (int i = 0; i < text.length(); i++) {
            state = step(state, text.charAt(i));
        }
        // A text that has ended and is the beginning of no longer one is no longer open.
        while (state != root && state.next.isEmpty()) {
            state = fallback(state);
        }
        return text.length() - state.depth;
    }

    private void add(String text) {
        if (text.isEmpty()) {
            return;
        }
        State state = root;
        for (int i = 0; i < text.length(); i++) {
            int depth = i + 1;
            state = state.next.computeIfAbsent(text.charAt(i), sign -> new State(depth));
        }
        state.accepts = true;
    }

    private void link() {
        Deque<State> queue = new ArrayDeque<>();
        root.next.values().forEach(state -> {
            state.fallback = root;
            queue.add(state);
        });
        while (!queue.isEmpty()) {
            State state = queue.remove();
            state.next.forEach((sign, next) -> {
                State fallback = step(fallback(state), sign);
                next.fallback = fallback;
                next.shorter = fallback.accepts ? fallback : fallback.shorter;
                queue.add(next);
            });
        }
    }

    private State step(State from, char sign) {
        State state = from;
        while (true) {
            State next = state.next.get(sign);
            if (next != null) {
                return next;
            }
            if (state == root) {
                return root;
            }
            state = fallback(state);
        }
    }

    private State fallback(State state) {
        return state.fallback == null ? root : state.fallback;
    }
}
