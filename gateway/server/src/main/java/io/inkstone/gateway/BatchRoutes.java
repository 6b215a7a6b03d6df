package io.inkstone.gateway;

import io.inkstone.gateway.files.Batch;
import io.inkstone.gateway.files.TenantBatches;
import io.inkstone.orchestration.Caller;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/** OpenAI's batches: the lines of a file, asked one after the other while nobody else waits. */
final class BatchRoutes {

    private static final int MOST_LISTED = 100;
    private static final int USUALLY_LISTED = 20;

    private final TenantBatches batches;
    private final Bodies bodies;
    private final Admission admission;

    BatchRoutes(TenantBatches batches, Bodies bodies, Admission admission) {
        this.batches = batches;
        this.bodies = bodies;
        this.admission = admission;
    }

    void mount(Router router) {
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
                        .compose(body -> ctx.vertx()
                                .executeBlocking(() -> batches.create(caller.tenant(), caller.keyId(), body), false)));
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
