package io.inkstone.model.serving;

import java.util.concurrent.atomic.LongAdder;

/**
 * What an engine has done since this process began, for requests that were cancelled too: so that it can be seen that a
 * cancelled one costs no more. Thread-safe.
 */
final class EngineCounters {

    private final LongAdder read = new LongAdder();
    private final LongAdder written = new LongAdder();
    private final LongAdder stopped = new LongAdder();

    /**
     * A prompt was read on.
     *
     * @param from how many of its tokens were there when this was called last; 0 at first
     * @param cached how many the cache held before
     * @param to how many are there now
     * @return {@code from} for the next call
     */
    int addRead(int from, int cached, int to) {
        int before = Math.max(from, cached);
        int now = Math.max(before, to);
        read.add(now - before);
        return now;
    }

    /** So many more tokens were written. */
    void addWritten(int tokens) {
        written.add(tokens);
    }

    /** A generation was stopped before its end. */
    void addStopped() {
        stopped.increment();
    }

    long read() {
        return read.sum();
    }

    long written() {
        return written.sum();
    }

    long stopped() {
        return stopped.sum();
    }
}
