package io.inkstone.gateway.console;

import io.inkstone.gateway.edge.Routes;
import io.inkstone.gateway.telemetry.Meters;
import io.inkstone.orchestration.OnContext;
import io.inkstone.orchestration.Upstream;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * {@code GET /metrics}: what the gateway counts, and what the model servers count that were started with it, which nobody else
 * can ask. Other upstreams have their own page.
 */
public final class MetricsRoute implements Routes {

    private static final long MOST_WAIT_MILLIS = 2000;

    private final Meters meters;
    private final List<Upstream> own;

    /**
     * @param own model servers that were started with the gateway
     */
    public MetricsRoute(Meters meters, List<Upstream> own) {
        this.meters = meters;
        this.own = own;
    }

    @Override
    public void mount(Router router) {
        router.get("/metrics").handler(this::scrape);
    }

    private void scrape(RoutingContext ctx) {
        List<Future<String>> counted = own.stream().map(MetricsRoute::of).toList();
        OnContext.ofCaller(Future.all(counted))
                .onComplete(done -> ctx.response()
                        .putHeader("content-type", "text/plain; version=0.0.4; charset=utf-8")
                        .end(meters.scrape()
                                + String.join(
                                        "", counted.stream().map(Future::result).toList())));
    }

    /** Nothing, where it does not answer: the page is asked for when something is wrong. */
    private static Future<String> of(Upstream upstream) {
        return upstream.metrics()
                .timeout(MOST_WAIT_MILLIS, TimeUnit.MILLISECONDS)
                .otherwise("");
    }
}
