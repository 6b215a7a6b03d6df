package io.inkstone.gateway;

import io.inkstone.orchestration.Caller;
import io.inkstone.orchestration.Cancellation;
import io.inkstone.orchestration.OperationRing;
import io.inkstone.orchestration.RequestScope;
import io.inkstone.orchestration.Standing;
import io.inkstone.protocol.ApiException;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** Finds out who calls and lets the request into the {@link OperationRing}; sets the time after which it is cancelled. */
final class Admission {

    private static final Pattern COMMA = Pattern.compile("\\s*,\\s*");
    private static final int MOST_CONFIRMED = 16;

    private final Directory directory;
    private final OperationRing ring;
    private final Duration requestTimeout;

    Admission(Directory directory, OperationRing ring, Duration requestTimeout) {
        this.directory = directory;
        this.ring = ring;
        this.requestTimeout = requestTimeout;
    }

    /** A handler for a route; {@code operation} is what the audit record says. */
    Handler<RoutingContext> as(String operation) {
        return ctx -> admit(ctx, operation, requestTimeout, scope -> ctx.next());
    }

    /** The same for callers that may administer the system. */
    Handler<RoutingContext> asAdmin(String operation) {
        return ctx -> {
            Caller caller = authenticate(ctx);
            if (!caller.rights().admin()) {
                throw ApiException.forbidden(
                        "admin_only", "Key " + caller.keyId() + " may not administer the system; use an admin key.");
            }
            enter(ctx, caller, operation, new Entered(requestTimeout, scope -> ctx.next()));
        };
    }

    /**
     * Lets a request in, and goes on with it on the same event loop: at once, unless it is counted elsewhere.
     *
     * @param timeout after which it is cancelled; zero for a connection that stays
     * @throws ApiException 401; whatever else keeps the request out fails it
     */
    void admit(RoutingContext ctx, String operation, Duration timeout, Consumer<RequestScope> then) {
        enter(ctx, authenticate(ctx), operation, new Entered(timeout, then));
    }

    private record Entered(Duration timeout, Consumer<RequestScope> then) {}

    private void enter(RoutingContext ctx, Caller caller, String operation, Entered entered) {
        Exchange exchange = Exchange.of(ctx);
        Future<RequestScope> entering = ring.admit(caller, exchange.requestId(), operation, confirmed(ctx));
        boolean waits = !entering.isComplete();
        if (waits) {
            // Until somebody listens to its body.
            ctx.request().pause();
        }
        entering.onSuccess(scope -> {
            if (exchange.isOver()) {
                ring.leave(
                        scope,
                        Cancellation.clientGone().status(),
                        Cancellation.clientGone().code());
                return;
            }
            exchange.admitted(scope);
            setTimer(ctx, scope, entered.timeout());
            try {
                entered.then().accept(scope);
            } catch (RuntimeException e) {
                ctx.fail(e);
            }
        });
        entering.onFailure(cause -> refuse(ctx, caller, cause));
        if (waits) {
            entering.onComplete(done -> ctx.request().resume());
        }
    }

    private void refuse(RoutingContext ctx, Caller caller, Throwable cause) {
        if (cause instanceof ApiException known && known.status() == 429) {
            ring.standing(caller).onComplete(standing -> {
                Exchange.of(ctx).refusedWith(standing.succeeded() ? standing.result() : Standing.UNLIMITED);
                ctx.fail(cause);
            });
        } else {
            ctx.fail(cause);
        }
    }

    private static void setTimer(RoutingContext ctx, RequestScope scope, Duration timeout) {
        if (!timeout.isZero()) {
            scope.mayTake(timeout);
            long timer = ctx.vertx()
                    .setTimer(timeout.toMillis(), fired -> scope.cancellation().cancel(timedOut(timeout)));
            ctx.addEndHandler(ended -> ctx.vertx().cancelTimer(timer));
        }
    }

    /** The rails whose question the caller has answered with yes. */
    private static Set<String> confirmed(RoutingContext ctx) {
        String header = ctx.request().getHeader("x-inkstone-confirm");
        return header == null
                ? Set.of()
                : new HashSet<>(List.of(COMMA.split(header.strip().toLowerCase(Locale.ROOT), MOST_CONFIRMED)));
    }

    private Caller authenticate(RoutingContext ctx) {
        String header = ctx.request().getHeader("authorization");
        if (header == null) {
            throw ApiException.unauthorized("No API key was sent; expected the header 'Authorization: Bearer ink_…'.");
        }
        if (!header.regionMatches(true, 0, "Bearer ", 0, 7)) {
            throw ApiException.unauthorized(
                    "The header 'Authorization' must be 'Bearer ' and an API key; other schemes are not known.");
        }
        return directory.authenticate(header.substring(7).trim());
    }

    private static ApiException timedOut(Duration timeout) {
        return ApiException.timeout(
                "request_timeout", "The request took longer than " + timeout.toSeconds() + " s and was stopped.");
    }
}
