package io.inkstone.model.serving;

import io.inkstone.protocol.ApiException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Who may use an engine now, who waits, and who is sent away. First come, first served, but urgent requests go before the others,
 * which they pass a few times at most, and some may run beside them. Thread-safe; a request that may go on is told so on the thread of the one that left before
 * it, or at once on its own.
 */
final class RequestQueue {

    private static final int MAX_RETRY_SECONDS = 60;

    /** So many urgent requests go before one that waits: these are short, and it has to come to its turn. */
    private static final int MOST_PASSING = 8;

    private final String model;
    private final int permits;
    private final int beside;
    private final int length;
    private final LongSupplier nanoTime;
    private final Deque<Ticket> urgent = new ArrayDeque<>();
    private final Deque<Ticket> waiting = new ArrayDeque<>();
    private int passed;
    private int running;
    private int urgentRunning;
    private double averageSeconds = 1;

    /**
     * Makes a queue.
     *
     * @param permits how many requests run at once
     * @param beside how many urgent ones run even so
     * @param length how many wait at most
     */
    RequestQueue(String model, int permits, int beside, int length, LongSupplier nanoTime) {
        this.model = model;
        this.permits = permits;
        this.beside = beside;
        this.length = length;
        this.nanoTime = nanoTime;
    }

    /**
     * Enters the queue.
     *
     * @param isUrgent whether somebody waits for each letter, as in an editor
     * @param onTurn called once when the request may run; not after {@link Ticket#leave}
     * @throws ApiException 429 {@code queue_full}
     */
    Ticket enter(boolean isUrgent, Runnable onTurn) {
        Ticket ticket = new Ticket(isUrgent ? urgent : waiting, onTurn);
        boolean runs;
        synchronized (this) {
            runs = running < permits || (isUrgent && urgentRunning < beside);
            if (runs) {
                ticket.run();
            } else if (size() < length) {
                ticket.lane.add(ticket);
            } else {
                throw full();
            }
        }
        if (runs) {
            onTurn.run();
        }
        return ticket;
    }

    private int size() {
        return urgent.size() + waiting.size();
    }

    /** The one whose turn it is; there is one. */
    private Ticket next() {
        boolean passes = !urgent.isEmpty() && (waiting.isEmpty() || passed < MOST_PASSING);
        passed = passes && !waiting.isEmpty() ? passed + 1 : 0;
        return passes ? urgent.remove() : waiting.remove();
    }

    private ApiException full() {
        double seconds = Math.ceil(averageSeconds * (size() + running) / permits);
        int retryAfter = (int) Math.max(1, Math.min(MAX_RETRY_SECONDS, seconds));
        return ApiException.tooMany(
                "queue_full",
                "'" + model + "' is at work and " + size() + " requests wait for it, as many as are kept;"
                        + " ask again in " + retryAfter + " s.",
                retryAfter);
    }

    /** How many requests wait. */
    synchronized int waiting() {
        return size();
    }

    /** Whether a request runs. */
    synchronized boolean isBusy() {
        return running > 0;
    }

    private enum State {
        WAITING,
        RUNNING,
        GONE
    }

    /** A request's place. */
    final class Ticket {

        private final Deque<Ticket> lane;
        private final Runnable onTurn;
        private State state = State.WAITING;
        private long startNanos;

        private Ticket(Deque<Ticket> lane, Runnable onTurn) {
            this.lane = lane;
            this.onTurn = onTurn;
        }

        private boolean isUrgent() {
            return lane == urgent;
        }

        private Ticket run() {
            state = State.RUNNING;
            startNanos = nanoTime.getAsLong();
            running++;
            urgentRunning += isUrgent() ? 1 : 0;
            return this;
        }

        /** Gives the place up, waiting or running; harmless when done again. */
        void leave() {
            List<Ticket> next = new ArrayList<>();
            synchronized (RequestQueue.this) {
                if (state == State.RUNNING) {
                    running--;
                    urgentRunning -= isUrgent() ? 1 : 0;
                    double seconds = (nanoTime.getAsLong() - startNanos) / 1e9;
                    averageSeconds = 0.8 * averageSeconds + 0.2 * seconds;
                } else if (state == State.WAITING) {
                    lane.remove(this);
                }
                state = State.GONE;
                while (running < permits && size() > 0) {
                    next.add(next().run());
                }
                while (urgentRunning < beside && !urgent.isEmpty()) {
                    next.add(urgent.remove().run());
                }
            }
            next.forEach(ticket -> ticket.onTurn.run());
        }
    }
}
