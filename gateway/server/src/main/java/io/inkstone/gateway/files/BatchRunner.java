package io.inkstone.gateway.files;

import io.inkstone.gateway.state.Tables;
import io.inkstone.protocol.ApiException;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs batches: a line at a time, tenant after tenant, and only while no request that somebody waits for is waiting itself.
 * What was under way when the process ended goes on at the next start; a line whose answer was not written is asked again.
 * Thread-safe.
 */
public final class BatchRunner implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(BatchRunner.class);
    private static final int MOST_ACTIVE = 32;
    private static final int MOST_ACTIVE_OF_TENANT = 2;
    private static final long LOOK_AGAIN_MILLIS = 50;
    private static final long SWEEP_MILLIS = 60_000;
    private static final long ORPHANS_MILLIS = 3_600_000;

    private final Vertx vertx;
    private final TenantFiles files;
    private final BatchStore store;
    private final LineAsker asker;
    private final int concurrency;
    private final Context context;

    // All on the context.
    private final Deque<Batch> waiting = new ArrayDeque<>();
    private final Deque<BatchRun> active = new ArrayDeque<>();
    private int underWay;
    private boolean looksAgain;
    private volatile boolean closed;

    /**
     * Starts nothing yet.
     *
     * @param tables with {@code files} and {@code batches}
     */
    public BatchRunner(Vertx vertx, Tables tables, TenantFiles files, LineAsker asker, FileLimits limits) {
        this.vertx = vertx;
        this.files = files;
        this.store = new BatchStore(tables);
        this.asker = asker;
        this.concurrency = limits.concurrency();
        this.context = vertx.getOrCreateContext();
    }

    /** Goes on with what was under way, and deletes from now on what expires. Called once. */
    public void start() {
        context.<List<Batch>>executeBlocking(
                        () -> {
                            files.sweepOrphans();
                            files.sweep();
                            return store.unfinished();
                        },
                        true)
                .onSuccess(unfinished -> {
                    waiting.addAll(unfinished);
                    look();
                })
                .onFailure(cause -> LOG.error("Batches of an earlier start cannot go on", cause));
        every(SWEEP_MILLIS, files::sweep);
        every(ORPHANS_MILLIS, files::sweepOrphans);
    }

    private void every(long millis, Runnable sweep) {
        vertx.setPeriodic(
                millis,
                fired -> context.executeBlocking(
                                () -> {
                                    sweep.run();
                                    return null;
                                },
                                false)
                        .onFailure(cause -> LOG.warn(
                                "Expired files cannot be deleted: {}",
                                cause.getClass().getName())));
    }

    /** Runs a batch that has just been stored. */
    void submit(Batch batch) {
        context.runOnContext(ignored -> {
            waiting.add(batch);
            look();
        });
    }

    /**
     * Cancels a batch.
     *
     * @return the batch as it stands; fails with 409 {@code batch_is_over}
     */
    Future<Batch> cancel(Batch asked) {
        Promise<Batch> cancelled = Promise.promise();
        context.runOnContext(ignored -> {
            Optional<BatchRun> run = active.stream()
                    .filter(one -> one.batch().id().equals(asked.id()) && !one.over())
                    .findFirst();
            if (run.isEmpty() && waiting.stream().noneMatch(one -> one.id().equals(asked.id()))) {
                cancelled.fail(ApiException.badRequest(
                        409,
                        "batch_is_over",
                        "Batch '" + asked.id() + "' is " + asked.status().label() + " and cannot be cancelled."));
                return;
            }
            run.orElseGet(() -> activate(asked.id())).cancel().onComplete(cancelled);
        });
        return cancelled.future();
    }

    /** Asks no more lines. */
    @Override
    public void close() {
        closed = true;
    }

    /** Starts what can be started. */
    private void look() {
        if (closed) {
            return;
        }
        active.removeIf(BatchRun::over);
        activateWaiting();
        active.forEach(run -> run.expire().onFailure(this::fault));
        while (underWay < concurrency) {
            Optional<BatchRun> next = nextReady();
            if (next.isEmpty()) {
                break;
            }
            underWay++;
            next.get().askNext().onFailure(this::fault).onComplete(done -> {
                underWay--;
                look();
            });
        }
        lookAgain();
    }

    /** The next of the runs that can ask a line, which then goes to the end of the row. */
    private Optional<BatchRun> nextReady() {
        for (int i = 0; i < active.size(); i++) {
            BatchRun run = active.removeFirst();
            active.addLast(run);
            if (run.ready()) {
                return Optional.of(run);
            }
        }
        return Optional.empty();
    }

    private void activateWaiting() {
        for (Batch batch : new ArrayList<>(waiting)) {
            if (active.size() >= MOST_ACTIVE) {
                return;
            }
            long ofTenant = active.stream()
                    .filter(run -> run.batch().tenant().equals(batch.tenant()))
                    .count();
            if (ofTenant < MOST_ACTIVE_OF_TENANT) {
                activate(batch.id());
            }
        }
    }

    private BatchRun activate(String id) {
        Batch batch =
                waiting.stream().filter(one -> one.id().equals(id)).findFirst().orElseThrow();
        waiting.remove(batch);
        BatchRun run = new BatchRun(files, store, asker, context, batch);
        active.addLast(run);
        run.prepare().onFailure(this::fault).onComplete(done -> look());
        return run;
    }

    private void fault(Throwable cause) {
        if (!closed) {
            LOG.error("A batch cannot be written", cause);
        }
    }

    /** What holds lines up, other requests and limits, ends without telling. */
    private void lookAgain() {
        if (!looksAgain && !(active.isEmpty() && waiting.isEmpty())) {
            looksAgain = true;
            vertx.setTimer(
                    LOOK_AGAIN_MILLIS,
                    fired -> context.runOnContext(ignored -> {
                        looksAgain = false;
                        look();
                    }));
        }
    }
}
