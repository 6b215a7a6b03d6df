package io.inkstone.lsp.completion;

import io.inkstone.lsp.call.HandedFuture;
import io.inkstone.lsp.document.Edit;
import io.inkstone.lsp.document.Snapshot;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Completions for open documents: at most one request under way a document, ended by the next keystroke; none at all where
 * the person types along what is shown or comes back to where an answer is known. Thread-safe.
 */
public final class InlineCompletions {

    private final Model model;
    private final ScheduledExecutorService timer;
    private final Debounce debounce;
    private final RecentAnswers recent = new RecentAnswers();
    private final Map<String, Place> places = new ConcurrentHashMap<>();

    /** Asks the model. The future ends the request when it is cancelled, and fails when nothing could be asked. */
    public interface Model {
        CompletableFuture<List<Suggestion>> ask(Wanted wanted);
    }

    /**
     * What is wanted.
     *
     * @param explicit whether the person asked, rather than typed
     */
    public record Wanted(Snapshot document, int offset, boolean explicit) {}

    /**
     * @param timer starts requests after their delay; its tasks are short
     * @param delay after a keystroke, at least
     */
    public InlineCompletions(Model model, ScheduledExecutorService timer, Duration delay) {
        this.model = model;
        this.timer = timer;
        this.debounce = new Debounce(delay);
    }

    /** Changes the least delay after a keystroke. */
    public void delay(Duration delay) {
        debounce.least(delay);
    }

    /** Forgets what was shown and answered: settings changed. */
    public void clear() {
        recent.clear();
        places.values().forEach(place -> place.show(null));
    }

    /** A document changed: what is under way for it ends, unless nothing was. */
    public void changed(String uri, Edit edit) {
        Place place = places.get(uri);
        if (place != null) {
            place.changed(edit);
        }
    }

    public void closed(String uri) {
        Place place = places.remove(uri);
        if (place != null) {
            place.replace(null);
        }
    }

    /**
     * The completions for a cursor. The future gives none when a newer request or keystroke overtakes it, fails when the
     * model cannot be asked, and may be cancelled.
     */
    public CompletableFuture<List<Suggestion>> suggest(Wanted wanted) {
        Snapshot document = wanted.document();
        Place place = places.computeIfAbsent(document.uri(), uri -> new Place());
        List<Suggestion> typedAlong = place.remaining(wanted.offset());
        if (!typedAlong.isEmpty()) {
            place.replace(null);
            return CompletableFuture.completedFuture(typedAlong);
        }
        Optional<List<Suggestion>> known = recent.find(document.uri(), document.text(), wanted.offset());
        if (known.isPresent() && !(wanted.explicit() && known.get().isEmpty())) {
            place.replace(null);
            place.show(new Shown(wanted.offset(), known.get(), 0));
            return CompletableFuture.completedFuture(known.get());
        }
        Request request = new Request(wanted, place);
        place.replace(request);
        request.schedule(wanted.explicit() ? Duration.ZERO : place.wait(debounce.delay()));
        return request.handed;
    }

    /** What is known of one document. */
    private static final class Place {

        private @Nullable Request request;
        private @Nullable Shown shown;
        private long changedAt = System.nanoTime();

        private synchronized void changed(Edit edit) {
            changedAt = System.nanoTime();
            if (shown != null) {
                shown = shown.after(edit).orElse(null);
            }
            replace(null);
        }

        private synchronized List<Suggestion> remaining(int cursor) {
            return shown == null ? List.of() : shown.remaining(cursor);
        }

        private synchronized void show(@Nullable Shown now) {
            shown = now;
        }

        /** The delay counts from the keystroke, not from when the editor got round to asking. */
        private synchronized Duration wait(Duration delay) {
            Duration left = delay.minusNanos(System.nanoTime() - changedAt);
            return left.isNegative() ? Duration.ZERO : left;
        }

        private synchronized void replace(@Nullable Request next) {
            Request former = request;
            request = next;
            if (former != null) {
                former.overtake();
            }
        }

        /** Takes an answer, if it is still the one that is waited for. */
        private synchronized boolean finish(Request done, Shown answer) {
            if (request != done) {
                return false;
            }
            request = null;
            shown = answer;
            return true;
        }
    }

    /** One request: waiting for its delay, under way, or done. */
    private final class Request {

        private final Wanted wanted;
        private final Place place;
        private final CompletableFuture<List<Suggestion>> answer = new CompletableFuture<>();
        private final HandedFuture<List<Suggestion>> handed;
        private @Nullable ScheduledFuture<?> waiting;
        private @Nullable CompletableFuture<List<Suggestion>> asked;
        private boolean ended;

        private Request(Wanted wanted, Place place) {
            this.wanted = wanted;
            this.place = place;
            this.handed = HandedFuture.of(answer, this::end);
        }

        private synchronized void schedule(Duration delay) {
            if (!ended) {
                waiting = timer.schedule(this::start, delay.toNanos(), TimeUnit.NANOSECONDS);
            }
        }

        private void start() {
            CompletableFuture<List<Suggestion>> asking;
            synchronized (this) {
                if (ended) {
                    return;
                }
                asking = model.ask(wanted);
                asked = asking;
            }
            var unused = asking.whenComplete(this::done);
        }

        private void done(@Nullable List<Suggestion> suggestions, @Nullable Throwable failure) {
            if (suggestions == null) {
                answer.completeExceptionally(failure == null ? new IllegalStateException("no answer") : failure);
                return;
            }
            Snapshot document = wanted.document();
            recent.keep(document.uri(), document.text(), wanted.offset(), suggestions);
            boolean wantedStill = place.finish(this, new Shown(wanted.offset(), suggestions, 0));
            debounce.answered();
            answer.complete(wantedStill ? suggestions : List.of());
        }

        private void overtake() {
            if (!answer.isDone()) {
                if (end()) {
                    debounce.overtaken();
                }
                answer.complete(List.of());
            }
        }

        /** Ends what is under way; says whether the model had been asked. */
        private boolean end() {
            CompletableFuture<List<Suggestion>> running;
            synchronized (this) {
                ended = true;
                if (waiting != null) {
                    waiting.cancel(false);
                }
                running = asked;
            }
            return running != null && running.cancel(true);
        }
    }
}
