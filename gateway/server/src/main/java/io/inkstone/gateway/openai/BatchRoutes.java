package io.inkstone.gateway.openai;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inkstone.gateway.edge.Admission;
import io.inkstone.gateway.edge.Bodies;
import io.inkstone.gateway.edge.Exchange;
import io.inkstone.gateway.edge.JsonAnswer;
import io.inkstone.gateway.edge.Routes;
import io.inkstone.gateway.files.Batch;
import io.inkstone.gateway.files.TenantBatches;
import io.inkstone.orchestration.Caller;
import io.inkstone.orchestration.ModelRing;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;

/** OpenAI's batches: the lines of a file, asked one after the other while nobody else waits. */
public final class BatchRoutes implements Routes {

    private static final int MOST_LISTED = 100;
    private static final int USUALLY_LISTED = 20;

    private final TenantBatches batches;
    private final Bodies bodies;
    private final Admission admission;
    /** What the lines of a batch ask, by its endpoint. */
    private final Map<String, String> operations;

    /**
     * @param ring of the models that the lines of a batch ask
     */
    public BatchRoutes(TenantBatches batches, ModelRing ring, Bodies bodies, Admission admission) {
        this.batches = batches;
        this.operations = OpenAiRoutes.operations(ring);
        this.bodies = bodies;
        this.admission = admission;
    }

    @Override
    public void mount(Router router) {
        for (String prefix : OpenAiRoutes.PREFIXES) {
            router.post(prefix + "/batches").handler(admission.as("batches")).handler(this::create);
            router.get(prefix + "/batches").handler(admission.as("batches")).handler(this::list);
            router.get(prefix + "/batches/:id")
                    .handler(admission.as("batches"))
                    .handler(ctx -> answer(ctx, find(ctx, "/v1/batches/{id}")));
            router.post(prefix + "/batches/:id/cancel")
                    .handler(admission.as("batches"))
                    .handler(ctx ->
                            answer(ctx, find(ctx, "/v1/batches/{id}/cancel").compose(batches::cancel)));
        }
    }

    private void create(RoutingContext ctx) {
        Caller caller = caller(ctx, "/v1/batches");
        answer(
                ctx,
                bodies.json(ctx)
                        .compose(body -> permitted(ctx, body))
                        .compose(body -> ctx.vertx().executeBlocking(() -> batches.create(caller, body), false)));
    }

    /** What its lines ask has to be permitted now, while the access token is at hand that the issuer is asked with. */
    private Future<ObjectNode> permitted(RoutingContext ctx, ObjectNode body) {
        String operation = operations.get(body.path("endpoint").asText());
        return operation == null
                ? Future.succeededFuture(body)
                : admission.authenticate(ctx, operation).map(caller -> body);
    }

    private void list(RoutingContext ctx) {
        String tenant = caller(ctx, "/v1/batches").tenant();
        String after = ctx.request().getParam("after");
        int limit = Paging.limit(ctx, USUALLY_LISTED, MOST_LISTED);
        ctx.vertx()
                .executeBlocking(() -> batches.list(tenant, after, limit + 1), false)
                .onSuccess(found ->
                        Paging.send(ctx, found.stream().map(Batch::toJson).toList(), limit))
                .onFailure(ctx::fail);
    }

    private Future<Batch> find(RoutingContext ctx, String route) {
        String tenant = caller(ctx, route).tenant();
        String id = ctx.pathParam("id");
        return ctx.vertx().executeBlocking(() -> batches.get(tenant, id), false);
    }

    private static void answer(RoutingContext ctx, Future<Batch> batch) {
        batch.onSuccess(found -> JsonAnswer.send(ctx, 200, found.toJson())).onFailure(ctx::fail);
    }

    private static Caller caller(RoutingContext ctx, String route) {
        Exchange exchange = Exchange.of(ctx);
        exchange.routed(route);
        return exchange.scope().caller();
    }
}
