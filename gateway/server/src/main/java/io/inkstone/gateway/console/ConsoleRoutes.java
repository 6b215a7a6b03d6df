package io.inkstone.gateway.console;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inkstone.gateway.connectors.PluginHost;
import io.inkstone.gateway.edge.JsonAnswer;
import io.inkstone.gateway.edge.Routes;
import io.vertx.ext.web.Router;

/** The pages for people, and the OpenAPI document; made once, since neither changes before the next start. Thread-safe. */
public final class ConsoleRoutes implements Routes {

    private final PluginHost plugins;
    private final ObjectNode openApi;
    private final String homePage;
    private final String docsPage;

    /**
     * @param plugins whose operations and figures are shown
     */
    public ConsoleRoutes(PluginHost plugins) {
        this.plugins = plugins;
        this.openApi = OpenApiDocument.of(plugins);
        this.homePage = Pages.home(plugins);
        this.docsPage = Pages.docs(openApi);
    }

    @Override
    public void mount(Router router) {
        router.get("/").handler(ctx -> Pages.send(ctx, homePage));
        router.get("/docs").handler(ctx -> Pages.send(ctx, docsPage));
        router.get("/openapi").handler(ctx -> JsonAnswer.send(ctx, 200, openApi));
        FigurePage.mount(router, plugins);
    }
}
