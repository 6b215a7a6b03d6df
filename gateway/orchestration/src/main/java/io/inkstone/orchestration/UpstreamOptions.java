package io.inkstone.orchestration;

import java.net.URI;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Where an OpenAI-compatible server is.
 *
 * @param name what messages call it, e.g. {@code local}
 * @param base its base address, http or https, as an OpenAI client wants it ({@code …/v1}); without a path, {@code /v1}
 *     is added
 * @param bearer gives the secret for each request, since it may change when the server restarts; null for none
 * @param maxConnections the most connections at the same time; as many requests again may wait for one
 * @param timeouts how long it may take
 * @param breaker when it is left alone
 * @param cacheScope who shares what it has read of prompts; {@link CacheScope#ALL} for a server that knows no {@code cache_salt}
 */
public record UpstreamOptions(
        String name,
        URI base,
        @Nullable Supplier<String> bearer,
        int maxConnections,
        UpstreamTimeouts timeouts,
        BreakerOptions breaker,
        CacheScope cacheScope) {

    /** As many streams at one time are held without anybody's setting anything. */
    private static final int USUAL_MAX_CONNECTIONS = 1024;

    /** Refuses addresses that are none, and makes the path whole. */
    public UpstreamOptions {
        Objects.requireNonNull(name);
        Objects.requireNonNull(timeouts);
        Objects.requireNonNull(breaker);
        Objects.requireNonNull(cacheScope);
        String scheme = base.getScheme();
        if (base.getHost() == null || !("http".equals(scheme) || "https".equals(scheme))) {
            throw new IllegalArgumentException("upstream '" + name + "' has the address '" + base
                    + "'; expected http://HOST:PORT/v1 or https://…");
        }
        if (maxConnections < 1) {
            throw new IllegalArgumentException("upstream '" + name + "' may have " + maxConnections + " connections");
        }
        String path = base.getPath() == null ? "" : base.getPath().replaceAll("/+$", "");
        base = URI.create(scheme + "://" + base.getRawAuthority() + (path.isEmpty() ? "/v1" : path));
    }

    /** A server with the usual limits. */
    public static UpstreamOptions of(String name, URI base, @Nullable Supplier<String> bearer) {
        return new UpstreamOptions(
                name,
                base,
                bearer,
                USUAL_MAX_CONNECTIONS,
                UpstreamTimeouts.USUAL,
                BreakerOptions.USUAL,
                CacheScope.ALL);
    }

    /** The same with another scope. */
    public UpstreamOptions withCacheScope(CacheScope scope) {
        return new UpstreamOptions(name, base, bearer, maxConnections, timeouts, breaker, scope);
    }

    boolean ssl() {
        return "https".equals(base.getScheme());
    }

    int port() {
        if (base.getPort() != -1) {
            return base.getPort();
        }
        return ssl() ? 443 : 80;
    }
}
