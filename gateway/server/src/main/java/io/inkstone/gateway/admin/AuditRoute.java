package io.inkstone.gateway.admin;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inkstone.gateway.edge.Admission;
import io.inkstone.gateway.edge.Exchange;
import io.inkstone.gateway.edge.Routes;
import io.inkstone.gateway.state.AuditQuery;
import io.inkstone.gateway.state.AuditStore;
import io.inkstone.orchestration.AuditRecord;
import io.inkstone.protocol.Json;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** The audit records, for those who run the system. */
public final class AuditRoute implements Routes {

    /** Where the records are listed. */
    public static final String ROUTE = "/admin/v1/audit";

    private static final int USUAL = 100;
    private static final int MOST = 1000;
    private static final Set<String> FIELDS = Set.of("tenant", "key", "operation", "from", "to", "after", "limit");
    private static final List<String> COLUMNS = List.of(
            "id",
            "at",
            "request_id",
            "tenant",
            "key_id",
            "user",
            "operation",
            "models",
            "status",
            "outcome",
            "prompt_tokens",
            "completion_tokens",
            "verdict",
            "rails",
            "took_ms");

    private final AuditStore store;
    private final Admission admission;

    /**
     * @param store of the records
     */
    public AuditRoute(AuditStore store, Admission admission) {
        this.store = store;
        this.admission = admission;
    }

    @Override
    public void mount(Router router) {
        router.get(ROUTE).handler(admission.asAdmin("admin.audit")).handler(this::list);
    }

    private void list(RoutingContext ctx) {
        Exchange.of(ctx).routed(ROUTE);
        ctx.vertx()
                .executeBlocking(() -> table(store, QueryFields.in(ctx)), false)
                .onSuccess(table -> table.send(ctx))
                .onFailure(ctx::fail);
    }

    /** The records that are asked for; blocks. */
    public static Table table(AuditStore store, Map<String, String> asked) {
        QueryFields fields = new QueryFields(asked, FIELDS);
        int limit = (int) fields.number("limit", 1, MOST).orElse(USUAL);
        // One more than is wanted tells whether there are more.
        List<AuditStore.Entry> found = store.list(new AuditQuery(
                fields.text("tenant").orElse(null),
                fields.text("key").orElse(null),
                fields.text("operation").orElse(null),
                fields.moment("from").orElse(null),
                fields.moment("to").orElse(null),
                fields.number("after", 0, Long.MAX_VALUE),
                limit + 1));
        List<ObjectNode> rows =
                found.stream().limit(limit).map(AuditRoute::describe).toList();
        return new Table(COLUMNS, rows, found.size() > limit);
    }

    private static ObjectNode describe(AuditStore.Entry entry) {
        AuditRecord audited = entry.audited();
        ObjectNode json = Json.MAPPER
                .createObjectNode()
                .put("id", Long.toString(entry.id()))
                .put("at", audited.at().toString())
                .put("request_id", audited.requestId())
                .put("tenant", audited.tenant())
                .put("key_id", audited.keyId())
                .put("user", Objects.requireNonNullElse(audited.user(), ""))
                .put("operation", audited.operation())
                .put("status", audited.status())
                .put("outcome", audited.outcome())
                .put("prompt_tokens", audited.promptTokens())
                .put("completion_tokens", audited.completionTokens())
                .put("verdict", audited.verdict())
                .put("took_ms", audited.tookMillis());
        ArrayNode models = json.putArray("models");
        for (String model : entry.models().split(",", -1)) {
            if (!model.isEmpty()) {
                models.add(model);
            }
        }
        ObjectNode rails = json.putObject("rails");
        audited.rails().forEach(rails::put);
        return json;
    }
}
