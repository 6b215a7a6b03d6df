package io.inkstone.gateway.admin;

import io.inkstone.gateway.edge.Admission;
import io.inkstone.gateway.edge.Exchange;
import io.inkstone.gateway.edge.Routes;
import io.inkstone.gateway.state.State;
import io.inkstone.protocol.ApiException;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.nio.file.Files;
import java.nio.file.Path;

/** A copy of the state as it is at one moment, for those who run the system. */
public final class BackupRoute implements Routes {

    /** Where a copy is asked for. */
    public static final String ROUTE = "/admin/v1/backup";

    private final State state;
    private final Admission admission;

    /**
     * @param state that is copied
     */
    public BackupRoute(State state, Admission admission) {
        this.state = state;
        this.admission = admission;
    }

    @Override
    public void mount(Router router) {
        router.post(ROUTE).handler(admission.asAdmin("admin.backup")).handler(this::backUp);
    }

    private void backUp(RoutingContext ctx) {
        Exchange.of(ctx).routed(ROUTE);
        if (state.isShared()) {
            throw ApiException.badRequest(
                    409,
                    "state_in_postgresql",
                    "The state is in PostgreSQL, which has its own backup: pg_dump, or a copy of its cluster.");
        }
        Future<Path> copied = ctx.vertx().executeBlocking(state::backUp, false);
        copied.compose(zip -> ctx.response()
                        .putHeader("content-type", "application/zip")
                        .sendFile(zip.toString())
                        .eventually(() -> ctx.vertx().executeBlocking(() -> Files.deleteIfExists(zip), false)))
                .onFailure(ctx::fail);
    }
}
