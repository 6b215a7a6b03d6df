package io.inkstone.gateway.admin;

import io.inkstone.gateway.connectors.PluginHost;
import io.inkstone.gateway.edge.Admission;
import io.inkstone.gateway.edge.Exchange;
import io.inkstone.gateway.edge.JsonAnswer;
import io.inkstone.gateway.edge.Routes;
import io.inkstone.gateway.state.FigureStore;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/**
 * What connectors counted, a route for each that counts: for a caller its own tenant's figures, for those who run the system
 * everybody's. They are of a tenant and never of one person.
 */
public final class FigureRoutes implements Routes {

    private static final String OWN = "/v1/usage/";
    private static final String ADMIN = UsageRoutes.ADMIN + "/";

    private final FigureStore store;
    private final PluginHost plugins;
    private final Admission admission;
    private final Clock clock = Clock.systemUTC();

    /**
     * @param plugins say what is counted
     */
    public FigureRoutes(FigureStore store, PluginHost plugins, Admission admission) {
        this.store = store;
        this.plugins = plugins;
        this.admission = admission;
    }

    /** Where a connector's figures are, for callers and for those who run the system; none where it counts nothing. */
    public static List<String> paths(PluginHost.Hosted hosted) {
        return hosted.counts() ? List.of(OWN + hosted.name(), ADMIN + hosted.name()) : List.of();
    }

    @Override
    public void mount(Router router) {
        for (PluginHost.Hosted hosted : plugins.connectors()) {
            if (hosted.counts()) {
                FigureAnswers answers = new FigureAnswers(store, hosted.name(), hosted.figures());
                router.get(OWN + hosted.name()).handler(admission.as("usage")).handler(ctx -> own(ctx, answers));
                router.get(ADMIN + hosted.name())
                        .handler(admission.asAdmin("admin.usage"))
                        .handler(ctx -> all(ctx, answers));
            }
        }
    }

    private void own(RoutingContext ctx, FigureAnswers answers) {
        Exchange.of(ctx).routed(OWN + answers.connector());
        String tenant = Exchange.of(ctx).scope().caller().tenant();
        Map<String, String> asked = QueryFields.in(ctx);
        ctx.vertx()
                .executeBlocking(() -> answers.of(tenant, asked, LocalDate.now(clock)), false)
                .onSuccess(usage -> JsonAnswer.send(ctx, 200, usage))
                .onFailure(ctx::fail);
    }

    private void all(RoutingContext ctx, FigureAnswers answers) {
        Exchange.of(ctx).routed(ADMIN + answers.connector());
        Map<String, String> asked = QueryFields.in(ctx);
        ctx.vertx()
                .executeBlocking(() -> answers.table(asked, LocalDate.now(clock)), false)
                .onSuccess(table -> table.send(ctx, asked.get("format")))
                .onFailure(ctx::fail);
    }
}
