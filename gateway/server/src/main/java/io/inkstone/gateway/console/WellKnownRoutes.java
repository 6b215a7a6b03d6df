package io.inkstone.gateway.console;

import io.inkstone.gateway.edge.Exchange;
import io.inkstone.gateway.edge.JsonAnswer;
import io.inkstone.gateway.edge.PublicAddress;
import io.inkstone.gateway.edge.Routes;
import io.inkstone.gateway.identity.Callers;
import io.inkstone.gateway.identity.ProtectedResource;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.List;

/** Where OAuth clients learn who issues tokens for the gateway (RFC 9728). */
public final class WellKnownRoutes implements Routes {

    private final Callers callers;
    private final PublicAddress address;

    /**
     * @param address that clients know the gateway by
     */
    public WellKnownRoutes(Callers callers, PublicAddress address) {
        this.callers = callers;
        this.address = address;
    }

    @Override
    public void mount(Router router) {
        List<String> parts = new ArrayList<>(ProtectedResource.PARTS);
        parts.add("");
        for (String part : parts) {
            router.get(ProtectedResource.WELL_KNOWN + part).handler(ctx -> answer(ctx, part));
        }
    }

    private void answer(RoutingContext ctx, String part) {
        Exchange.of(ctx).routed(ProtectedResource.WELL_KNOWN);
        JsonAnswer.send(ctx, 200, ProtectedResource.metadata(callers, address.of(ctx.request()), part));
    }
}
