package io.inkstone.gateway.admin;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inkstone.gateway.edge.Admission;
import io.inkstone.gateway.edge.Exchange;
import io.inkstone.gateway.edge.JsonAnswer;
import io.inkstone.gateway.edge.Routes;
import io.inkstone.gateway.state.LimitsJson;
import io.inkstone.gateway.state.UsageGroup;
import io.inkstone.gateway.state.UsageQuery;
import io.inkstone.gateway.state.UsageRow;
import io.inkstone.gateway.state.UsageStore;
import io.inkstone.orchestration.Account;
import io.inkstone.orchestration.Caller;
import io.inkstone.orchestration.Limits;
import io.inkstone.protocol.Json;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * What was used: for a caller the sums of its tenant and what is left of its own limits, for those who run the system all of it.
 * A caller sees no other key's or user's part, which is a person's.
 */
public final class UsageRoutes implements Routes {

    /** Where those who run the system read it. */
    public static final String ADMIN = "/admin/v1/usage";

    private static final String OWN = "/v1/usage";
    private static final List<String> NUMBERS =
            List.of("requests", "failed", "prompt_tokens", "completion_tokens", "tokens");

    private final UsageStore store;
    private final Admission admission;
    private final Clock clock = Clock.systemUTC();

    /**
     * @param store of the sums
     */
    public UsageRoutes(UsageStore store, Admission admission) {
        this.store = store;
        this.admission = admission;
    }

    @Override
    public void mount(Router router) {
        router.get(OWN).handler(admission.as("usage")).handler(this::own);
        router.get(ADMIN).handler(admission.asAdmin("admin.usage")).handler(this::all);
    }

    private void own(RoutingContext ctx) {
        Exchange.of(ctx).routed(OWN);
        new QueryFields(QueryFields.in(ctx), Set.of());
        Caller caller = Exchange.of(ctx).scope().caller();
        ctx.vertx()
                .executeBlocking(() -> describe(caller, LocalDate.now(clock)), false)
                .onSuccess(usage -> JsonAnswer.send(ctx, 200, usage))
                .onFailure(ctx::fail);
    }

    private ObjectNode describe(Caller caller, LocalDate today) {
        Map<UsageGroup, String> tenant = Map.of(UsageGroup.TENANT, caller.tenant());
        LocalDate month = today.withDayOfMonth(1);
        ObjectNode json = Json.MAPPER.createObjectNode().put("object", "usage").put("tenant", caller.tenant());
        json.set("today", describe(sum(today, today, tenant)));
        json.set("month", describe(sum(month, today, tenant)));
        addGroups(json.putArray("by_model"), month, today, tenant, UsageGroup.MODEL);
        addGroups(json.putArray("by_operation"), month, today, tenant, UsageGroup.OPERATION);
        ArrayNode limits = json.putArray("limits");
        for (Account account : caller.accounts()) {
            limits.add(limits(account, caller, today));
        }
        return json;
    }

    private UsageRow sum(LocalDate from, LocalDate to, Map<UsageGroup, String> only) {
        return store.of(new UsageQuery(from, to, only, List.of(), 1)).get(0);
    }

    private void addGroups(ArrayNode array, LocalDate from, LocalDate to, Map<UsageGroup, String> only, UsageGroup by) {
        store.of(new UsageQuery(from, to, only, List.of(by), Table.MOST_ROWS)).forEach(row -> array.add(describe(row)));
    }

    /** An account's limits, and how many tokens of the day and the month are left. */
    private ObjectNode limits(Account account, Caller caller, LocalDate today) {
        Map<UsageGroup, String> only = switch (account.kind()) {
            case TENANT -> Map.of(UsageGroup.TENANT, caller.tenant());
            case KEY -> Map.of(UsageGroup.TENANT, caller.tenant(), UsageGroup.KEY, caller.keyId());
            case USER ->
                Map.of(
                        UsageGroup.TENANT,
                        caller.tenant(),
                        UsageGroup.USER,
                        Objects.requireNonNullElse(caller.user(), ""));
        };
        Limits limits = account.limits();
        ObjectNode json = Json.MAPPER
                .createObjectNode()
                .put("account", account.kind().name().toLowerCase(Locale.ROOT));
        LimitsJson.put(json, "requests_per_minute", limits.requestsPerMinute());
        LimitsJson.put(json, "tokens_per_minute", limits.tokensPerMinute());
        LimitsJson.put(json, "concurrency", limits.concurrency());
        putLeft(json, "tokens_per_day", limits.tokensPerDay(), sum(today, today, only));
        putLeft(json, "tokens_per_month", limits.tokensPerMonth(), sum(today.withDayOfMonth(1), today, only));
        return json;
    }

    private static void putLeft(ObjectNode json, String name, long limit, UsageRow used) {
        LimitsJson.put(json, name, limit);
        long left = limit == Limits.NONE ? Limits.NONE : Math.max(0, limit - used.tokens());
        LimitsJson.put(json, name + "_left", left);
    }

    private void all(RoutingContext ctx) {
        Exchange.of(ctx).routed(ADMIN);
        ctx.vertx()
                .executeBlocking(() -> table(store, QueryFields.in(ctx), LocalDate.now(clock)), false)
                .onSuccess(table -> table.send(ctx))
                .onFailure(ctx::fail);
    }

    /** What was used, added up as it is asked for; blocks. */
    public static Table table(UsageStore store, Map<String, String> asked, LocalDate today) {
        QueryFields fields = new QueryFields(asked, Set.of("tenant", "from", "to", "group_by"));
        DaySpan days = DaySpan.of(fields, today);
        List<UsageGroup> by = groups(fields.text("group_by").orElse("tenant"));
        Map<UsageGroup, String> only =
                fields.text("tenant").map(id -> Map.of(UsageGroup.TENANT, id)).orElse(Map.of());
        List<UsageRow> rows = store.of(new UsageQuery(days.from(), days.to(), only, by, Table.MOST_ROWS + 1));
        Table.refuseMoreThanMost(rows.size());
        List<String> columns =
                new ArrayList<>(by.stream().map(UsageGroup::label).toList());
        columns.addAll(NUMBERS);
        return new Table(columns, rows.stream().map(UsageRoutes::describe).toList(), false);
    }

    private static List<UsageGroup> groups(String labels) {
        List<UsageGroup> groups = new ArrayList<>();
        for (String label : labels.split(",", -1)) {
            UsageGroup group = UsageGroup.of(label.strip())
                    .orElseThrow(() -> QueryFields.wrong(
                            "group_by",
                            labels,
                            "some of tenant, key, user, operation, model, day, with commas between"));
            if (!groups.contains(group)) {
                groups.add(group);
            }
        }
        return groups;
    }

    private static ObjectNode describe(UsageRow row) {
        ObjectNode json = Json.MAPPER.createObjectNode();
        row.groups().forEach((group, value) -> json.put(group.label(), value));
        return json.put("requests", row.requests())
                .put("failed", row.failed())
                .put("prompt_tokens", row.promptTokens())
                .put("completion_tokens", row.completionTokens())
                .put("tokens", row.tokens());
    }
}
