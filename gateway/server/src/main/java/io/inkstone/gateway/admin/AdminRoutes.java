package io.inkstone.gateway.admin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inkstone.gateway.edge.Admission;
import io.inkstone.gateway.edge.Bodies;
import io.inkstone.gateway.edge.Exchange;
import io.inkstone.gateway.edge.JsonAnswer;
import io.inkstone.gateway.edge.Routes;
import io.inkstone.gateway.state.LimitsJson;
import io.inkstone.gateway.state.Tenant;
import io.inkstone.gateway.tenancy.Directory;
import io.inkstone.protocol.Json;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.util.Set;

/** Tenants, for those who run the system. */
public final class AdminRoutes implements Routes {

    private static final String TENANTS = "/admin/v1/tenants";

    private final Directory directory;
    private final Bodies bodies;
    private final Admission admission;

    /**
     * @param directory of the tenants and keys that are made and changed
     */
    public AdminRoutes(Directory directory, Bodies bodies, Admission admission) {
        this.directory = directory;
        this.bodies = bodies;
        this.admission = admission;
    }

    @Override
    public void mount(Router router) {
        router.get(TENANTS).handler(admission.asAdmin("admin.tenants")).handler(this::listTenants);
        router.post(TENANTS)
                .handler(admission.asAdmin("admin.tenants"))
                .handler(ctx -> AdminBody.handle(ctx, bodies, this::putTenant));
        new KeyRoutes(directory, bodies, admission).mount(router);
    }

    private AdminBody.Answer putTenant(AdminBody body) {
        body.refuseUnknown(Set.of("id", "limits", "models", "operations", "user_limits", "key_limits"));
        String id = body.text("id");
        boolean isNew = !directory.hasTenant(id);
        Tenant tenant = directory.putTenant(new Tenant(
                id,
                body.limits("limits"),
                body.names("models"),
                body.names("operations"),
                body.limits("user_limits"),
                body.limits("key_limits"),
                Instant.now()));
        return new AdminBody.Answer(isNew ? 201 : 200, describe(tenant));
    }

    private void listTenants(RoutingContext ctx) {
        Exchange.of(ctx).routed("/admin/v1");
        JsonAnswer.sendList(
                ctx, directory.tenants().stream().map(AdminRoutes::describe).toList());
    }

    /** A tenant as the routes show it. */
    public static ObjectNode describe(Tenant tenant) {
        ObjectNode json = Json.MAPPER.createObjectNode().put("id", tenant.id());
        json.set("limits", LimitsJson.describe(tenant.limits()));
        AdminBody.putNames(json, "models", tenant.models());
        AdminBody.putNames(json, "operations", tenant.operations());
        json.set("user_limits", LimitsJson.describe(tenant.userLimits()));
        json.set("key_limits", LimitsJson.describe(tenant.keyLimits()));
        return json.put("created_at", tenant.createdAt().toString());
    }
}
