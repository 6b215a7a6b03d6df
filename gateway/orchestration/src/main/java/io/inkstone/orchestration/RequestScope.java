package io.inkstone.orchestration;

import io.inkstone.guardrails.Finding;
import io.inkstone.guardrails.openai.RequestRails;
import io.inkstone.protocol.ApiException;
import io.inkstone.protocol.Usage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One admitted request, from its admission by the {@link OperationRing} to its audit record. That an object of this class
 * exists proves that tenant and request limit have been checked. Thread-safe.
 */
public final class RequestScope {

    private static final Quotas.Entry UNCOUNTED = new Quotas.Entry() {
        @Override
        public Standing standing() {
            return Standing.UNLIMITED;
        }

        @Override
        public void leave(boolean counted) {
            // It was not counted.
        }
    };

    private final String requestId;
    private final Caller caller;
    private final String operation;
    private final Priority priority;
    private final Admission admission;
    private final long startedNanos = System.nanoTime();
    private final Cancellation cancellation = new Cancellation();
    private final AtomicLong promptTokens = new AtomicLong();
    private final AtomicLong completionTokens = new AtomicLong();
    private final ConcurrentHashMap<String, Usage> models = new ConcurrentHashMap<>();
    private final UpstreamTime upstreamTime = new UpstreamTime();
    private volatile RequestTrace trace = RequestTrace.NONE;
    private volatile @Nullable String upstream;
    private final AtomicBoolean released = new AtomicBoolean();
    private volatile Duration timeout = Duration.ofDays(1);

    /** The request itself, until it has ended, and its calls of models. */
    private final AtomicInteger running = new AtomicInteger(1);

    private final AtomicReference<@Nullable End> end = new AtomicReference<>();
    private final AtomicBoolean audited = new AtomicBoolean();
    private volatile boolean reachedModel;
    private volatile @Nullable String refusal;
    private volatile Standing standing;

    /** What the ring gives a request at its admission. */
    record Admission(Instant at, RequestRails rails, Quotas.Entry entry, BatchGate batches, Audit audit) {}

    private record End(int status, String outcome) {}

    RequestScope(String requestId, Caller caller, String operation, Priority priority, Admission admission) {
        this.requestId = Objects.requireNonNull(requestId);
        this.caller = Objects.requireNonNull(caller);
        this.operation = Objects.requireNonNull(operation);
        this.priority = Objects.requireNonNull(priority);
        this.admission = Objects.requireNonNull(admission);
        this.standing = admission.entry().standing();
    }

    /** A request that is neither counted nor audited. */
    RequestScope(String requestId, Caller caller, String operation, Instant at, RequestRails rails) {
        this(
                requestId,
                caller,
                operation,
                Priority.INTERACTIVE,
                new Admission(at, rails, UNCOUNTED, new BatchGate(1), auditRecord -> {}));
    }

    /** What the {@code x-request-id} header says. */
    public String requestId() {
        return requestId;
    }

    /** Who asks. */
    public Caller caller() {
        return caller;
    }

    /** What is asked, e.g. {@code documents/formula} or {@code chat.completions}. */
    public String operation() {
        return operation;
    }

    /** What the tenant's rails find in a text, whoever wrote it; nothing follows from it. */
    public List<Finding> moderate(String text) {
        return admission.rails().moderate(text);
    }

    /** Its guardrails. */
    RequestRails rails() {
        return admission.rails();
    }

    /** Whether somebody waits for the answer. */
    public Priority priority() {
        return priority;
    }

    /** What the caller has left, as it was known last. */
    public Standing standing() {
        return standing;
    }

    void stands(Standing newStanding) {
        standing = newStanding;
    }

    /** Ends everything that is done for the request. */
    public Cancellation cancellation() {
        return cancellation;
    }

    /** Says how long the request may take in all; whoever says it also cancels it then. */
    public void mayTake(Duration newTimeout) {
        timeout = newTimeout;
    }

    /** How much of its time is left; negative when it is over. */
    Duration remaining() {
        return timeout.minusNanos(System.nanoTime() - startedNanos);
    }

    /** Says which trace the request belongs to; to be called before it asks a model. */
    public void traced(RequestTrace newTrace) {
        trace = newTrace;
    }

    RequestTrace trace() {
        return trace;
    }

    /** How long it has waited for upstreams. */
    public UpstreamTime upstreamTime() {
        return upstreamTime;
    }

    /** The name of the upstream that answered last; empty when none did. */
    public Optional<String> upstream() {
        return Optional.ofNullable(upstream);
    }

    void answeredBy(String name) {
        upstream = name;
    }

    /** Tokens that models have read for it. */
    public long promptTokens() {
        return promptTokens.get();
    }

    /** Tokens that models have written for it. */
    public long completionTokens() {
        return completionTokens.get();
    }

    /** Adds the tokens of one call of a model. */
    void count(String model, Usage usage) {
        models.merge(model, usage, Usage::plus);
        promptTokens.addAndGet(usage.promptTokens());
        completionTokens.addAndGet(usage.completionTokens());
    }

    /** A call got no tokens. */
    void refused(Throwable why) {
        if (why instanceof ApiException known) {
            refusal = known.code();
        }
    }

    /** A call of a model is sent; {@link #callEnded} ends it. */
    void callBegan() {
        reachedModel = true;
        running.incrementAndGet();
        if (priority == Priority.INTERACTIVE) {
            admission.batches().interactiveBegan();
        }
    }

    void callEnded() {
        if (priority == Priority.INTERACTIVE) {
            admission.batches().interactiveEnded();
        }
        endIfNothingRuns();
    }

    /**
     * Makes room for the caller's next request: its answer is complete. A request that was refused before any model was
     * asked does not count among those of the minute.
     *
     * @param outcome {@code ok}, or the code of the error
     */
    void release(String outcome) {
        if (released.compareAndSet(false, true)) {
            admission.entry().leave(reachedModel || !outcome.equals(refusal));
            if (priority == Priority.BATCH) {
                admission.batches().left();
            }
        }
    }

    /** The request is over; it is audited when what it asked of models is counted. Without effect the second time. */
    void leave(int status, String outcome) {
        if (end.compareAndSet(null, new End(status, outcome))) {
            release(outcome);
            // What still runs for it runs for nobody.
            cancellation.cancel(Cancellation.clientGone());
            endIfNothingRuns();
        }
    }

    private void endIfNothingRuns() {
        End how = end.get();
        if (running.decrementAndGet() == 0 && how != null && audited.compareAndSet(false, true)) {
            admission.audit().record(toAuditRecord(how));
        }
    }

    private AuditRecord toAuditRecord(End how) {
        RequestRails rails = admission.rails();
        return new AuditRecord(
                admission.at(),
                requestId,
                caller.tenant(),
                caller.keyId(),
                operation,
                how.status(),
                how.outcome(),
                promptTokens.get(),
                completionTokens.get(),
                rails.fired(),
                rails.strongest().label(),
                (System.nanoTime() - startedNanos) / 1_000_000,
                caller.user(),
                models);
    }
}
