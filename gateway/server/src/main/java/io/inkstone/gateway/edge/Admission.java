package io.inkstone.gateway.edge;

import io.inkstone.gateway.identity.Callers;
import io.inkstone.gateway.identity.ProtectedResource;
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
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds out who calls and lets the request into the {@link OperationRing}; sets the time after which it is cancelled. */
public final class Admission {

    private static final Pattern COMMA = Pattern.compile("\\s*,\\s*");
    private static final int MOST_CONFIRMED = 16;

    private final Callers callers;
    private final PublicAddress address;
    private final OperationRing ring;
    private final Duration requestTimeout;

    /**
     * @param requestTimeout after which a request is cancelled
     */
    public Admission(Callers callers, PublicAddress address, OperationRing ring, Duration requestTimeout) {
        this.callers = callers;
        this.address = address;
        this.ring = ring;
        this.requestTimeout = requestTimeout;
    }

    /** A handler for a route; {@code operation} is what the audit record says. */
    public Handler<RoutingContext> as(String operation) {
        return as(ctx -> operation);
    }

    /** The same, where the request says what is asked. */
    public Handler<RoutingContext> as(Function<RoutingContext, String> operation) {
        return ctx -> next(ctx, admit(ctx, operation.apply(ctx), requestTimeout));
    }

    /** The same for a connection that stays, however long. */
    public Handler<RoutingContext> asConnection(Function<RoutingContext, String> operation) {
        return ctx -> next(ctx, admit(ctx, operation.apply(ctx), Duration.ZERO));
    }

    /** The same for callers that may administer the system. */
    public Handler<RoutingContext> asAdmin(String operation) {
        return ctx -> next(ctx, authenticate(ctx, operation).compose(caller -> {
            if (!caller.rights().admin()) {
                throw ApiException.forbidden(
                        "admin_only", "Key " + caller.keyId() + " may not administer the system; use an admin key.");
            }
            return enter(ctx, caller, operation, requestTimeout);
        }));
    }

    /**
     * Lets a request in.
     *
     * @return fails with 401, 403, 429, 499 or 503; completes at once where no other server has to be asked
     */
    public Future<RequestScope> admit(RoutingContext ctx, String operation) {
        return admit(ctx, operation, requestTimeout);
    }

    /** A timeout of zero stands for none. */
    private Future<RequestScope> admit(RoutingContext ctx, String operation, Duration timeout) {
        return authenticate(ctx, operation).compose(caller -> enter(ctx, caller, operation, timeout));
    }

    /** The first half: who calls, and whether its issuer permits the operation. */
    public Future<Caller> authenticate(RoutingContext ctx, String operation) {
        String header = credential(ctx);
        return callers.authenticate(header, operation).onFailure(cause -> {
            if (cause instanceof ApiException refused && refused.status() == 401) {
                String problem = header == null ? null : refused.getMessage();
                ctx.response()
                        .putHeader(
                                "www-authenticate",
                                ProtectedResource.challenge(
                                        address.of(ctx.request()), ctx.request().path(), problem));
            }
        });
    }

    /** Reads a body once it is known who calls. While that takes time, the body is not read, and so not lost. */
    public <T> Future<T> withCaller(RoutingContext ctx, String operation, Function<Caller, Future<T>> read) {
        Future<Caller> caller = authenticate(ctx, operation);
        if (caller.isComplete()) {
            return caller.compose(read);
        }
        ctx.request().pause();
        return caller.compose(
                found -> {
                    Future<T> reading = read.apply(found);
                    ctx.request().resume();
                    return reading;
                },
                refused -> {
                    ctx.request().resume();
                    return Future.failedFuture(refused);
                });
    }

    /** As Anthropic's clients send it, a key comes alone in a header of its own. */
    private static @Nullable String credential(RoutingContext ctx) {
        String header = ctx.request().getHeader("authorization");
        String bare = ctx.request().getHeader("x-api-key");
        return header == null && bare != null ? "Bearer " + bare : header;
    }

    /** The second half: whether there is room. Who went away before that is known gives it back. */
    private Future<RequestScope> enter(RoutingContext ctx, Caller caller, String operation, Duration timeout) {
        Exchange exchange = Exchange.of(ctx);
        return ring.admit(caller, exchange.requestId(), operation, confirmed(ctx))
                .compose(
                        scope -> {
                            if (exchange.isOver()) {
                                ApiException gone = Cancellation.clientGone();
                                ring.leave(scope, gone.status(), gone.code());
                                return Future.failedFuture(gone);
                            }
                            exchange.admitted(scope);
                            setTimer(ctx, scope, timeout);
                            return Future.succeededFuture(scope);
                        },
                        cause -> refused(exchange, caller, cause));
    }

    /** A caller that has no room is told what is left to it. */
    private Future<RequestScope> refused(Exchange exchange, Caller caller, Throwable cause) {
        if (!(cause instanceof ApiException known) || known.status() != 429) {
            return Future.failedFuture(cause);
        }
        return ring.standing(caller).transform(standing -> {
            exchange.refusedWith(standing.succeeded() ? standing.result() : Standing.UNLIMITED);
            return Future.failedFuture(cause);
        });
    }

    private static void setTimer(RoutingContext ctx, RequestScope scope, Duration timeout) {
        if (!timeout.isZero()) {
            scope.mayTake(timeout);
            long timer = ctx.vertx()
                    .setTimer(timeout.toMillis(), fired -> scope.cancellation().cancel(timedOut(timeout)));
            ctx.addEndHandler(ended -> ctx.vertx().cancelTimer(timer));
        }
    }

    /** Goes on when the request is let in. While that takes time, its body is not read, and so not lost. */
    private static void next(RoutingContext ctx, Future<RequestScope> admitted) {
        if (admitted.isComplete()) {
            goOn(ctx, admitted);
            return;
        }
        ctx.request().pause();
        admitted.onComplete(done -> {
            goOn(ctx, admitted);
            ctx.request().resume();
        });
    }

    private static void goOn(RoutingContext ctx, Future<RequestScope> admitted) {
        if (admitted.succeeded()) {
            ctx.next();
        } else {
            ctx.fail(admitted.cause());
        }
    }

    /** The rails whose question the caller has answered with yes. */
    private static Set<String> confirmed(RoutingContext ctx) {
        String header = ctx.request().getHeader("x-inkstone-confirm");
        return header == null
                ? Set.of()
                : new HashSet<>(List.of(COMMA.split(header.strip().toLowerCase(Locale.ROOT), MOST_CONFIRMED)));
    }

    private static ApiException timedOut(Duration timeout) {
        return ApiException.timeout(
                "request_timeout", "The request took longer than " + timeout.toSeconds() + " s and was stopped.");
    }
}
