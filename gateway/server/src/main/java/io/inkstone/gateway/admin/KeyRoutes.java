package io.inkstone.gateway.admin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inkstone.gateway.edge.Admission;
import io.inkstone.gateway.edge.Bodies;
import io.inkstone.gateway.edge.Exchange;
import io.inkstone.gateway.edge.JsonAnswer;
import io.inkstone.gateway.edge.Routes;
import io.inkstone.gateway.state.ApiKey;
import io.inkstone.gateway.state.LimitsJson;
import io.inkstone.gateway.tenancy.Directory;
import io.inkstone.orchestration.Caller;
import io.inkstone.protocol.ApiException;
import io.inkstone.protocol.Json;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** API keys, for those who run the system. */
public final class KeyRoutes implements Routes {

    private static final String KEYS = "/admin/v1/keys";
    private static final String OPERATION = "admin.keys";
    private static final long LONGEST_OVERLAP_SECONDS = Duration.ofDays(30).toSeconds();
    private static final long USUAL_OVERLAP_SECONDS = Duration.ofHours(1).toSeconds();

    private final Directory directory;
    private final Bodies bodies;
    private final Admission admission;

    KeyRoutes(Directory directory, Bodies bodies, Admission admission) {
        this.directory = directory;
        this.bodies = bodies;
        this.admission = admission;
    }

    @Override
    public void mount(Router router) {
        router.get(KEYS).handler(admission.asAdmin(OPERATION)).handler(this::list);
        router.post(KEYS).handler(admission.asAdmin(OPERATION)).handler(this::create);
        router.delete(KEYS + "/:id").handler(admission.asAdmin(OPERATION)).handler(this::revoke);
        router.post(KEYS + "/:id/rotate").handler(admission.asAdmin(OPERATION)).handler(this::rotate);
    }

    private void list(RoutingContext ctx) {
        Exchange.of(ctx).routed("/admin/v1");
        JsonAnswer.sendList(
                ctx,
                directory.keys().stream().map(key -> describe(key, directory)).toList());
    }

    private void create(RoutingContext ctx) {
        Caller caller = Exchange.of(ctx).scope().caller();
        AdminBody.handle(ctx, bodies, body -> {
            body.refuseUnknown(Set.of("tenant", "name", "admin", "models", "operations", "limits", "expires_at"));
            String name = body.json().has("name") ? body.text("name") : "";
            boolean admin = body.flag("admin");
            ApiKey.Scope scope =
                    new ApiKey.Scope(body.names("models"), body.names("operations"), body.limits("limits"), end(body));
            requireWithin(caller, admin, scope);
            ApiKey.WithSecret made = directory.createKey(body.text("tenant"), name, admin, scope);
            return new AdminBody.Answer(201, describe(made.key(), directory).put("key", made.secret()));
        });
    }

    private void rotate(RoutingContext ctx) {
        Caller caller = Exchange.of(ctx).scope().caller();
        String id = ctx.pathParam("id");
        AdminBody.handle(ctx, bodies, body -> {
            body.refuseUnknown(Set.of("overlap_seconds"));
            long overlap = body.number("overlap_seconds", LONGEST_OVERLAP_SECONDS, USUAL_OVERLAP_SECONDS);
            ApiKey key = directory.key(id).orElseThrow(() -> unknown(id));
            requireWithin(caller, key.admin(), key.scope());
            Instant until = Instant.now().plusSeconds(overlap);
            ApiKey.WithSecret made =
                    directory.rotateKey(id, Duration.ofSeconds(overlap)).orElseThrow(() -> unknown(id));
            ObjectNode answer = describe(made.key(), directory).put("key", made.secret());
            return new AdminBody.Answer(200, answer.put("previous_key_until", until.toString()));
        });
    }

    private void revoke(RoutingContext ctx) {
        Exchange.of(ctx).routed("/admin/v1");
        String id = ctx.pathParam("id");
        Future<Boolean> revoked = ctx.vertx().executeBlocking(() -> directory.revokeKey(id), false);
        revoked.onFailure(ctx::fail).onSuccess(found -> {
            if (found) {
                JsonAnswer.send(
                        ctx, 200, Json.MAPPER.createObjectNode().put("id", id).put("revoked", true));
            } else {
                ctx.fail(unknown(id));
            }
        });
    }

    private static @Nullable Instant end(AdminBody body) {
        Instant end = body.moment("expires_at");
        if (end != null && !end.isAfter(Instant.now())) {
            throw AdminBody.wrong("expires_at", "a moment that is still to come");
        }
        return end;
    }

    /** Whoever may use only a part of the administration must not make, or take over, a key that may use more of it. */
    private static void requireWithin(Caller caller, boolean admin, ApiKey.Scope scope) {
        Set<String> own = caller.rights().operations();
        boolean within = own.isEmpty() || !scope.operations().isEmpty() && own.containsAll(scope.operations());
        if (admin && !within) {
            throw ApiException.forbidden(
                    "beyond_own_rights",
                    "Key " + caller.keyId() + " may only use "
                            + String.join(", ", own.stream().sorted().toList())
                            + ", so it cannot give out a key for administration that may use more.");
        }
    }

    private static ApiException unknown(String id) {
        return ApiException.notFound("key_not_found", "There is no key '" + id + "'.");
    }

    /** A key as the routes show it, without its secret. */
    public static ObjectNode describe(ApiKey key, Directory directory) {
        ApiKey.Scope scope = key.scope();
        ObjectNode json = Json.MAPPER
                .createObjectNode()
                .put("id", key.id())
                .put("tenant", key.tenant())
                .put("name", key.name())
                .put("admin", key.admin());
        AdminBody.putNames(json, "models", scope.models());
        AdminBody.putNames(json, "operations", scope.operations());
        json.set("limits", LimitsJson.describe(scope.limits()));
        Instant end = scope.expiresAt();
        return json.put("expires_at", end == null ? null : end.toString())
                .put(
                        "last_used_at",
                        directory.lastUse(key.id()).map(Instant::toString).orElse(null))
                .put("created_at", key.createdAt().toString());
    }
}
