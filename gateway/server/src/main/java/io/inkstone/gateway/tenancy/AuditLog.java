package io.inkstone.gateway.tenancy;

import io.inkstone.gateway.state.AuditStore;
import io.inkstone.gateway.state.Tenant;
import io.inkstone.orchestration.Audit;
import io.inkstone.orchestration.AuditRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes audit records to the {@link AuditStore} in batches, on a thread of its own. While the database does not answer they
 * are held; when the queue is full, records are lost and the log says so once.
 */
public final class AuditLog implements Audit, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(AuditLog.class);
    private static final int MAX_WAITING = 65_536;
    private static final int BATCH = 4096;

    /** With the database's own delay this is what a kill can lose. */
    private static final long COLLECT_MILLIS = 500;

    private static final long RETRY_MILLIS = 1000;
    private static final int MOST_TRIES = 600;

    private final AuditStore store;
    private final ArrayBlockingQueue<AuditRecord> waiting = new ArrayBlockingQueue<>(MAX_WAITING);
    private final AtomicBoolean losing = new AtomicBoolean();
    private final Thread writer;
    private final CountDownLatch closing = new CountDownLatch(1);
    private boolean failing;

    /** Starts the thread that writes. */
    public AuditLog(AuditStore store) {
        this.store = store;
        this.writer = new Thread(this::write, "inkstone-audit");
        writer.setDaemon(true);
        writer.start();
    }

    @Override
    public void record(AuditRecord auditRecord) {
        if (auditRecord.tenant().equals(Tenant.SYSTEM)) {
            return; // a probe every few seconds would bury what tenants do
        }
        if (!waiting.offer(auditRecord) && losing.compareAndSet(false, true)) {
            LOG.error("Audit records are being lost: the disk does not follow");
        }
    }

    /** Writes what waits, then ends. */
    @Override
    public void close() {
        closing.countDown();
        try {
            writer.join(TimeUnit.SECONDS.toMillis(10));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void write() {
        List<AuditRecord> batch = new ArrayList<>();
        int tries = 0;
        try {
            while (closing.getCount() > 0 || !waiting.isEmpty() || !batch.isEmpty()) {
                if (batch.isEmpty()) {
                    collect(batch);
                }
                tries = stored(batch) ? 0 : tries + 1;
                if (tries > 0 && (closing.await(RETRY_MILLIS, TimeUnit.MILLISECONDS) || tries == MOST_TRIES)) {
                    LOG.error("{} audit records could not be written and are lost", batch.size());
                    tries = 0;
                }
                if (tries == 0) {
                    batch.clear();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void collect(List<AuditRecord> batch) throws InterruptedException {
        if (waiting.size() < BATCH) {
            closing.await(COLLECT_MILLIS, TimeUnit.MILLISECONDS);
        }
        waiting.drainTo(batch, BATCH);
    }

    /** False when the database does not take them now. */
    private boolean stored(List<AuditRecord> batch) {
        try {
            if (!batch.isEmpty()) {
                store.add(batch);
                losing.set(false);
                failing = false;
            }
            return true;
        } catch (RuntimeException e) {
            if (!failing) {
                LOG.error("Audit records cannot be written now and are held", e);
            }
            failing = true;
            return false;
        }
    }
}
