package io.inkstone.gateway.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.inkstone.orchestration.Caller;
import io.inkstone.orchestration.OnContext;
import io.inkstone.protocol.ApiException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds out who sends a request, from its {@code Authorization} header: an API key, or an access token of a configured issuer.
 * Tokens that hold are remembered by their hash, so that a signature is verified once. Thread-safe; never blocks.
 */
public final class Callers {

    private static final String KEY_PREFIX = "ink_";
    private static final int MOST_REMEMBERED = 10_000;
    private static final Duration LONGEST_REMEMBERED = Duration.ofHours(1);

    private final Vertx vertx;
    private final Tenants tenants;
    private final Clock clock;
    private final Map<String, Issuer> issuers = new LinkedHashMap<>();
    private final ResourcePermissions permissions;
    private final Cache<String, VerifiedToken> remembered = Caffeine.newBuilder()
            .maximumSize(MOST_REMEMBERED)
            .expireAfterWrite(LONGEST_REMEMBERED)
            .executor(Runnable::run)
            .build();

    /**
     * Callers of these tenants; begins to fetch the issuers' keys, and does not wait for them.
     *
     * @param settings the issuers, by the name that they are configured under; one without issuer and audience is none
     * @throws IllegalArgumentException when the settings cannot be used: all that is wrong with them
     */
    public Callers(Vertx vertx, Map<String, OidcSettings> settings, Tenants tenants, Clock clock) {
        this.vertx = vertx;
        this.tenants = tenants;
        this.clock = clock;
        IssuerHttp http = new IssuerHttp(vertx);
        this.permissions = new ResourcePermissions(http, clock);
        List<String> problems = new ArrayList<>();
        Map<String, OidcSettings> configured = new LinkedHashMap<>(settings);
        configured
                .values()
                .removeIf(one -> one.issuer().isEmpty() && one.audience().isEmpty());
        configured.forEach((name, one) -> {
            try {
                if (configured.size() > 1 && one.tenants().allowed().isEmpty()) {
                    throw new IllegalArgumentException("there are several issuers, so each has to say in"
                            + " tenants.allowed for which tenants it may speak, '*' for all");
                }
                Issuer issuer = new Issuer(vertx, one, http, clock);
                if (issuers.put(issuer.name(), issuer) != null) {
                    throw new IllegalArgumentException("the issuer '" + issuer.name() + "' is there twice");
                }
            } catch (IllegalArgumentException e) {
                problems.add("inkstone.gateway.oidc, " + name + ": " + e.getMessage());
            }
        });
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", problems));
        }
        issuers.values().forEach(Issuer::start);
    }

    /** The issuers whose tokens are taken, as they name themselves. */
    public List<String> issuers() {
        return List.copyOf(issuers.keySet());
    }

    /** The scopes that clients should ask the issuers for. */
    public List<String> scopes() {
        return issuers.values().stream()
                .flatMap(issuer -> issuer.settings().scopes().orElse(List.of()).stream())
                .distinct()
                .toList();
    }

    /**
     * Who sends a request, and whether the issuer lets it use an operation. Completes at once, unless the issuer has to be
     * asked for a permission, a tenant has to be made, or a key is not known yet; then on the Vert.x context that calls this.
     *
     * @param header what {@code Authorization} says; null when it is not there
     * @param operation what is asked, as audit records name it
     * @return fails with an {@link ApiException}: 401 for a key or token that does not hold, 403 for one that may not, 503
     *     when the issuer cannot be asked
     */
    public Future<Caller> authenticate(@Nullable String header, String operation) {
        try {
            String credential = credential(header);
            if (credential.startsWith(KEY_PREFIX) || !AccessToken.looksLikeOne(credential)) {
                return Future.succeededFuture(tenants.keyHolder(credential));
            }
            String hash = hash(credential);
            Future<VerifiedToken> verified = verified(credential, hash);
            return verified.compose(token -> callerOf(token)
                    .compose(caller -> permissions
                            .require(token, hash, credential, operation)
                            .map(permitted -> caller)));
        } catch (ApiException e) {
            return Future.failedFuture(e);
        }
    }

    private static String credential(@Nullable String header) {
        if (header == null) {
            throw ApiException.unauthorized(
                    "No API key was sent; expected the header 'Authorization: Bearer ' and an API key (ink_...) or an"
                            + " access token.");
        }
        if (!header.regionMatches(true, 0, "Bearer ", 0, 7)) {
            throw ApiException.unauthorized(
                    "The header 'Authorization' must be 'Bearer ' and an API key or an access token; other schemes are"
                            + " not known.");
        }
        return header.substring(7).trim();
    }

    private Future<VerifiedToken> verified(String token, String hash) {
        VerifiedToken known = remembered.getIfPresent(hash);
        if (known != null && known.holds(clock.instant())) {
            return Future.succeededFuture(known);
        }
        AccessToken parsed = AccessToken.parse(token);
        String named = parsed.issuer();
        Issuer issuer = named == null ? null : issuers.get(named);
        if (issuer == null) {
            throw ApiException.unauthorized(
                    "unknown_issuer",
                    issuers.isEmpty()
                            ? "Access tokens are not taken here, since no issuer is configured"
                                    + " (inkstone.gateway.oidc.issuer); use an API key."
                            : "The access token's issuer (iss) is not one of those that are configured: "
                                    + String.join(", ", issuers.keySet()) + ".");
        }
        return issuer.verify(parsed).onSuccess(holds -> remembered.put(hash, holds));
    }

    private Future<Caller> callerOf(VerifiedToken token) {
        Member member = token.member();
        Optional<Caller> caller = tenants.caller(member);
        if (caller.isPresent()) {
            return Future.succeededFuture(caller.get());
        }
        if (!token.issuer().settings().autoCreateTenants()) {
            throw unknown(member);
        }
        Future<Void> made = vertx.executeBlocking(
                () -> {
                    tenants.create(member.tenant());
                    return null;
                },
                false);
        return OnContext.ofCaller(made).map(done -> tenants.caller(member).orElseThrow(() -> unknown(member)));
    }

    private static ApiException unknown(Member member) {
        return ApiException.forbidden(
                "tenant_unknown",
                "The access token names the tenant '" + member.tenant()
                        + "', which is not there; make it with POST /admin/v1/tenants, or set"
                        + " inkstone.gateway.oidc.auto-create-tenants to true.");
    }

    private static String hash(String token) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
            return new String(digest, StandardCharsets.ISO_8859_1);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
