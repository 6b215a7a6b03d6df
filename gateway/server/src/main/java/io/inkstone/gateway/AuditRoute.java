package io.inkstone.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inkstone.gateway.state.AuditQuery;
import io.inkstone.gateway.state.AuditStore;
import io.inkstone.orchestration.AuditRecord;
import io.inkstone.protocol.Json;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** The audit records, for those who run the system. */
final class AuditRoute {

    static final String ROUTE = "/admin/v1/audit";

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

    AuditRoute(AuditStore store, Admission admission) {
        this.store = store;
        this.admission = admission;
    }

    void mount(Router router) {
        router.get(ROUTE).handler(admission.asAdmin("admin.audit")).handler(this::list);
    }

    private void list(RoutingContext ctx) {
        Exchange.of(ctx).routed(ROUTE);
        QueryFields fields = new QueryFields(ctx, FIELDS);
        int limit = (int) fields.number("limit", 1, MOST).orElse(USUAL);
        // One more than is wanted tells whether there are more.
        AuditQuery query = new AuditQuery(
                fields.text("tenant").orElse(null),
                fields.text("key").orElse(null),
                fields.text("operation").orElse(null),
                fields.moment("from").orElse(null),
                fields.moment("to").orElse(null),
                fields.number("after", 0, Long.MAX_VALUE),
                limit + 1);
        ctx.vertx()
                .executeBlocking(() -> store.list(query), false)
                .onSuccess(found -> answer(ctx, found.subList(0, Math.min(limit, found.size())), found.size() > limit))
                .onFailure(ctx::fail);
    }

    private static void answer(RoutingContext ctx, List<AuditStore.Entry> entries, boolean more) {
        List<ObjectNode> described = entries.stream().map(AuditRoute::describe).toList();
        if (CsvAnswer.wanted(ctx)) {
            ctx.response().putHeader("x-has-more", Boolean.toString(more));
            CsvAnswer.send(
                    ctx, COLUMNS, described.stream().map(AuditRoute::cells).toList());
            return;
        }
        ObjectNode list = Json.MAPPER.createObjectNode().put("object", "list");
        list.putArray("data").addAll(described);
        JsonAnswer.send(ctx, 200, list.put("has_more", more));
    }

    private static List<String> cells(ObjectNode described) {
        List<String> cells = new ArrayList<>();
        for (String column : COLUMNS) {
            JsonNode value = described.path(column);
            cells.add(value.isContainerNode() ? Json.write(value) : value.asText(""));
        }
        return cells;
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
