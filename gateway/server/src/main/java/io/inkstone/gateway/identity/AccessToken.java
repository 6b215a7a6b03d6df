package io.inkstone.gateway.identity;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.inkstone.protocol.ApiException;
import java.text.ParseException;
import java.time.Clock;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An access token that was taken apart and not believed yet: {@link #checkHeader}, its signature, {@link #checkClaims}, in this
 * order.
 */
final class AccessToken {

    private static final int MOST_CHARACTERS = 16 * 1024;
    private static final Set<String> HEADER_TYPES = Set.of("jwt", "at+jwt", "application/at+jwt");

    /** Claims that only other kinds of tokens have: identity, logout, security events. */
    private static final List<String> OF_OTHER_TOKENS = List.of("at_hash", "c_hash", "s_hash", "events");

    private final SignedJWT jwt;
    private final JWTClaimsSet claims;

    private AccessToken(SignedJWT jwt, JWTClaimsSet claims) {
        this.jwt = jwt;
        this.claims = claims;
    }

    /**
     * Takes a token apart.
     *
     * @throws ApiException 401 {@code invalid_token} when it is no signed JSON Web Token
     */
    static AccessToken parse(String text) {
        if (text.length() > MOST_CHARACTERS) {
            throw invalid("It has " + text.length() + " characters; at most " + MOST_CHARACTERS + " are taken");
        }
        try {
            SignedJWT jwt = SignedJWT.parse(text);
            return new AccessToken(jwt, jwt.getJWTClaimsSet());
        } catch (ParseException | IllegalArgumentException e) {
            throw invalid("It is no signed JSON Web Token");
        }
    }

    static boolean looksLikeOne(String text) {
        int first = text.indexOf('.');
        return first > 0 && text.indexOf('.', first + 1) > 0;
    }

    static ApiException invalid(String why) {
        return ApiException.unauthorized("invalid_token", "The access token is not taken: " + why + ".");
    }

    JWSHeader header() {
        return jwt.getHeader();
    }

    /** Who it says that has issued it; null when it does not say. */
    @Nullable
    String issuer() {
        return claims.getIssuer();
    }

    Map<String, Object> claims() {
        return claims.getClaims();
    }

    /** When it ends; it has to have been checked. */
    Instant expiresAt() {
        return claims.getExpirationTime().toInstant();
    }

    /** Refuses kinds of tokens and algorithms that are not taken, whoever signed them. */
    void checkHeader(Set<JWSAlgorithm> algorithms) {
        JWSHeader header = jwt.getHeader();
        if (!algorithms.contains(header.getAlgorithm())) {
            throw invalid(
                    "It is signed with '" + printable(header.getAlgorithm().getName()) + "'; expected one of "
                            + String.join(
                                    ", ",
                                    algorithms.stream()
                                            .map(JWSAlgorithm::getName)
                                            .sorted()
                                            .toList()));
        }
        if (header.getType() != null
                && !HEADER_TYPES.contains(header.getType().getType().toLowerCase(Locale.ROOT))) {
            throw invalid("Its header's 'typ' is '" + printable(header.getType().getType()) + "'; expected 'JWT' or"
                    + " 'at+jwt'");
        }
        if (header.getCriticalParams() != null) {
            throw invalid("Its header has 'crit', of which nothing is known here");
        }
    }

    boolean signedBy(SigningKey key) {
        return key.signed(jwt.getHeader(), jwt.getSigningInput(), jwt.getSignature());
    }

    /**
     * Refuses what its issuer has signed and not for here, or not for now.
     *
     * @throws ApiException 401 {@code invalid_token}, {@code token_expired}, {@code token_not_yet_valid},
     *     {@code wrong_audience} or {@code wrong_client}
     */
    void checkClaims(List<String> audience, OidcSettings settings, Clock clock) {
        checkTimes(clock.instant(), settings);
        checkKind();
        if (audience.stream().noneMatch(claims.getAudience()::contains)) {
            throw ApiException.unauthorized(
                    "wrong_audience",
                    "The access token is for "
                            + (claims.getAudience().isEmpty() ? "nobody" : quoted(claims.getAudience()))
                            + " (aud); expected " + quoted(audience)
                            + ". Let the identity provider add that audience to the client's tokens.");
        }
        String client = ClaimMapping.clientOf(claims.getClaims());
        if (!settings.authorizedParties().orElse(List.of(client)).contains(client)) {
            throw ApiException.unauthorized(
                    "wrong_client",
                    "The access token was issued to the client '" + printable(client) + "' (azp); expected "
                            + quoted(settings.authorizedParties().orElse(List.of())) + ".");
        }
    }

    private void checkTimes(Instant now, OidcSettings settings) {
        Date expires = claims.getExpirationTime();
        if (expires == null) {
            throw invalid("It never ends (exp)");
        }
        if (!now.isBefore(expires.toInstant().plus(settings.leeway()))) {
            throw ApiException.unauthorized(
                    "token_expired",
                    "The access token ended at " + expires.toInstant() + "; get a new one, e.g. with its refresh"
                            + " token.");
        }
        Instant latest = now.plus(settings.leeway());
        Date notBefore = claims.getNotBeforeTime();
        if (notBefore != null && notBefore.toInstant().isAfter(latest)) {
            throw ApiException.unauthorized(
                    "token_not_yet_valid",
                    "The access token holds from " + notBefore.toInstant() + " on (nbf), and here it is " + now
                            + "; compare the clocks.");
        }
        Date issued = claims.getIssueTime();
        if (issued != null && issued.toInstant().isAfter(latest)) {
            throw ApiException.unauthorized(
                    "token_not_yet_valid",
                    "The access token was issued at " + issued.toInstant() + " (iat), and here it is " + now
                            + "; compare the clocks.");
        }
    }

    /** An identity, refresh or logout token is signed by the same keys, and says nothing of access. */
    private void checkKind() {
        Object type = claims.getClaim("typ");
        if (type != null && !"bearer".equalsIgnoreCase(type.toString())) {
            throw invalid("It is a token of type '" + printable(type.toString()) + "' (typ); expected 'Bearer'");
        }
        for (String name : OF_OTHER_TOKENS) {
            if (claims.getClaim(name) != null) {
                throw invalid("It has the claim '" + name + "', as no access token has");
            }
        }
        if (claims.getClaim("cnf") != null) {
            throw invalid("It is bound to a key (cnf), which cannot be proven here; ask for a plain bearer token");
        }
    }

    private static String quoted(List<String> names) {
        return "'" + printable(String.join("', '", names)) + "'";
    }

    /** What may stand in a message and in a header. */
    private static String printable(String text) {
        String clipped = text.length() <= 200 ? text : text.substring(0, 200);
        return clipped.replaceAll("[^\\x20-\\x7e]", "?");
    }
}
