package io.inkstone.gateway.edge;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inkstone.gateway.telemetry.RequestSpan;
import io.inkstone.gateway.telemetry.ServedRequest;
import io.inkstone.orchestration.RequestScope;
import io.inkstone.orchestration.Standing;
import io.inkstone.protocol.ApiException;
import io.vertx.ext.web.RoutingContext;
import java.math.BigDecimal;
import java.util.function.Function;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** What the edge knows of one request beside the request itself. Lives on the request's event loop. */
public final class Exchange {

    private static final String KEY = Exchange.class.getName();

    private final String requestId;
    private final long startedNanos = System.nanoTime();
    private @Nullable RequestScope scope;
    private @Nullable RequestSpan span;
    private long bodyNanos;
    private @Nullable Long overheadNanos;
    private String outcome = "ok";
    private String route = "unmatched";
    private Standing refusedWith = Standing.UNLIMITED;
    private Runnable whenFinishing = () -> {};
    private @Nullable IntConsumer whenOver;
    private Function<ApiException, ObjectNode> errorForm = ApiException::toJson;

    Exchange(String requestId) {
        this.requestId = requestId;
    }

    /** The exchange of this request; every one has come through the {@link FrontDoor}. */
    public static Exchange of(RoutingContext ctx) {
        Exchange exchange = ctx.get(KEY);
        if (exchange == null) {
            throw new IllegalStateException("a request came past the front door");
        }
        return exchange;
    }

    void attach(RoutingContext ctx) {
        ctx.put(KEY, this);
    }

    /** How the request is named to its caller, in logs and to upstreams. */
    public String requestId() {
        return requestId;
    }

    long tookNanos() {
        return System.nanoTime() - startedNanos;
    }

    /** The admitted request; only behind {@link Admission}. */
    public RequestScope scope() {
        RequestScope admitted = scope;
        if (admitted == null) {
            throw new IllegalStateException("a route asks for a caller and is not behind the admission");
        }
        return admitted;
    }

    @Nullable
    RequestScope scopeOrNull() {
        return scope;
    }

    void admitted(RequestScope newScope) {
        scope = newScope;
        if (span != null) {
            newScope.traced(span);
        }
    }

    /** Its place in a trace, if it has one. */
    void traced(@Nullable RequestSpan newSpan) {
        span = newSpan;
    }

    @Nullable
    RequestSpan span() {
        return span;
    }

    /** Its body took so long to arrive, which is no overhead of the gateway. */
    void waitedForBody(long nanos) {
        bodyNanos += nanos;
    }

    /**
     * What the gateway itself has added by now, when the head of the answer is written, in milliseconds: the time since the
     * request came, less the waits for its body and for upstreams.
     */
    String overheadMillis() {
        RequestScope admitted = scope;
        long upstreamNanos = admitted == null ? 0 : admitted.upstreamTime().nanos();
        long own = Math.max(0, tookNanos() - bodyNanos - upstreamNanos);
        overheadNanos = own;
        return BigDecimal.valueOf(own / 1000, 3).toPlainString();
    }

    /** What telemetry is told at the end. */
    ServedRequest served(String method, int status) {
        return new ServedRequest(requestId, method, route, status, outcome, tookNanos(), overheadNanos, scope);
    }

    /** What the caller has left, where that is known. */
    Standing standing() {
        return scope == null ? refusedWith : scope.standing();
    }

    /** The request is not let in. */
    void refusedWith(Standing standing) {
        refusedWith = standing;
    }

    /** What to do before the last byte of the answer goes out. */
    void whenFinishing(Runnable action) {
        whenFinishing = action;
    }

    /** To be called before the last byte of a stream goes out; for a whole answer it is called when its head does. */
    public void finishing() {
        whenFinishing.run();
    }

    /** {@code ok}, or the code of the error. */
    String outcome() {
        return outcome;
    }

    /** Notes the code of the error that it ends with. */
    public void failed(String code) {
        outcome = code;
    }

    /** An error as the body of an answer; OpenAI's shape, unless the route speaks another protocol. */
    ObjectNode body(ApiException error) {
        return errorForm.apply(error);
    }

    /** From now on errors have this form. */
    public void errorsAs(Function<ApiException, ObjectNode> form) {
        errorForm = form;
    }

    /** The pattern of the route, for metrics. */
    String route() {
        return route;
    }

    /** Notes the pattern of the route; no label holds what a caller made up. */
    public void routed(String pattern) {
        route = pattern;
    }

    /** What to do, with the status of the answer, when the exchange is over. */
    void whenOver(IntConsumer action) {
        whenOver = action;
    }

    /** Whether the answer has left, or its client has. */
    boolean isOver() {
        return whenOver == null;
    }

    /** Ends the exchange; without effect the second time. */
    public void over(int status) {
        IntConsumer action = whenOver;
        whenOver = null;
        if (action != null) {
            action.accept(status);
        }
    }
}
