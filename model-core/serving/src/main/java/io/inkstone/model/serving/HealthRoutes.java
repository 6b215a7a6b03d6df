package io.inkstone.model.serving;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inkstone.protocol.Json;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Health in MicroProfile's JSON. Ready means that a token can be generated, by every model. */
final class HealthRoutes {

    private final ServedModels models;

    HealthRoutes(ServedModels models) {
        this.models = models;
    }

    void live(HttpServerResponse response) {
        write(response, Map.of());
    }

    void started(HttpServerResponse response) {
        write(response, Map.of("engines", models.isStarted()));
    }

    void ready(HttpServerResponse response) {
        Map<String, CompletableFuture<Boolean>> checks = new LinkedHashMap<>();
        for (ServedModel model : models.all()) {
            checks.put(model.name(), model.supervisor().isHealthy(model.queue()::isBusy));
        }
        models.embeddings()
                .ifPresent(service -> checks.put(
                        service.entry().name(),
                        CompletableFuture.completedFuture(
                                service.engine().whenUp().isDone())));
        CompletableFuture<Void> all = CompletableFuture.allOf(checks.values().toArray(new CompletableFuture<?>[0]));
        Future.fromCompletionStage(all).onComplete(done -> {
            Map<String, Boolean> results = new LinkedHashMap<>();
            checks.forEach((name, check) -> results.put(name, !check.isCompletedExceptionally() && check.join()));
            write(response, results);
        });
    }

    private static void write(HttpServerResponse response, Map<String, Boolean> checks) {
        boolean up = !checks.containsValue(false);
        ObjectNode body = Json.MAPPER.createObjectNode().put("status", up ? "UP" : "DOWN");
        ArrayNode array = body.putArray("checks");
        checks.forEach((name, ok) -> array.addObject().put("name", name).put("status", ok ? "UP" : "DOWN"));
        HttpReplies.json(response, up ? 200 : 503, body);
    }
}
