package io.inkstone.gateway.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.inkstone.gateway.identity.OidcSettings.PermissionSettings;
import io.inkstone.orchestration.OnContext;
import io.inkstone.protocol.ApiException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Asks an issuer whether a token may use a resource: User-Managed Access at the token endpoint, a decision for each token and
 * resource. Remembers the answer; requests side by side share one question. What cannot be asked is refused. Thread-safe;
 * never blocks.
 */
final class ResourcePermissions {

    private static final int MOST_REMEMBERED = 20_000;
    private static final Duration LONGEST_DENIAL = Duration.ofMinutes(1);
    private static final String GRANT = "urn:ietf:params:oauth:grant-type:uma-ticket";

    private record Decision(boolean permitted, Instant holdsUntil) {}

    private final IssuerHttp http;
    private final Clock clock;
    private final ConcurrentHashMap<String, Future<Decision>> asking = new ConcurrentHashMap<>();
    private final Cache<String, Decision> remembered = Caffeine.newBuilder()
            .maximumSize(MOST_REMEMBERED)
            .expireAfterWrite(Duration.ofHours(1))
            .executor(Runnable::run)
            .build();

    ResourcePermissions(IssuerHttp http, Clock clock) {
        this.http = http;
        this.clock = clock;
    }

    /**
     * Completes when a verified token may use an operation.
     *
     * @param hash stands for the token where it is remembered
     * @return fails with 403 {@code permission_denied}, or 503 {@code permission_unavailable} when the issuer did not say
     */
    Future<Void> require(VerifiedToken verified, String hash, String token, String operation) {
        Optional<String> resource = resource(verified.issuer().settings().permissions(), operation);
        if (resource.isEmpty()) {
            return Future.succeededFuture();
        }
        String key = hash + resource.get();
        Decision known = remembered.getIfPresent(key);
        Future<Decision> decision = known != null && clock.instant().isBefore(known.holdsUntil())
                ? Future.succeededFuture(known)
                : OnContext.ofCaller(shared(key, verified, token, resource.get()));
        return decision.map(said -> {
            if (!said.permitted()) {
                throw ApiException.forbidden(
                        "permission_denied",
                        "The issuer does not permit the resource '" + resource.get() + "' to this token, which '"
                                + operation + "' needs.");
            }
            return null;
        });
    }

    private static Optional<String> resource(PermissionSettings settings, String operation) {
        String own = settings.resources().get(operation);
        String others = settings.resources().get("*");
        return Optional.ofNullable(own != null ? own : others).map(name -> name.replace("{operation}", operation));
    }

    private Future<Decision> shared(String key, VerifiedToken verified, String token, String resource) {
        Promise<Decision> promise = Promise.promise();
        Future<Decision> running = asking.putIfAbsent(key, promise.future());
        if (running != null) {
            return running;
        }
        ask(verified, token, resource).onComplete(done -> {
            if (done.succeeded()) {
                remembered.put(key, done.result());
            }
            asking.remove(key);
            promise.handle(done);
        });
        return promise.future();
    }

    private Future<Decision> ask(VerifiedToken verified, String token, String resource) {
        PermissionSettings settings = verified.issuer().settings().permissions();
        URI endpoint =
                verified.issuer().metadata().map(IssuerMetadata::tokenEndpoint).orElse(null);
        if (endpoint == null) {
            return Future.failedFuture(unavailable());
        }
        String audience = settings.audience().orElseGet(verified.issuer()::firstAudience);
        String form = "grant_type=" + encoded(GRANT) + "&audience=" + encoded(audience) + "&permission="
                + encoded(resource) + "&response_mode=decision";
        return http.post(endpoint, token, form, settings.timeout())
                .map(reply -> decision(reply, verified, settings))
                .recover(cause -> Future.failedFuture(cause instanceof ApiException ? cause : unavailable()));
    }

    /** Only a clear yes permits; what is neither yes nor no is an issuer that does not work. */
    private Decision decision(IssuerHttp.Reply reply, VerifiedToken verified, PermissionSettings settings) {
        boolean permitted = reply.status() == 200 && reply.body().path("result").asBoolean(false);
        boolean denied = reply.status() == 403
                || reply.status() == 400
                || reply.status() == 401
                || (reply.status() == 200 && reply.body().has("result"));
        if (!permitted && !denied) {
            throw unavailable();
        }
        Duration longest =
                permitted || settings.remember().compareTo(LONGEST_DENIAL) < 0 ? settings.remember() : LONGEST_DENIAL;
        Instant latest = clock.instant().plus(longest);
        return new Decision(permitted, latest.isBefore(verified.endsAt()) ? latest : verified.endsAt());
    }

    private static ApiException unavailable() {
        return ApiException.unavailable(
                "permission_unavailable",
                "The issuer could not be asked whether this token may do that; try again.",
                1);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
