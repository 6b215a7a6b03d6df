package io.inkstone.gateway;

import io.inkstone.gateway.settings.GatewaySettings;
import io.inkstone.gateway.settings.GatewayStartException;
import io.inkstone.orchestration.BreakerOptions;
import io.inkstone.orchestration.CacheScope;
import io.inkstone.orchestration.ModelRoute;
import io.inkstone.orchestration.RetryOptions;
import io.inkstone.orchestration.Upstream;
import io.inkstone.orchestration.UpstreamDirectory;
import io.inkstone.orchestration.UpstreamOptions;
import io.inkstone.orchestration.UpstreamTimeouts;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes upstreams, routes of models and the rule for retries from the {@link GatewaySettings}; all problems are told together. */
final class ConfiguredUpstreams {

    private static final String PREFIX = "inkstone.gateway.";

    private final GatewaySettings settings;
    private final List<String> problems = new ArrayList<>();

    private ConfiguredUpstreams(GatewaySettings settings) {
        this.settings = settings;
    }

    /** What the settings say. */
    record Plan(UpstreamDirectory directory, RetryOptions retry) {}

    /**
     * @param given upstreams that the starter of the gateway adds, ahead of those that are configured
     * @throws GatewayStartException naming every value that cannot be
     */
    static Plan plan(Vertx vertx, GatewaySettings settings, List<UpstreamOptions> given) {
        return new ConfiguredUpstreams(settings).plan(vertx, given);
    }

    private Plan plan(Vertx vertx, List<UpstreamOptions> given) {
        List<UpstreamOptions> all = new ArrayList<>();
        given.forEach(one -> all.add(one.withCacheScope(settings.promptCache())));
        settings.upstreams().forEach((name, one) -> add(all, valid("upstreams." + name, () -> upstream(name, one))));
        Map<String, ModelRoute> routes = new LinkedHashMap<>();
        settings.models().forEach((name, one) -> {
            ModelRoute route = valid("models." + name, () -> route(name, one));
            if (route != null) {
                routes.put(name, route);
            }
        });
        RetryOptions retry = valid("retry", this::retry);
        UpstreamDirectory directory = valid(
                "models",
                () -> new UpstreamDirectory(
                        all.stream().map(one -> new Upstream(vertx, one)).toList(),
                        settings.defaultModel(),
                        settings.defaultEmbeddingModel(),
                        routes));
        if (directory == null || retry == null || !problems.isEmpty()) {
            throw new GatewayStartException("The configuration is wrong: " + String.join("; ", problems), null);
        }
        return new Plan(directory, retry);
    }

    private UpstreamOptions upstream(String name, GatewaySettings.UpstreamSettings one) {
        Supplier<String> bearer =
                one.apiKey().<Supplier<String>>map(key -> () -> key).orElse(null);
        GatewaySettings.BreakerSettings breaker = one.breaker();
        return new UpstreamOptions(
                name,
                one.url(),
                bearer,
                one.maxConnections(),
                new UpstreamTimeouts(one.connectTimeout(), one.firstChunkTimeout(), one.idleTimeout(), one.timeout()),
                new BreakerOptions(
                        breaker.failureRatio(),
                        breaker.requestVolumeThreshold(),
                        breaker.delay(),
                        breaker.successThreshold()),
                one.cacheSalt() ? settings.promptCache() : CacheScope.ALL);
    }

    private static ModelRoute route(String name, GatewaySettings.ModelSettings one) {
        return new ModelRoute(
                one.targets().orElse(List.of()).stream()
                        .map(target -> new ModelRoute.Target(
                                target.upstream(), target.model().orElse(name), target.weight()))
                        .toList(),
                one.fallback().orElse(List.of()),
                one.hedgeAfter());
    }

    private RetryOptions retry() {
        GatewaySettings.RetrySettings retry = settings.retry();
        return new RetryOptions(
                retry.maxRetries(), retry.backOff(), retry.maxDelay(), retry.budgetRatio(), retry.budgetFloor());
    }

    private static void add(List<UpstreamOptions> all, @Nullable UpstreamOptions one) {
        if (one != null) {
            all.add(one);
        }
    }

    /** Null, and a problem more, when a value cannot be. */
    private <T> @Nullable T valid(String where, Supplier<T> made) {
        try {
            return made.get();
        } catch (IllegalArgumentException e) {
            problems.add(PREFIX + where + ": " + e.getMessage());
            return null;
        }
    }
}
