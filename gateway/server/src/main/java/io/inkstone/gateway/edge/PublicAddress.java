package io.inkstone.gateway.edge;

import io.inkstone.gateway.settings.GatewayStartException;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import java.net.URI;
import java.util.Optional;
import java.util.regex.Pattern;

/** The gateway's own address, as its clients know it: as it is configured, else as the request names it. */
public record PublicAddress(Optional<URI> configured) {

    private static final Pattern HOST =
            Pattern.compile("[A-Za-z0-9._-]{1,253}|\\[[0-9A-Fa-f:.]{2,45}]|[0-9A-Fa-f:.]{2,45}");

    /**
     * @throws GatewayStartException when what is configured is no address
     */
    public PublicAddress {
        configured.ifPresent(address -> {
            boolean web = address.getHost() != null
                    && ("https".equals(address.getScheme()) || "http".equals(address.getScheme()));
            if (!web || address.getQuery() != null || address.getFragment() != null) {
                throw new GatewayStartException(
                        "The configuration is wrong: inkstone.gateway.public-address is '" + address
                                + "'; expected an address such as https://ai.example.org",
                        null);
            }
        });
    }

    /** Without a slash at the end. */
    public String of(HttpServerRequest request) {
        if (configured.isPresent()) {
            String address = configured.get().toString();
            return address.endsWith("/") ? address.substring(0, address.length() - 1) : address;
        }
        HostAndPort authority = request.authority();
        boolean sane = authority != null && HOST.matcher(authority.host()).matches();
        String host = sane ? authority.toString() : "localhost";
        return (request.isSSL() ? "https://" : "http://") + host;
    }
}
