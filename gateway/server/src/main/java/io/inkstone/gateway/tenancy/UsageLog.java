package io.inkstone.gateway.tenancy;

import io.inkstone.gateway.state.TokenUsageStore;
import io.inkstone.orchestration.quota.UsageJournal;
import io.inkstone.orchestration.quota.UsageMark;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes {@link UsageMark}s to the {@link TokenUsageStore} on a thread of its own, all that wait at one time together. What waits is
 * bounded by the requests that run.
 */
final class UsageLog implements UsageJournal, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(UsageLog.class);

    private record Waiting(List<UsageMark> marks, Promise<Void> written) {}

    private final TokenUsageStore store;
    private final LinkedBlockingQueue<Waiting> waiting = new LinkedBlockingQueue<>();
    private final AtomicBoolean failing = new AtomicBoolean();
    private final Thread writer;
    private volatile boolean closing;

    UsageLog(TokenUsageStore store) {
        this.store = store;
        this.writer = new Thread(this::run, "inkstone-usage");
        writer.setDaemon(true);
        writer.start();
    }

    @Override
    public Future<Void> write(List<UsageMark> marks) {
        Promise<Void> written = Promise.promise();
        waiting.add(new Waiting(marks, written));
        return written.future();
    }

    /** Writes what waits, then ends. */
    @Override
    public void close() {
        closing = true;
        try {
            writer.join(TimeUnit.SECONDS.toMillis(10));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        List<Waiting> batch = new ArrayList<>();
        while (!closing || !waiting.isEmpty()) {
            try {
                Waiting first = waiting.poll(100, TimeUnit.MILLISECONDS);
                if (first != null) {
                    batch.add(first);
                    waiting.drainTo(batch);
                    finish(batch);
                }
            } catch (InterruptedException e) {
                return;
            } finally {
                batch.clear();
            }
        }
    }

    private void finish(List<Waiting> batch) {
        try {
            writeNewest(batch);
            failing.set(false);
            batch.forEach(one -> one.written().complete());
        } catch (RuntimeException e) {
            if (failing.compareAndSet(false, true)) {
                LOG.error("The tokens that are used cannot be written", e);
            }
            batch.forEach(one -> one.written().fail(e));
        }
    }

    private void writeNewest(List<Waiting> batch) {
        Map<String, UsageMark> newest = new LinkedHashMap<>();
        for (Waiting one : batch) {
            for (UsageMark mark : one.marks()) {
                newest.put(mark.kind() + " " + mark.id() + " " + mark.period(), mark);
            }
        }
        store.write(List.copyOf(newest.values()));
    }
}
