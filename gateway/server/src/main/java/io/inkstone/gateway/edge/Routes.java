package io.inkstone.gateway.edge;

import io.vertx.ext.web.Router;

/** Routes about one thing. */
public interface Routes {

    /** Adds them to the router of one event loop. */
    void mount(Router router);
}
