package io.inkstone.gateway.identity;

import com.nimbusds.jose.JWSAlgorithm;
import io.inkstone.orchestration.OnContext;
import io.inkstone.protocol.ApiException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** One issuer: verifies its tokens with the keys that are held. Thread-safe; never blocks. */
final class Issuer {

    /** Signatures that only the holder of a private key can make. */
    private static final Set<JWSAlgorithm> KNOWN = Set.of(
            JWSAlgorithm.RS256,
            JWSAlgorithm.RS384,
            JWSAlgorithm.RS512,
            JWSAlgorithm.PS256,
            JWSAlgorithm.PS384,
            JWSAlgorithm.PS512,
            JWSAlgorithm.ES256,
            JWSAlgorithm.ES384,
            JWSAlgorithm.ES512);

    private static final int MAX_WAITING = 64;
    private static final Duration LONGEST_LEEWAY = Duration.ofMinutes(10);

    /** Well below the time after which keys that were not fetched anew are not trusted. */
    private static final Duration LONGEST_REFRESH = Duration.ofHours(12);

    private final String name;
    private final List<String> audience;
    private final OidcSettings settings;
    private final Clock clock;
    private final IssuerKeys keys;
    private final ClaimMapping mapping;
    private final Set<JWSAlgorithm> algorithms;
    private final AtomicInteger waiting = new AtomicInteger();

    /**
     * @throws IllegalArgumentException when the settings cannot be used, with words for whoever configures
     */
    Issuer(Vertx vertx, OidcSettings settings, IssuerHttp http, Clock clock) {
        this.name = settings.issuer()
                .orElseThrow(() -> new IllegalArgumentException(
                        "the issuer is not set; expected its address, as tokens name it in iss"));
        this.audience = settings.audience()
                .orElseThrow(() -> new IllegalArgumentException(
                        "the audience is not set; expected what its tokens for the gateway have in aud"));
        this.settings = settings;
        this.clock = clock;
        this.mapping = new ClaimMapping(settings);
        this.algorithms = algorithms(settings.algorithms());
        this.keys = new IssuerKeys(vertx, name, settings, http);
        checkAddresses(name, settings);
        checkTimes(settings);
    }

    private static Set<JWSAlgorithm> algorithms(List<String> names) {
        Set<JWSAlgorithm> algorithms = new LinkedHashSet<>();
        for (String name : names) {
            algorithms.add(KNOWN.stream()
                    .filter(known -> known.getName().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("the algorithm '" + name
                            + "' is not taken; expected some of "
                            + String.join(
                                    ", ",
                                    KNOWN.stream()
                                            .map(JWSAlgorithm::getName)
                                            .sorted()
                                            .toList()))));
        }
        return Set.copyOf(algorithms);
    }

    private static void checkTimes(OidcSettings settings) {
        if (settings.leeway().isNegative() || settings.leeway().compareTo(LONGEST_LEEWAY) > 0) {
            throw new IllegalArgumentException(
                    "leeway is " + settings.leeway() + "; expected at most " + LONGEST_LEEWAY);
        }
        if (settings.keysRefresh().compareTo(LONGEST_REFRESH) > 0) {
            throw new IllegalArgumentException(
                    "keys-refresh is " + settings.keysRefresh() + "; expected at most " + LONGEST_REFRESH);
        }
    }

    private static void checkAddresses(String name, OidcSettings settings) {
        IssuerMetadata.checked(name, settings);
        settings.jwksUri().ifPresent(address -> IssuerMetadata.checked(address.toString(), settings));
        Optional<URI> endpoint = settings.permissions().tokenEndpoint();
        endpoint.ifPresent(address -> IssuerMetadata.checked(address.toString(), settings));
        boolean asks = !settings.permissions().resources().isEmpty();
        if (asks && settings.jwksUri().isPresent() && endpoint.isEmpty()) {
            throw new IllegalArgumentException("permissions need permissions.token-endpoint where jwks-uri is set,"
                    + " since the discovery document is not read then");
        }
    }

    void start() {
        keys.start();
    }

    /** As its tokens name it. */
    String name() {
        return name;
    }

    /** The client of the issuer that stands for the gateway. */
    String firstAudience() {
        return audience.get(0);
    }

    OidcSettings settings() {
        return settings;
    }

    Optional<IssuerMetadata> metadata() {
        return keys.metadata();
    }

    /** What tokens were verified under has to be this still; 0 when no keys are held. */
    long keysVersion() {
        return keys.held().map(IssuerKeys.Held::version).orElse(0L);
    }

    /**
     * Verifies a token of this issuer.
     *
     * @return at once, but for a token with an unknown key: that waits for the fetch that is under way, or due
     * @throws ApiException 401, 403, or 503 {@code issuer_unavailable}, thrown or by the future
     */
    Future<VerifiedToken> verify(AccessToken token) {
        token.checkHeader(algorithms);
        IssuerKeys.Held held = keys.held()
                .orElseThrow(() -> ApiException.unavailable(
                        "issuer_unavailable",
                        "The keys of the issuer '" + name
                                + "' are not known yet, so its tokens cannot be verified; try again.",
                        keys.retryAfterSeconds()));
        String keyId = token.header().getKeyID();
        Optional<SigningKey> key = held.find(keyId);
        if (key.isPresent()) {
            return Future.succeededFuture(verified(token, key.get(), held));
        }
        Future<IssuerKeys.Held> newer = keys.newer().orElseThrow(Issuer::unknownKey);
        if (waiting.incrementAndGet() > MAX_WAITING) {
            waiting.decrementAndGet();
            throw ApiException.unavailable(
                    "issuer_unavailable", "The keys of the issuer are being fetched anew; try again.", 1);
        }
        return OnContext.ofCaller(newer)
                .onComplete(done -> waiting.decrementAndGet())
                .otherwise(held)
                .map(found -> verified(token, found.find(keyId).orElseThrow(Issuer::unknownKey), found));
    }

    private static ApiException unknownKey() {
        return AccessToken.invalid("Its issuer has no such key (kid)");
    }

    private VerifiedToken verified(AccessToken token, SigningKey key, IssuerKeys.Held held) {
        if (!token.signedBy(key)) {
            throw AccessToken.invalid("Its signature does not fit");
        }
        token.checkClaims(audience, settings, clock);
        return new VerifiedToken(
                this, mapping.memberOf(token.claims()), token.expiresAt().plus(settings.leeway()), held.version());
    }
}
