package io.inkstone.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inkstone.gateway.state.ApiKey;
import io.inkstone.gateway.state.Tenant;
import io.inkstone.orchestration.Limits;
import io.inkstone.protocol.ApiException;
import io.inkstone.protocol.Json;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Tenants and keys, for those who run the system. */
final class AdminRoutes {

    private static final List<String> LIMITS =
            List.of("requests_per_minute", "tokens_per_minute", "concurrency", "tokens_per_day", "tokens_per_month");

    private final Directory directory;
    private final Bodies bodies;
    private final Admission admission;

    AdminRoutes(Directory directory, Bodies bodies, Admission admission) {
        this.directory = directory;
        this.bodies = bodies;
        this.admission = admission;
    }

    void mount(Router router) {
        router.get("/admin/v1/tenants")
                .handler(admission.asAdmin("admin.tenants"))
                .handler(this::listTenants);
        router.post("/admin/v1/tenants")
                .handler(admission.asAdmin("admin.tenants"))
                .handler(withBody(this::putTenant));
        router.get("/admin/v1/keys").handler(admission.asAdmin("admin.keys")).handler(this::listKeys);
        router.post("/admin/v1/keys").handler(admission.asAdmin("admin.keys")).handler(withBody(this::createKey));
        router.delete("/admin/v1/keys/:id")
                .handler(admission.asAdmin("admin.keys"))
                .handler(this::revokeKey);
    }

    private interface Action {
        /** Runs where it may block. */
        Answer run(ObjectNode body);
    }

    private record Answer(int status, ObjectNode body) {}

    private Handler<RoutingContext> withBody(Action action) {
        return ctx -> {
            Exchange.of(ctx).routed("/admin/v1");
            bodies.json(ctx)
                    .compose(body -> ctx.vertx().executeBlocking(() -> action.run(body), false))
                    .onSuccess(answer -> JsonAnswer.send(ctx, answer.status(), answer.body()))
                    .onFailure(cause -> ctx.fail(
                            cause instanceof IllegalArgumentException wrong
                                    ? ApiException.invalidRequest(
                                            "invalid_field", null, String.valueOf(wrong.getMessage()))
                                    : cause));
        };
    }

    private Answer putTenant(ObjectNode body) {
        refuseUnknown(body, Set.of("id", "limits", "models"));
        String id = text(body, "id");
        Set<String> models = new LinkedHashSet<>();
        JsonNode named = body.path("models");
        require(named.isMissingNode() || named.isArray(), "models", "a list of names of models");
        for (JsonNode model : named) {
            require(model.isTextual(), "models", "a list of names of models");
            models.add(model.asText());
        }
        boolean isNew = !directory.hasTenant(id);
        Tenant tenant = directory.putTenant(id, limits(body.path("limits")), models);
        return new Answer(isNew ? 201 : 200, describe(tenant));
    }

    private Answer createKey(ObjectNode body) {
        refuseUnknown(body, Set.of("tenant", "name"));
        String name = body.path("name").asText("");
        ApiKey.WithSecret made = directory.createKey(text(body, "tenant"), name, false);
        return new Answer(201, describe(made.key()).put("key", made.secret()));
    }

    private void revokeKey(RoutingContext ctx) {
        Exchange.of(ctx).routed("/admin/v1");
        String id = ctx.pathParam("id");
        Future<Boolean> revoked = ctx.vertx().executeBlocking(() -> directory.revokeKey(id), false);
        revoked.onFailure(ctx::fail).onSuccess(found -> {
            if (found) {
                JsonAnswer.send(
                        ctx, 200, Json.MAPPER.createObjectNode().put("id", id).put("revoked", true));
            } else {
                ctx.fail(ApiException.notFound("key_not_found", "There is no key '" + id + "'."));
            }
        });
    }

    private void listTenants(RoutingContext ctx) {
        Exchange.of(ctx).routed("/admin/v1");
        JsonAnswer.sendList(
                ctx, directory.tenants().stream().map(AdminRoutes::describe).toList());
    }

    private void listKeys(RoutingContext ctx) {
        Exchange.of(ctx).routed("/admin/v1");
        JsonAnswer.sendList(
                ctx, directory.keys().stream().map(AdminRoutes::describe).toList());
    }

    static ObjectNode describe(Tenant tenant) {
        ObjectNode json = Json.MAPPER.createObjectNode().put("id", tenant.id());
        ObjectNode limits = json.putObject("limits");
        putLimit(limits, "requests_per_minute", tenant.limits().requestsPerMinute());
        putLimit(limits, "tokens_per_minute", tenant.limits().tokensPerMinute());
        putLimit(limits, "concurrency", tenant.limits().concurrency());
        putLimit(limits, "tokens_per_day", tenant.limits().tokensPerDay());
        putLimit(limits, "tokens_per_month", tenant.limits().tokensPerMonth());
        ArrayNode models = json.putArray("models");
        tenant.models().stream().sorted().forEach(models::add);
        return json.put("created_at", tenant.createdAt().toString());
    }

    static ObjectNode describe(ApiKey key) {
        return Json.MAPPER
                .createObjectNode()
                .put("id", key.id())
                .put("tenant", key.tenant())
                .put("name", key.name())
                .put("admin", key.admin())
                .put("created_at", key.createdAt().toString());
    }

    static Limits limits(JsonNode limits) {
        require(limits.isMissingNode() || limits.isObject(), "limits", "an object of limits");
        if (limits instanceof ObjectNode object) {
            refuseUnknown(object, Set.copyOf(LIMITS));
        }
        return new Limits(
                limit(limits, LIMITS.get(0)),
                limit(limits, LIMITS.get(1)),
                limit(limits, LIMITS.get(2)),
                limit(limits, LIMITS.get(3)),
                limit(limits, LIMITS.get(4)));
    }

    private static void require(boolean right, String field, String expected) {
        if (!right) {
            throw ApiException.invalidRequest(
                    "invalid_field", field, "The field '" + field + "' must be " + expected + ".");
        }
    }

    private static long limit(JsonNode limits, String name) {
        JsonNode value = limits.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return Limits.NONE;
        }
        if (!value.isIntegralNumber() || !value.canConvertToLong() || value.asLong() < 1) {
            throw ApiException.invalidRequest(
                    "invalid_field",
                    "limits." + name,
                    "The limit '" + name + "' must be a whole number of at least 1.");
        }
        return value.asLong();
    }

    static void putLimit(ObjectNode json, String name, long value) {
        if (value == Limits.NONE) {
            json.putNull(name);
        } else {
            json.put(name, value);
        }
    }

    private static String text(ObjectNode body, String name) {
        if (!body.path(name).isTextual()) {
            throw ApiException.invalidRequest(
                    body.has(name) ? "invalid_field" : "missing_field",
                    name,
                    "The field '" + name + "' must be a string.");
        }
        return body.path(name).asText();
    }

    private static void refuseUnknown(ObjectNode body, Set<String> known) {
        body.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                throw ApiException.invalidRequest(
                        "unknown_field",
                        name,
                        "There is no field '" + name + "' here; known are: "
                                + String.join(", ", known.stream().sorted().toList()) + ".");
            }
        });
    }
}
