package io.inkstone.lsp.adoption;

import io.inkstone.lsp.gateway.FeedbackEvent;
import io.inkstone.lsp.gateway.GatewayException;
import io.inkstone.lsp.gateway.GatewayState;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;

/** Hands counts in, some at a time. Bounded: what cannot be handed in for long is forgotten, the oldest first. Thread-safe. */
public final class FeedbackQueue {

    private static final int MOST = 500;
    private static final int BATCH = 50;
    private static final Set<GatewayState> LATER =
            EnumSet.of(GatewayState.OFFLINE, GatewayState.SIGNED_OUT, GatewayState.QUOTA);
    private static final Duration EVERY = Duration.ofSeconds(15);

    private final Function<List<FeedbackEvent>, CompletableFuture<Void>> gateway;
    private final Timer timer;
    private final Deque<FeedbackEvent> events = new ArrayDeque<>();
    private final Map<String, Integer> typed = new HashMap<>();
    private boolean waits;

    /**
     * @param gateway takes a batch; fails when it does not arrive
     */
    public FeedbackQueue(Function<List<FeedbackEvent>, CompletableFuture<Void>> gateway, Timer timer) {
        this.gateway = gateway;
        this.timer = timer;
    }

    synchronized void add(FeedbackEvent event) {
        events.addLast(event);
        while (events.size() > MOST) {
            events.removeFirst();
        }
        wakeUp();
    }

    /** Characters that the person wrote, or took back from that count. */
    synchronized void typed(String language, int characters) {
        typed.merge(language, characters, Integer::sum);
        wakeUp();
    }

    private void wakeUp() {
        if (!waits) {
            waits = true;
            timer.after(EVERY, () -> {
                var unused = flush();
            });
        }
    }

    /** Hands in what there is; done when it arrived or was kept for later. */
    public CompletableFuture<Void> flush() {
        List<FeedbackEvent> batch = take();
        if (batch.isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        return gateway.apply(batch).handle((done, failure) -> {
            if (failure != null && arrivesLater(failure)) {
                putBack(batch);
            }
            return null;
        });
    }

    /** A gateway that refuses these would refuse them again. */
    private static boolean arrivesLater(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return cause instanceof GatewayException told && LATER.contains(told.state());
    }

    private synchronized List<FeedbackEvent> take() {
        waits = false;
        typed.forEach((language, characters) -> {
            if (characters > 0) {
                events.addLast(new FeedbackEvent(Optional.empty(), FeedbackEvent.Kind.TYPED, language, characters));
            }
        });
        typed.clear();
        List<FeedbackEvent> batch = new ArrayList<>();
        while (batch.size() < BATCH && !events.isEmpty()) {
            batch.add(events.removeFirst());
        }
        if (!events.isEmpty()) {
            wakeUp();
        }
        return batch;
    }

    private synchronized void putBack(List<FeedbackEvent> batch) {
        for (int at = batch.size() - 1; at >= 0 && events.size() < MOST; at--) {
            FeedbackEvent event = batch.get(at);
            if (event.kind() == FeedbackEvent.Kind.TYPED) {
                typed.merge(event.language(), event.characters(), Integer::sum);
            } else {
                events.addFirst(event);
            }
        }
        wakeUp();
    }

    /** Forgets what was not handed in: the person wants no counts. */
    public synchronized void clear() {
        events.clear();
        typed.clear();
    }
}
