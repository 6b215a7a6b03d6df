package io.inkstone.lsp;

import java.net.URI;
import java.util.Optional;

/** Addresses a gateway may have. */
public final class GatewayAddress {

    /** What a message says was expected. */
    public static final String EXPECTED = "an address such as http://127.0.0.1:8080 or https://inkstone.example.org";

    private GatewayAddress() {}

    /** The address, when it is one of HTTP with a host. */
    public static Optional<URI> parse(String text) {
        try {
            URI uri = URI.create(text.strip());
            boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            return web && uri.getHost() != null && uri.getQuery() == null ? Optional.of(uri) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
