package io.inkstone.orchestration.quota;

import io.vertx.core.Future;

/**
 * An account's tokens of one day or month, and up to where they are written in the {@link UsageJournal}. Marks are written ahead by
 * a 64th of the limit, so that few calls wait for one. Not thread-safe.
 */
final class Budget {

    private static final int AHEAD = 64;

    private String period = "";
    private long used;
    private long written;
    private long marked;
    private Future<Void> writing = Future.succeededFuture();

    /** Begins anew when a new day or month has come; a clock that is set back changes nothing. */
    void turn(String now) {
        if (now.compareTo(period) > 0) {
            period = now;
            used = 0;
            written = 0;
            marked = 0;
        }
    }

    long used() {
        return used;
    }

    String period() {
        return period;
    }

    void add(long tokens) {
        used += tokens;
    }

    /** What an earlier process may have used. */
    void carryOver(long tokens) {
        used = Math.max(used, tokens);
        written = used;
        marked = used;
    }

    /** The mark to be written before this much may be used; what is marked already where there is none. */
    long markFor(long need, long limit) {
        long ahead = Math.max(1, limit / AHEAD);
        if (need + ahead / 2 <= marked) {
            return marked;
        }
        return Math.max(need, Math.min(limit, need + ahead));
    }

    boolean isMarked(long mark) {
        return mark <= marked;
    }

    void marking(long mark, Future<Void> byJournal) {
        marked = mark;
        writing = byJournal;
        if (byJournal.succeeded()) {
            written = mark;
        }
    }

    /** The journal has written a mark, or has failed to. */
    void marked(String ofPeriod, long mark, boolean done) {
        if (ofPeriod.equals(period)) {
            if (done) {
                written = Math.max(written, mark);
            } else {
                marked = written;
            }
        }
    }

    /** Completes when this much is written. */
    Future<Void> whenWritten(long need) {
        return need <= written ? Future.succeededFuture() : writing;
    }
}
