package io.inkstone.gateway;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inkstone.orchestration.AuditRecord;
import io.inkstone.protocol.ApiException;
import io.inkstone.protocol.Json;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;

/** The newest audit records, for those who run the system. */
final class AuditRoute {

    private static final String ROUTE = "/admin/v1/audit";
    private static final int USUAL = 100;
    private static final int MOST = 1000;

    private final AuditLog audit;
    private final Admission admission;

    AuditRoute(AuditLog audit, Admission admission) {
        this.audit = audit;
        this.admission = admission;
    }

    void mount(Router router) {
        router.get(ROUTE).handler(admission.asAdmin("admin.audit")).handler(this::list);
    }

    private void list(RoutingContext ctx) {
        Exchange.of(ctx).routed(ROUTE);
        int limit = limit(ctx.request().getParam("limit"));
        ctx.vertx()
                .executeBlocking(() -> audit.newest(limit), false)
                .onSuccess(records -> JsonAnswer.sendList(
                        ctx, records.stream().map(AuditRoute::describe).toList()))
                .onFailure(ctx::fail);
    }

    private static int limit(@Nullable String asked) {
        if (asked == null) {
            return USUAL;
        }
        try {
            int limit = Integer.parseInt(asked);
            if (limit >= 1 && limit <= MOST) {
                return limit;
            }
        } catch (NumberFormatException e) {
            // Said below, as for a number out of bounds.
        }
        throw ApiException.invalidRequest(
                "invalid_value", "limit", "'limit' is '" + asked + "'; expected a number from 1 to " + MOST + ".");
    }

    private static ObjectNode describe(AuditRecord audited) {
        ObjectNode entry = Json.MAPPER
                .createObjectNode()
                .put("at", audited.at().toString())
                .put("request_id", audited.requestId())
                .put("tenant", audited.tenant())
                .put("key_id", audited.keyId())
                .put("operation", audited.operation())
                .put("status", audited.status())
                .put("outcome", audited.outcome())
                .put("prompt_tokens", audited.promptTokens())
                .put("completion_tokens", audited.completionTokens())
                .put("verdict", audited.verdict())
                .put("took_ms", audited.tookMillis());
        ObjectNode rails = entry.putObject("rails");
        audited.rails().forEach(rails::put);
        return entry;
    }
}
