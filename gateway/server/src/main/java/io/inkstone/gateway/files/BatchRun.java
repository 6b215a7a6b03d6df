package io.inkstone.gateway.files;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inkstone.protocol.Json;
import io.vertx.core.Context;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One batch from its file to its answers. All methods on one Vert.x context; what blocks runs beside it, in order. */
final class BatchRun {

    /** How often a line is asked again that an upstream failed. */
    private static final int MOST_TRIES = 4;

    private static final int RETRY_SECONDS = 2;
    private static final int DISK_RETRY_SECONDS = 30;
    private static final Logger LOG = LoggerFactory.getLogger(BatchRun.class);
    private static final List<Integer> PASSING = List.of(500, 502, 503, 504);

    private final TenantFiles files;
    private final BatchStore store;
    private final LineAsker asker;
    private final Context context;
    private final Map<Integer, Integer> tries = new HashMap<>();
    private volatile Batch batch;
    private @Nullable BatchJournal journal;
    private Deque<BatchInput.Place> pending = new ArrayDeque<>();
    private int underWay;
    private Instant notBefore = Instant.EPOCH;
    private Batch.@Nullable Status ending;
    private String failure = "";
    private boolean over;

    BatchRun(TenantFiles files, BatchStore store, LineAsker asker, Context context, Batch batch) {
        this.files = files;
        this.store = store;
        this.asker = asker;
        this.context = context;
        this.batch = batch;
    }

    Batch batch() {
        return batch;
    }

    boolean over() {
        return over;
    }

    /** Whether a line can be asked now. */
    boolean ready() {
        return ending == null && !pending.isEmpty() && !files.now().isBefore(notBefore);
    }

    /** Checks the file; then lines can be asked. */
    Future<Void> prepare() {
        return blocking(() -> {
                    BatchJournal opened = BatchJournal.open(files, batch);
                    Batch.Status status =
                            batch.status() == Batch.Status.VALIDATING ? Batch.Status.IN_PROGRESS : batch.status();
                    change(state ->
                            state.at(status, files.now()).counted(opened.total(), opened.succeeded(), opened.failed()));
                    return opened;
                })
                .compose(opened -> {
                    journal = opened;
                    pending = opened.pending();
                    if (batch.state().moments().containsKey(Batch.Status.CANCELLING)) {
                        ending = Batch.Status.CANCELLED;
                    }
                    return endIfDone();
                })
                .recover(this::cannotPrepare);
    }

    private Future<Void> cannotPrepare(Throwable cause) {
        ArrayNode faults = Json.MAPPER.createArrayNode();
        if (cause instanceof BatchInput.Faulty faulty) {
            faults.addAll(faulty.faults());
        } else {
            LOG.error("Batch {} cannot be run: {}", batch.id(), cause.getClass().getName());
            addFault(faults, "internal_error", "The gateway failed to read the batch's file.");
        }
        over = true;
        return blocking(() -> {
                    change(state -> state.because(errors(faults)).at(Batch.Status.FAILED, files.now()));
                    return batch;
                })
                .mapEmpty();
    }

    /** Asks one line; completes when it is answered and written. */
    Future<Void> askNext() {
        BatchJournal opened = opened();
        BatchInput.Place place = pending.remove();
        underWay++;
        String requestId = batch.id() + "-" + place.number();
        return blocking(() -> opened.hasRoom() ? opened.line(place) : null)
                .compose(line -> line == null ? full(place) : ask(place, line, requestId))
                .recover(cause -> {
                    LOG.error(
                            "A line of batch {} cannot be written: {}",
                            batch.id(),
                            cause.getClass().getName());
                    pending.addFirst(place);
                    notBefore = files.now().plusSeconds(DISK_RETRY_SECONDS);
                    return Future.succeededFuture();
                })
                .eventually(() -> {
                    underWay--;
                    return endIfDone();
                });
    }

    private Future<Void> full(BatchInput.Place place) {
        pending.addFirst(place);
        fail("files_full", "The tenant's files have no room for more answers; delete some.");
        return Future.succeededFuture();
    }

    private Future<Void> ask(BatchInput.Place place, BatchLine line, String requestId) {
        return asker.ask(batch, requestId, line.body()).compose(answer -> {
            if (answer.status() == 401) {
                pending.addFirst(place);
                fail(
                        "invalid_api_key",
                        "Who asked for this batch may not any more: the key has ended, or the tenant is gone.");
                return Future.succeededFuture();
            }
            if (asksAgain(place, answer)) {
                // Behind the others: what is more than a limit allows at all must not hold them up.
                pending.addLast(place);
                notBefore = files.now().plusSeconds(Math.max(RETRY_SECONDS, answer.retryAfterSeconds()));
                return Future.succeededFuture();
            }
            return write(line, requestId, answer);
        });
    }

    /** A limit is waited for as long as the batch may take, an upstream that fails a few times. */
    private boolean asksAgain(BatchInput.Place place, LineAsker.Answer answer) {
        if (ending != null) {
            return false;
        }
        return answer.status() == 429
                || (PASSING.contains(answer.status()) && tries.merge(place.number(), 1, Integer::sum) < MOST_TRIES);
    }

    private Future<Void> write(BatchLine line, String requestId, LineAsker.Answer answer) {
        BatchJournal opened = opened();
        return blocking(() -> {
                    opened.answered(line.customId(), requestId, answer);
                    change(state -> state.counted(opened.total(), opened.succeeded(), opened.failed()));
                    return batch;
                })
                .mapEmpty();
    }

    private void fail(String code, String message) {
        if (ending == null) {
            ArrayNode faults = Json.MAPPER.createArrayNode();
            addFault(faults, code, message);
            failure = errors(faults);
            ending = Batch.Status.FAILED;
        }
    }

    /** Asks no more lines; what is under way is still written. */
    Future<Batch> cancel() {
        if (ending != null) {
            return Future.succeededFuture(batch);
        }
        ending = Batch.Status.CANCELLED;
        return blocking(() -> {
                    change(state -> state.at(Batch.Status.CANCELLING, files.now()));
                    return batch;
                })
                .compose(cancelling -> journal == null
                        ? Future.succeededFuture(cancelling)
                        : endIfDone().map(done -> batch));
    }

    /** Ends it where its time is over. */
    Future<Void> expire() {
        if (ending == null && journal != null && files.now().isAfter(batch.expiresAt())) {
            ending = Batch.Status.EXPIRED;
            return endIfDone();
        }
        return Future.succeededFuture();
    }

    private Future<Void> endIfDone() {
        if (underWay > 0 || over || (ending == null && !pending.isEmpty())) {
            return Future.succeededFuture();
        }
        over = true;
        BatchJournal opened = opened();
        Batch.Status last = ending == null ? Batch.Status.COMPLETED : ending;
        return blocking(() -> {
                    change(state -> state.because(failure).at(Batch.Status.FINALIZING, files.now()));
                    for (BatchInput.Place place : pending) {
                        opened.notAsked(place.customId(), "batch_" + last.label(), notAsked(last));
                    }
                    change(state -> opened.publish(state).at(last, files.now()));
                    return batch;
                })
                .mapEmpty();
    }

    private static String notAsked(Batch.Status last) {
        return switch (last) {
            case EXPIRED -> "The time of the batch was over before this line was asked.";
            case CANCELLED -> "The batch was cancelled before this line was asked.";
            default -> "The batch failed before this line was asked.";
        };
    }

    /** Where it may block: one piece of such work of a run is done after the other. */
    private void change(UnaryOperator<Batch.State> step) {
        Batch next = batch.in(step.apply(batch.state()));
        store.update(next);
        batch = next;
    }

    private static void addFault(ArrayNode faults, String code, String message) {
        faults.addObject()
                .put("code", code)
                .putNull("line")
                .put("message", message)
                .putNull("param");
    }

    private BatchJournal opened() {
        BatchJournal opened = journal;
        if (opened == null) {
            throw new IllegalStateException("a batch's file has not been checked");
        }
        return opened;
    }

    private <T extends @Nullable Object> Future<T> blocking(Callable<T> work) {
        return context.executeBlocking(work, true);
    }

    private static String errors(ArrayNode faults) {
        ObjectNode errors = Json.MAPPER.createObjectNode().put("object", "list");
        errors.set("data", faults);
        return Json.write(errors);
    }
}
