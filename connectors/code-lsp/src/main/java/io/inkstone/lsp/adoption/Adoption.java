package io.inkstone.lsp.adoption;

import io.inkstone.lsp.completion.Suggestion;
import io.inkstone.lsp.document.Edit;
import io.inkstone.lsp.document.OpenDocuments;
import io.inkstone.lsp.document.Snapshot;
import io.inkstone.lsp.gateway.FeedbackEvent;
import io.inkstone.lsp.gateway.FeedbackEvent.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Follows completions from being shown to being kept. The protocol tells none of it, so it is inferred: shown is what still
 * stands 300 ms after it was answered, unless the editor reports it; accepted is what is inserted whole at its place, or
 * what the editor says; a word or a line of it is accepted only when the editor says so, for it may as well have been
 * typed. Thread-safe.
 */
public final class Adoption {

    private static final Duration STANDS = Duration.ofMillis(300);
    private static final Duration SETTLES = Duration.ofSeconds(10);
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Duration LATER = Duration.ofMinutes(5);
    /** A longer insertion is a paste or another version of the file. */
    private static final int MOST_TYPED = 1_000;

    private static final int MOST_FOLLOWED = 200;
    private static final int MOST_SHOWN = 1_000;

    private final OpenDocuments documents;
    private final FeedbackQueue queue;
    private final Timer timer;
    private final Map<String, Offer> offers = new HashMap<>();
    private final List<Accepted> followed = new ArrayList<>();
    private final Set<String> shown = Collections.newSetFromMap(new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > MOST_SHOWN;
        }
    });
    /** The completion of which the editor said that a part was accepted, before that part arrived; else empty. */
    private String announced = "";

    private volatile boolean editorReports;
    private volatile boolean counts = true;

    public Adoption(OpenDocuments documents, FeedbackQueue queue, Timer timer) {
        this.documents = documents;
        this.queue = queue;
        this.timer = timer;
    }

    /**
     * @param reportsShown whether the editor says what it shows
     * @param wanted whether anything is counted
     */
    public void settings(boolean reportsShown, boolean wanted) {
        editorReports = reportsShown;
        counts = wanted;
        if (!wanted) {
            queue.clear();
        }
    }

    /** The editor was answered with these. */
    public synchronized void answered(Snapshot document, int offset, List<Suggestion> suggestions) {
        String uri = document.uri();
        if (suggestions.isEmpty() || !counts) {
            offers.remove(uri);
            return;
        }
        String id = suggestions.get(0).completion();
        List<String> texts = suggestions.stream().map(Suggestion::text).toList();
        offers.put(uri, new Offer(id, document.language(), offset, texts, 0));
        if (!editorReports && !shown.contains(id)) {
            timer.after(STANDS, () -> stands(uri, id));
        }
    }

    private synchronized void stands(String uri, String id) {
        Offer offer = offers.get(uri);
        if (offer != null && offer.completion().equals(id)) {
            countShown(offer);
        }
    }

    /** The editor says that it shows a completion. */
    public synchronized void shown(String id) {
        offers.values().stream()
                .filter(offer -> offer.completion().equals(id))
                .findFirst()
                .ifPresent(this::countShown);
    }

    private void countShown(Offer offer) {
        if (shown.add(offer.completion())) {
            int characters = offer.first().map(String::length).orElse(0) + offer.matched();
            queue.add(new FeedbackEvent(Optional.of(offer.completion()), Kind.SHOWN, offer.language(), characters));
        }
    }

    /** A document changed. */
    public synchronized void changed(OpenDocuments.Change change) {
        if (!counts) {
            return;
        }
        Edit edit = change.edit();
        String uri = change.after().uri();
        followed.stream().filter(one -> one.uri().equals(uri)).forEach(one -> one.follow(edit));
        Offer offer = offers.get(uri);
        if (offer != null && offer.takes(edit)) {
            offers.put(uri, offer.after(edit));
            boolean said = offer.completion().equals(announced);
            announced = "";
            if (said || offer.isWhole(edit)) {
                accept(uri, offer, edit.inserted());
                return;
            }
        } else {
            offers.remove(uri);
            announced = "";
        }
        if (!edit.inserted().isEmpty() && edit.inserted().length() <= MOST_TYPED) {
            queue.typed(change.after().language(), edit.inserted().length());
        }
    }

    /**
     * The editor says that a completion was accepted.
     *
     * @param kind {@code word}, {@code line} or {@code all}
     */
    public synchronized void accepted(String id, String kind) {
        Map.Entry<String, Offer> found = offers.entrySet().stream()
                .filter(entry -> entry.getValue().completion().equals(id))
                .findFirst()
                .orElse(null);
        if (found == null || !counts) {
            return;
        }
        String uri = found.getKey();
        Offer offer = found.getValue();
        Optional<Snapshot> document = documents.find(uri);
        boolean known = kind.equals("all")
                && followed.stream().anyMatch(one -> one.completion().equals(id));
        if (document.isEmpty() || known) {
            return;
        }
        if (offer.matched() == 0) {
            announced = id;
            return;
        }
        int start = offer.cursor() - offer.matched();
        String text = document.get().text();
        if (start >= 0 && offer.cursor() <= text.length()) {
            countShown(offer);
            queue.typed(offer.language(), -offer.matched());
            String part = text.substring(start, offer.cursor());
            accept(uri, new Offer(id, offer.language(), start, List.of(part), 0), part);
            offers.put(uri, new Offer(id, offer.language(), offer.cursor(), offer.texts(), 0));
        }
    }

    private void accept(String uri, Offer offer, String part) {
        countShown(offer);
        Accepted accepted = followed.stream()
                .filter(one ->
                        one.completion().equals(offer.completion()) && one.uri().equals(uri))
                .findFirst()
                .orElseGet(() -> begin(uri, offer));
        accepted.add(part, offer.cursor());
        int parts = accepted.parts();
        timer.after(SETTLES, () -> settle(accepted, parts));
        timer.after(SOON, () -> look(accepted, parts, Kind.RETAINED_30S, false));
        timer.after(LATER, () -> look(accepted, parts, Kind.RETAINED_5M, true));
    }

    private Accepted begin(String uri, Offer offer) {
        Accepted accepted = new Accepted(offer.completion(), offer.language(), uri, offer.cursor());
        followed.add(accepted);
        if (followed.size() > MOST_FOLLOWED) {
            followed.remove(0);
        }
        return accepted;
    }

    /** Word by word is one acceptance: it is counted when no further part came for a while. */
    private synchronized void settle(Accepted accepted, int parts) {
        if (accepted.parts() == parts && accepted.settle()) {
            count(accepted, Kind.ACCEPTED);
        }
    }

    private synchronized void look(Accepted accepted, int parts, Kind kind, boolean last) {
        if (accepted.parts() != parts || !followed.contains(accepted)) {
            return;
        }
        if (accepted.isKept(documents.find(accepted.uri()).orElse(null))) {
            count(accepted, kind);
        }
        if (last) {
            followed.remove(accepted);
        }
    }

    /** The session ends: what was accepted is counted now. */
    public synchronized void end() {
        followed.forEach(accepted -> settle(accepted, accepted.parts()));
    }

    private void count(Accepted accepted, Kind kind) {
        if (counts) {
            queue.add(new FeedbackEvent(
                    Optional.of(accepted.completion()), kind, accepted.language(), accepted.characters()));
        }
    }

    public synchronized void closed(Snapshot document) {
        offers.remove(document.uri());
        followed.stream().filter(one -> one.uri().equals(document.uri())).forEach(one -> one.closed(document));
    }
}
