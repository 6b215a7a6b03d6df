package io.inkstone.gateway.edge;

import io.inkstone.gateway.telemetry.Meters;
import io.inkstone.gateway.telemetry.Telemetry;
import io.inkstone.orchestration.Cancellation;
import io.inkstone.orchestration.OperationRing;
import io.inkstone.orchestration.RequestScope;
import io.inkstone.protocol.ApiException;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/** The first handler of every request: its identifier, the headers of every answer, the bound on requests, its end. */
public final class FrontDoor implements Handler<RoutingContext> {

    private static final Pattern SANE_ID = Pattern.compile("[A-Za-z0-9._:-]{1,128}");

    private static final int SWITCHED = 101;

    private final int maxRequests;
    private final AtomicInteger running = new AtomicInteger();
    private final OperationRing ring;
    private final Meters meters;
    private final Telemetry telemetry;

    /**
     * @param maxRequests the most at one time; further ones are answered with 503
     */
    public FrontDoor(int maxRequests, OperationRing ring, Meters meters, Telemetry telemetry) {
        this.maxRequests = maxRequests;
        this.ring = ring;
        this.meters = meters;
        this.telemetry = telemetry;
    }

    @Override
    public void handle(RoutingContext ctx) {
        String inbound = ctx.request().getHeader("x-request-id");
        boolean sane = inbound != null && SANE_ID.matcher(inbound).matches();
        Exchange exchange = new Exchange(sane ? inbound : UUID.randomUUID().toString());
        exchange.attach(ctx);
        exchange.traced(telemetry.begin(
                ctx.request(), Meters.knownMethod(ctx.request().method().name())));
        ctx.response()
                .putHeader("x-request-id", exchange.requestId())
                .putHeader("x-content-type-options", "nosniff")
                .putHeader("x-frame-options", "DENY")
                .putHeader("referrer-policy", "no-referrer")
                .putHeader("cache-control", "no-store");
        exchange.whenFinishing(() -> release(exchange));
        ctx.addHeadersEndHandler(head -> begin(ctx, exchange));
        exchange.whenOver(status -> end(ctx, exchange, status));
        ctx.addEndHandler(ended -> exchange.over(
                ended.succeeded()
                        ? ctx.response().getStatusCode()
                        : Cancellation.clientGone().status()));
        if (running.incrementAndGet() > maxRequests) {
            ctx.fail(ApiException.unavailable(
                    "too_many_requests", "The gateway serves " + maxRequests + " requests already; try again.", 1));
            return;
        }
        ctx.next();
    }

    /** Called right before an answer's head goes out; the rest of a whole answer goes with it. */
    private void begin(RoutingContext ctx, Exchange exchange) {
        ctx.response().putHeader("x-inkstone-overhead-ms", exchange.overheadMillis());
        RateLimitHeaders.write(ctx.response(), exchange.standing());
        ctx.response().putHeader("x-inkstone-overhead-ms", exchange.overheadMillis());
        if (!ctx.response().isChunked() && ctx.response().getStatusCode() != SWITCHED) {
            exchange.finishing();
        }
    }

    private void release(Exchange exchange) {
        RequestScope scope = exchange.scopeOrNull();
        if (scope != null) {
            ring.release(scope, exchange.outcome());
        }
    }

    /** Called when the answer has left, or when its client has: then everything done for it is cancelled. */
    private void end(RoutingContext ctx, Exchange exchange, int status) {
        running.decrementAndGet();
        RequestScope scope = exchange.scopeOrNull();
        if (scope != null) {
            if (status == Cancellation.clientGone().status()) {
                exchange.failed(Cancellation.clientGone().code());
            }
            ring.leave(scope, status, exchange.outcome());
        }
        String method = Meters.knownMethod(ctx.request().method().name());
        meters.request(method, exchange.route(), status, exchange.tookNanos());
        telemetry.over(exchange.served(method, status), exchange.span());
    }
}
