package io.inkstone.gateway.identity;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where an issuer's keys and its token endpoint are, as its discovery document says.
 *
 * @param keys the address of its key set
 * @param tokenEndpoint where tokens and permissions are asked for; null when it is not known
 */
record IssuerMetadata(URI keys, @Nullable URI tokenEndpoint) {

    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "::1", "[::1]");

    /** Reads the discovery document, unless the settings make it needless. */
    static Future<IssuerMetadata> of(String named, OidcSettings settings, IssuerHttp http, Duration timeout) {
        Optional<URI> keys = settings.jwksUri();
        Optional<URI> asked = settings.permissions().tokenEndpoint();
        if (keys.isPresent()) {
            return Future.succeededFuture(new IssuerMetadata(keys.get(), asked.orElse(null)));
        }
        URI document = URI.create(withoutSlash(named) + "/.well-known/openid-configuration");
        return http.get(document, timeout).map(found -> {
            String issuer = found.path("issuer").asText();
            if (!issuer.equals(named)) {
                throw new IllegalStateException("its discovery document names another issuer, '" + issuer + "'");
            }
            URI listed = address(found, "jwks_uri", settings)
                    .orElseThrow(() -> new IllegalStateException("its discovery document names no jwks_uri"));
            return new IssuerMetadata(
                    listed,
                    asked.or(() -> address(found, "token_endpoint", settings)).orElse(null));
        });
    }

    /**
     * Refuses an address that would be asked in clear text over a network.
     *
     * @throws IllegalArgumentException with words for whoever configures
     */
    static URI checked(String address, OidcSettings settings) {
        try {
            URI uri = new URI(address);
            boolean web = uri.getHost() != null && ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()));
            if (!web) {
                throw new IllegalArgumentException(
                        "'" + address + "' is no address; expected one such as https://id.example.org/realms/acme");
            }
            if ("http".equals(uri.getScheme()) && !settings.allowPlainHttp() && !isLoopback(uri.getHost())) {
                throw new IllegalArgumentException("'" + address
                        + "' has no TLS and is not on this machine; use https, or set"
                        + " inkstone.gateway.oidc.allow-plain-http to true");
            }
            return uri;
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(
                    "'" + address + "' is no address; expected one such as https://id.example.org/realms/acme", e);
        }
    }

    private static Optional<URI> address(ObjectNode document, String name, OidcSettings settings) {
        return document.path(name).isTextual()
                ? Optional.of(checked(document.path(name).asText(), settings))
                : Optional.empty();
    }

    private static boolean isLoopback(String host) {
        return LOOPBACK.contains(host);
    }

    private static String withoutSlash(String issuer) {
        return issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer;
    }
}
