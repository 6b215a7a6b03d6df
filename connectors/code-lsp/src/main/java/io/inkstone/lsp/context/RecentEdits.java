package io.inkstone.lsp.context;

import io.inkstone.lsp.document.OpenDocuments;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;

/** Where the person changed something lately: places, no texts. Thread-safe. */
public final class RecentEdits {

    private static final int CAPACITY = 16;
    private static final int SAME_PLACE_LINES = 20;

    private final Deque<Place> places = new ArrayDeque<>();

    /** A line of a document; later edits of it are not followed, near is near enough. */
    record Place(String uri, int line) {}

    /** A document changed. */
    public synchronized void changed(OpenDocuments.Change change) {
        String uri = change.after().uri();
        int line = change.after().lineOf(change.edit().start());
        for (Iterator<Place> all = places.iterator(); all.hasNext(); ) {
            Place place = all.next();
            if (place.uri().equals(uri) && Math.abs(place.line() - line) < SAME_PLACE_LINES) {
                all.remove();
            }
        }
        places.addFirst(new Place(uri, line));
        if (places.size() > CAPACITY) {
            places.removeLast();
        }
    }

    public synchronized void closed(String uri) {
        places.removeIf(place -> place.uri().equals(uri));
    }

    /** The latest first. */
    synchronized List<Place> latest() {
        return new ArrayList<>(places);
    }
}
