package io.inkstone.launcher;

import com.fasterxml.jackson.databind.JsonNode;
import io.inkstone.protocol.Json;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** An organisation's identity provider, asked over HTTP as a client without a secret of its own. */
final class OAuthServer {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    private final String issuer;
    private final JsonNode metadata;

    private OAuthServer(String issuer, JsonNode metadata) {
        this.issuer = issuer;
        this.metadata = metadata;
    }

    /**
     * Reads an issuer's discovery document.
     *
     * @throws LaunchException when there is none, or it names another issuer
     */
    static OAuthServer discover(String issuer) {
        JsonNode metadata = get(withoutSlash(issuer) + "/.well-known/openid-configuration");
        String named = metadata.path("issuer").asText();
        if (!named.equals(issuer)) {
            throw new LaunchException("what is at " + issuer + " calls itself '" + named
                    + "'; expected the issuer's address exactly as it calls itself");
        }
        return new OAuthServer(issuer, metadata);
    }

    /** The first issuer that a gateway names (RFC 9728). */
    static String issuerOf(String gateway) {
        JsonNode named = get(withoutSlash(gateway) + "/.well-known/oauth-protected-resource")
                .path("authorization_servers")
                .path(0);
        if (!named.isTextual()) {
            throw new LaunchException("the gateway at " + gateway + " names no issuer; expected one in its settings"
                    + " (inkstone.gateway.oidc.issuer), or --issuer URL");
        }
        return named.asText();
    }

    String issuer() {
        return issuer;
    }

    /** The JSON that one of its endpoints answers, whatever the status: errors of OAuth are JSON too. */
    JsonNode post(String endpoint, Map<String, String> form) {
        JsonNode address = metadata.path(endpoint);
        if (!address.isTextual()) {
            throw new LaunchException("the issuer " + issuer + " has no " + endpoint
                    + "; expected one that knows device codes (RFC 8628)");
        }
        String body = form.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        HttpRequest.Builder request = HttpRequest.newBuilder(checked(address.asText()))
                .header("content-type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(body));
        return json(send(request), address.asText());
    }

    private static JsonNode get(String address) {
        HttpResponse<String> response = send(HttpRequest.newBuilder(checked(address)));
        if (response.statusCode() != 200) {
            throw new LaunchException(address + " answers with HTTP " + response.statusCode()
                    + "; expected an address of an issuer, or of a gateway");
        }
        return json(response, address);
    }

    private static HttpResponse<String> send(HttpRequest.Builder builder) {
        HttpRequest request =
                builder.timeout(TIMEOUT).header("accept", "application/json").build();
        try {
            return HTTP.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new LaunchException(
                    request.uri() + " does not answer (" + e.getClass().getSimpleName() + ")", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LaunchException("interrupted", e);
        }
    }

    private static JsonNode json(HttpResponse<String> response, String address) {
        try {
            return Json.MAPPER.readTree(response.body());
        } catch (IOException e) {
            throw new LaunchException(address + " answers with something that is not JSON", e);
        }
    }

    /** Tokens go to this machine, or through TLS. */
    private static URI checked(String address) {
        try {
            URI uri = URI.create(address);
            boolean safe = "https".equals(uri.getScheme())
                    || "http".equals(uri.getScheme()) && THIS_MACHINE.contains(String.valueOf(uri.getHost()));
            if (uri.getHost() != null && safe) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            // Said below.
        }
        throw new LaunchException("'" + address + "' is no safe address for signing in; expected one that begins with"
                + " https://, or is on this machine");
    }

    private static String withoutSlash(String address) {
        return address.replaceAll("/+$", "");
    }
}
