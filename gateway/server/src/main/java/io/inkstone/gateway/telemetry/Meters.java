package io.inkstone.gateway.telemetry;

import io.inkstone.orchestration.AttemptObservation;
import io.inkstone.orchestration.ModelObservation;
import io.inkstone.orchestration.Refusal;
import io.inkstone.orchestration.Upstream;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * What {@code GET /metrics} shows. OpenTelemetry's names for generative AI where they exist; no label holds anything that
 * a caller wrote.
 */
public final class Meters {

    private static final Duration[] LATENCIES = {
        Duration.ofMillis(5),
        Duration.ofMillis(25),
        Duration.ofMillis(100),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofSeconds(5),
        Duration.ofSeconds(20),
        Duration.ofSeconds(60)
    };

    /** What requests are told apart by; looking a timer up in the registry costs more than the rest of counting. */
    private record RequestKind(String method, String route, int status) {}

    private static final int MOST_ERROR_CODES = 64;

    private final Set<String> errorCodes = ConcurrentHashMap.newKeySet();
    private final ConcurrentHashMap<RequestKind, Timer> requests = new ConcurrentHashMap<>();
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    /** Begins with what the JVM says of itself. */
    public Meters() {
        new ClassLoaderMetrics().bindTo(registry);
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
    }

    /**
     * One HTTP request is over.
     *
     * @param method a known one
     */
    public void request(String method, String route, int status, long tookNanos) {
        requests.computeIfAbsent(
                        new RequestKind(method, route, status),
                        kind -> timer("http.server.request.duration", "How long requests took.")
                                .tags("http.request.method", method, "http.route", route)
                                .tag("http.response.status.code", Integer.toString(status))
                                .register(registry))
                .record(tookNanos, TimeUnit.NANOSECONDS);
    }

    /** One call of a model is over. */
    public void model(ModelObservation seen) {
        Tags tags = Tags.of("gen_ai.operation.name", seen.kind().operationName(), "gen_ai.request.model", seen.model());
        tokens(tags, "input", seen.usage().promptTokens());
        tokens(tags, "output", seen.usage().completionTokens());
        timer("gen_ai.server.request.duration", "How long calls of a model took.")
                .tags(tags)
                .tag("error.type", seen.error().map(this::known).orElse(""))
                .register(registry)
                .record(seen.took());
        seen.timeToFirstChunk()
                .ifPresent(time -> timer("gen_ai.server.time_to_first_token", "Until a stream's first chunk came.")
                        .tags(tags)
                        .register(registry)
                        .record(time));
    }

    /** A request or a call had no room. */
    public void refused(Refusal refusal) {
        Counter.builder("inkstone.quota.refusals")
                .description("Requests and calls of models that a limit held back.")
                .tags("limit", refusal.limit().key())
                .tag("account", refusal.account().kind().name().toLowerCase(Locale.ROOT))
                .register(registry)
                .increment();
    }

    /**
     * A connector counted something.
     *
     * @param labelledBy what the label is
     * @param label one of those that the connector declares
     */
    public void figure(String connector, String figure, String labelledBy, String label, long amount) {
        Counter.builder("inkstone." + connector.replace('-', '_') + "." + figure)
                .description("What connector '" + connector + "' counted as '" + figure + "', of all tenants.")
                .tag(labelledBy, label)
                .register(registry)
                .increment(amount);
    }

    /** One asking of an upstream is over. */
    public void attempt(AttemptObservation seen) {
        timer("inkstone.upstream.attempt.duration", "How long upstreams took, for each time that one was asked.")
                .tags(
                        "inkstone.upstream",
                        seen.upstream(),
                        "reason",
                        seen.reason().label())
                .tags("gen_ai.operation.name", seen.kind().operationName())
                .tag("error.type", seen.error().map(this::known).orElse(""))
                .register(registry)
                .record(seen.took());
    }

    /** Shows from now on whether an upstream is asked. */
    public void upstream(Upstream upstream) {
        Gauge.builder("inkstone.upstream.breaker.state", upstream, one -> switch (one.breakerState()) {
                    case CLOSED -> 0;
                    case HALF_OPEN -> 1;
                    case OPEN -> 2;
                })
                .description("Whether an upstream is asked: 0 as usual, 1 for trials, 2 not now.")
                .tag("inkstone.upstream", upstream.name())
                .strongReference(true)
                .register(registry);
    }

    /** Prometheus's text. */
    public String scrape() {
        return registry.scrape();
    }

    private void tokens(Tags tags, String type, int count) {
        DistributionSummary.builder("gen_ai.client.token.usage")
                .description("Tokens of calls of a model.")
                .tags(tags)
                .tag("gen_ai.token.type", type)
                .serviceLevelObjectives(16, 64, 256, 1024, 4096, 16384)
                .register(registry)
                .record(count);
    }

    private static Timer.Builder timer(String name, String description) {
        return Timer.builder(name).description(description).serviceLevelObjectives(LATENCIES);
    }

    /** An upstream may make codes up without end, and each is a row of its own for ever. */
    private String known(String code) {
        String told = ErrorCode.told(code);
        if (errorCodes.size() < MOST_ERROR_CODES) {
            errorCodes.add(told);
        }
        return errorCodes.contains(told) ? told : "_OTHER";
    }

    /** A method as labels have it: no label holds what a caller made up. */
    public static String knownMethod(String method) {
        return switch (method) {
            case "GET", "POST", "DELETE", "HEAD", "OPTIONS", "PUT", "PATCH" -> method;
            default -> "_OTHER";
        };
    }
}
