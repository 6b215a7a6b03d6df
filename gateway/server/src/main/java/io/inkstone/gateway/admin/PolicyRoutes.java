package io.inkstone.gateway.admin;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inkstone.gateway.edge.Admission;
import io.inkstone.gateway.edge.Bodies;
import io.inkstone.gateway.edge.Exchange;
import io.inkstone.gateway.edge.JsonAnswer;
import io.inkstone.gateway.edge.Routes;
import io.inkstone.gateway.tenancy.Directory;
import io.inkstone.gateway.tenancy.Policies;
import io.inkstone.guardrails.Origin;
import io.inkstone.guardrails.PolicyException;
import io.inkstone.protocol.ApiException;
import io.inkstone.protocol.Json;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.List;

/** The tenants' policies, for those who run the system. */
public final class PolicyRoutes implements Routes {

    private static final String ROUTE = "/admin/v1/policies";
    private static final String YAML = "application/yaml";

    private final Policies policies;
    private final Directory directory;
    private final Bodies bodies;
    private final Admission admission;

    /**
     * @param directory says which tenants there are
     */
    public PolicyRoutes(Policies policies, Directory directory, Bodies bodies, Admission admission) {
        this.policies = policies;
        this.directory = directory;
        this.bodies = bodies;
        this.admission = admission;
    }

    @Override
    public void mount(Router router) {
        router.get(ROUTE).handler(admission.asAdmin("admin.policies")).handler(this::list);
        router.get(ROUTE + "/:tenant")
                .handler(admission.asAdmin("admin.policies"))
                .handler(this::get);
        router.put(ROUTE + "/:tenant")
                .handler(admission.asAdmin("admin.policies"))
                .handler(this::put);
        router.delete(ROUTE + "/:tenant")
                .handler(admission.asAdmin("admin.policies"))
                .handler(this::delete);
    }

    private void list(RoutingContext ctx) {
        Exchange.of(ctx).routed(ROUTE);
        List<ObjectNode> entries = new ArrayList<>();
        policies.all()
                .forEach((tenant, policy) -> entries.add(
                        Json.MAPPER.createObjectNode().put("tenant", tenant).put("policy", policy)));
        JsonAnswer.sendList(ctx, entries);
    }

    private void get(RoutingContext ctx) {
        JsonAnswer.send(ctx, 200, describe(tenant(ctx)));
    }

    private void put(RoutingContext ctx) {
        String tenant = tenant(ctx);
        bodies.text(ctx, YAML, Policies.MOST_CHARACTERS)
                .compose(policy -> ctx.vertx()
                        .executeBlocking(
                                () -> {
                                    policies.put(tenant, policy);
                                    return describe(tenant);
                                },
                                false))
                .onSuccess(described -> JsonAnswer.send(ctx, 200, described))
                .onFailure(cause -> ctx.fail(
                        cause instanceof PolicyException wrong
                                ? ApiException.invalidRequest(
                                        "invalid_policy", null, String.valueOf(wrong.getMessage()))
                                : cause));
    }

    private void delete(RoutingContext ctx) {
        String tenant = tenant(ctx);
        Future<Boolean> removed = ctx.vertx().executeBlocking(() -> policies.remove(tenant), false);
        removed.onFailure(ctx::fail).onSuccess(found -> {
            if (found) {
                JsonAnswer.send(
                        ctx,
                        200,
                        Json.MAPPER.createObjectNode().put("tenant", tenant).put("deleted", true));
            } else {
                ctx.fail(ApiException.notFound(
                        "policy_not_found",
                        "Tenant '" + tenant + "' has no policy of its own; the standard one holds."));
            }
        });
    }

    /** What a tenant has written, and how long its rails may hold a stream back. */
    private ObjectNode describe(String tenant) {
        ObjectNode json = Json.MAPPER
                .createObjectNode()
                .put("tenant", tenant)
                .put("policy", policies.all().getOrDefault(tenant, ""));
        ArrayNode delays = json.putArray("stream_delays");
        policies.of(tenant).policy().guard("").delays(Origin.MODEL).forEach(delays::add);
        return json;
    }

    private String tenant(RoutingContext ctx) {
        Exchange.of(ctx).routed(ROUTE);
        String tenant = ctx.pathParam("tenant");
        if (!tenant.equals(Policies.ALL) && !directory.hasTenant(tenant)) {
            throw ApiException.notFound(
                    "tenant_not_found",
                    "There is no tenant '" + tenant + "'; GET /admin/v1/tenants lists them, '*' stands for all.");
        }
        return tenant;
    }
}
