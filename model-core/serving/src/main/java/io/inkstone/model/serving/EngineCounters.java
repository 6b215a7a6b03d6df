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

    /** So many more tokens of a prompt were read, that were not in the cache. */
    void addRead(int tokens) {
        read.add(tokens);
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
