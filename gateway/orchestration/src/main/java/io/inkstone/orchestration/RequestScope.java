package io.inkstone.orchestration;

import io.inkstone.guardrails.Finding;
import io.inkstone.guardrails.openai.RequestRails;
import io.inkstone.protocol.Usage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * One admitted request, from its admission by the {@link OperationRing} to its audit record. That an object of this class
 * exists proves that tenant and request limit have been checked. Thread-safe.
 */
public final class RequestScope {

    private final String requestId;
    private final Caller caller;
    private final String operation;
    private final Instant startedAt;
    private final RequestRails rails;
    private final long startedNanos = System.nanoTime();
    private final Cancellation cancellation = new Cancellation();
    private final AtomicLong promptTokens = new AtomicLong();
    private final AtomicLong completionTokens = new AtomicLong();
    private final ConcurrentHashMap<String, Usage> models = new ConcurrentHashMap<>();
    private final AtomicBoolean left = new AtomicBoolean();
    private final UpstreamTime upstreamTime = new UpstreamTime();
    private volatile RequestTrace trace = RequestTrace.NONE;
    private volatile @Nullable String upstream;
    private volatile Duration timeout = Duration.ofDays(1);

    RequestScope(String requestId, Caller caller, String operation, Instant startedAt, RequestRails rails) {
        this.requestId = Objects.requireNonNull(requestId);
        this.caller = Objects.requireNonNull(caller);
        this.operation = Objects.requireNonNull(operation);
        this.startedAt = Objects.requireNonNull(startedAt);
        this.rails = Objects.requireNonNull(rails);
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
        return rails.moderate(text);
    }

    /** Its guardrails. */
    RequestRails rails() {
        return rails;
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

    /** True once: for the one who ends the request. */
    boolean leave() {
        return left.compareAndSet(false, true);
    }

    AuditRecord toAuditRecord(int status, String outcome) {
        return new AuditRecord(
                startedAt,
                requestId,
                caller.tenant(),
                caller.keyId(),
                operation,
                status,
                outcome,
                promptTokens.get(),
                completionTokens.get(),
                rails.fired(),
                rails.strongest().label(),
                (System.nanoTime() - startedNanos) / 1_000_000,
                caller.user(),
                models);
    }
}
