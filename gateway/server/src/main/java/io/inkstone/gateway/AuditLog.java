package io.inkstone.gateway;

import io.inkstone.gateway.state.AuditStore;
import io.inkstone.orchestration.Audit;
import io.inkstone.orchestration.AuditRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes audit records to the {@link AuditStore} in batches, on a thread of its own. When the disk cannot follow and the queue
 * is full, records are lost and the log says so once.
 */
final class AuditLog implements Audit, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(AuditLog.class);
    private static final int MAX_WAITING = 65_536;
    private static final int BATCH = 512;

    private final AuditStore store;
    private final ArrayBlockingQueue<AuditRecord> waiting = new ArrayBlockingQueue<>(MAX_WAITING);
    private final AtomicBoolean losing = new AtomicBoolean();
    private final Thread writer;
    private volatile boolean closing;

    AuditLog(AuditStore store) {
        this.store = store;
        this.writer = new Thread(this::write, "inkstone-audit");
        writer.setDaemon(true);
        writer.start();
    }

    @Override
    public void record(AuditRecord auditRecord) {
        if (auditRecord.tenant().equals(Readiness.TENANT)) {
            return; // a probe every few seconds would bury what tenants do
        }
        if (!waiting.offer(auditRecord) && losing.compareAndSet(false, true)) {
            LOG.error("Audit records are being lost: the disk does not follow");
        }
    }

    /** The newest records that are written, the newest first; blocks. */
    List<AuditRecord> newest(int most) {
        return store.newest(most);
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

    private void write() {
        List<AuditRecord> batch = new ArrayList<>();
        while (!closing || !waiting.isEmpty()) {
            try {
                AuditRecord first = waiting.poll(100, TimeUnit.MILLISECONDS);
                if (first == null) {
                    continue;
                }
                batch.add(first);
                waiting.drainTo(batch, BATCH - 1);
                store.add(batch);
                losing.set(false);
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                LOG.error("{} audit records could not be written", batch.size(), e);
            } finally {
                batch.clear();
            }
        }
    }
}
