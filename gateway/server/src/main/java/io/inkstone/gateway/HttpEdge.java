package io.inkstone.gateway;

import io.inkstone.gateway.admin.AdminRoutes;
import io.inkstone.gateway.admin.AuditRoute;
import io.inkstone.gateway.admin.BackupRoute;
import io.inkstone.gateway.admin.FigureRoutes;
import io.inkstone.gateway.admin.PolicyRoutes;
import io.inkstone.gateway.admin.UsageRoutes;
import io.inkstone.gateway.connectors.ConnectorRoutes;
import io.inkstone.gateway.console.HealthRoutes;
import io.inkstone.gateway.console.WellKnownRoutes;
import io.inkstone.gateway.edge.Admission;
import io.inkstone.gateway.edge.AllowedMethods;
import io.inkstone.gateway.edge.Bodies;
import io.inkstone.gateway.edge.Routes;
import io.inkstone.gateway.mcp.McpRoute;
import io.inkstone.gateway.openai.BatchRoutes;
import io.inkstone.gateway.openai.FileRoutes;
import io.inkstone.gateway.openai.OpenAiRoutes;
import io.inkstone.gateway.settings.GatewaySettings;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.CorsHandler;
import java.util.List;
import java.util.Set;

/** All routes of the gateway on one page. */
final class HttpEdge {

    private HttpEdge() {}

    static Router router(Vertx vertx, GatewayParts parts) {
        GatewaySettings.LimitSettings limits = parts.settings().limits();
        Bodies bodies = parts.bodies();
        Admission admission =
                new Admission(parts.callers(), parts.address(), parts.operationRing(), limits.requestTimeout());

        Router router = Router.router(vertx);
        AllowedMethods failures = new AllowedMethods();
        router.route().handler(parts.frontDoor()).failureHandler(failures);
        addCors(router, parts.settings().corsOrigins().orElse(List.of()));

        routes(parts, bodies, admission).forEach(routes -> routes.mount(router));
        for (int status : List.of(400, 404, 405, 500)) {
            router.errorHandler(status, failures);
        }
        failures.read(router);
        return router;
    }

    private static List<Routes> routes(GatewayParts parts, Bodies bodies, Admission admission) {
        return List.of(
                parts.console(),
                parts.metrics(),
                new WellKnownRoutes(parts.callers(), parts.address()),
                new HealthRoutes(parts.readiness(), parts.modelRing(), parts.operationRing()),
                new OpenAiRoutes(parts.modelRing(), parts.upstreams(), bodies, admission),
                new ConnectorRoutes(parts.plugins(), parts.runner(), admission),
                new FileRoutes(parts.storage().files(), bodies, admission),
                new BatchRoutes(parts.storage().batches(), parts.modelRing(), bodies, admission),
                new McpRoute(parts.mcp(), parts.runner(), bodies, admission),
                new AdminRoutes(parts.directory(), bodies, admission),
                new AuditRoute(parts.state().audit(), admission),
                new UsageRoutes(parts.state().usage(), admission),
                new FigureRoutes(parts.state().figures(), parts.plugins(), admission),
                new BackupRoute(parts.state(), admission),
                new PolicyRoutes(parts.policies(), parts.directory(), bodies, admission));
    }

    private static void addCors(Router router, List<String> origins) {
        if (!origins.isEmpty()) {
            router.route()
                    .handler(CorsHandler.create()
                            .addOrigins(origins)
                            .allowedMethods(Set.of(HttpMethod.GET, HttpMethod.POST, HttpMethod.PUT, HttpMethod.DELETE))
                            .allowedHeaders(Set.of(
                                    "authorization",
                                    "content-type",
                                    "accept",
                                    "accept-language",
                                    "time-zone",
                                    "x-api-key",
                                    "anthropic-version",
                                    "anthropic-beta",
                                    "x-inkstone-confirm",
                                    "mcp-session-id",
                                    "mcp-protocol-version",
                                    "mcp-method",
                                    "mcp-name",
                                    "traceparent",
                                    "tracestate",
                                    "x-request-id"))
                            .exposedHeaders(Set.of(
                                    "x-request-id",
                                    "x-inkstone-overhead-ms",
                                    "x-inkstone-upstream",
                                    "retry-after",
                                    "www-authenticate",
                                    "content-disposition",
                                    "mcp-session-id",
                                    "x-ratelimit-limit-requests",
                                    "x-ratelimit-remaining-requests",
                                    "x-ratelimit-reset-requests",
                                    "x-ratelimit-limit-tokens",
                                    "x-ratelimit-remaining-tokens",
                                    "x-ratelimit-reset-tokens"))
                            .maxAgeSeconds(600));
        }
        // Not router.options(): a route for one method on every path would make every unknown path a 405.
        router.route().handler(ctx -> {
            if (ctx.request().method().equals(HttpMethod.OPTIONS)) {
                ctx.response().setStatusCode(204).end();
            } else {
                ctx.next();
            }
        });
    }
}
