package io.inkstone.model.serving;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.http.HttpServerResponse;
import java.util.function.ToDoubleFunction;

/** What {@code GET /metrics} shows: the work of each engine, and who waits for it. */
final class EngineMeters {

    private static final String MODEL = "gen_ai.request.model";

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    EngineMeters(ServedModels models) {
        models.all().forEach(this::show);
    }

    private void show(ServedModel model) {
        count(
                model,
                "inkstone.engine.read.tokens",
                "Tokens of prompts that an engine read, those of cancelled requests too; what it had read before is not among"
                        + " them.",
                EngineCounters::read);
        count(
                model,
                "inkstone.engine.written.tokens",
                "Tokens that an engine wrote, those of cancelled requests too.",
                EngineCounters::written);
        count(
                model,
                "inkstone.engine.stopped",
                "Generations that were stopped before their end: by a client that left, or at a stop text.",
                EngineCounters::stopped);
        Gauge.builder("inkstone.engine.waiting", model.queue(), RequestQueue::waiting)
                .description("Requests that wait for an engine.")
                .tag(MODEL, model.name())
                .strongReference(true)
                .register(registry);
    }

    private void count(ServedModel model, String name, String description, ToDoubleFunction<EngineCounters> value) {
        FunctionCounter.builder(name, model.supervisor().engine().counters(), value)
                .description(description)
                .tag(MODEL, model.name())
                .register(registry);
    }

    void send(HttpServerResponse response) {
        response.putHeader("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
                .end(registry.scrape());
    }
}
