package io.inkstone.gateway;

import io.inkstone.orchestration.Caller;
import io.inkstone.orchestration.OperationRing;
import io.inkstone.orchestration.RequestScope;
import io.inkstone.protocol.ApiException;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
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
        return ctx -> {
            admit(ctx, operation, requestTimeout);
            ctx.next();
        };
    }

    /** The same for callers that may administer the system. */
    Handler<RoutingContext> asAdmin(String operation) {
        return ctx -> {
            Caller caller = authenticate(ctx);
            if (!caller.rights().admin()) {
                throw ApiException.forbidden(
                        "admin_only", "Key " + caller.keyId() + " may not administer the system; use an admin key.");
            }
            enter(ctx, caller, operation, requestTimeout);
            ctx.next();
        };
    }

    /**
     * Lets a request in.
     *
     * @param timeout after which it is cancelled; zero for a connection that stays
     * @throws ApiException 401 or 429
     */
    RequestScope admit(RoutingContext ctx, String operation, Duration timeout) {
        return enter(ctx, authenticate(ctx), operation, timeout);
    }

    private RequestScope enter(RoutingContext ctx, Caller caller, String operation, Duration timeout) {
        Exchange exchange = Exchange.of(ctx);
        RequestScope scope = ring.admit(caller, exchange.requestId(), operation, confirmed(ctx));
        exchange.admitted(scope);
        if (!timeout.isZero()) {
            scope.mayTake(timeout);
            long timer = ctx.vertx()
                    .setTimer(timeout.toMillis(), fired -> scope.cancellation().cancel(timedOut(timeout)));
            ctx.addEndHandler(ended -> ctx.vertx().cancelTimer(timer));
        }
        return scope;
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
