package io.inkstone.gateway.edge;

import io.inkstone.protocol.ApiException;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Answers failed requests; to a 405 it adds what the path does take, as HTTP wants it. */
public final class AllowedMethods implements Handler<RoutingContext> {

    private static final int STATUS = 405;
    private static final Pattern PARAMETER = Pattern.compile(":[A-Za-z]+");

    private record Taken(Pattern path, Set<HttpMethod> methods) {}

    private final List<Taken> routes = new ArrayList<>();

    /** Called once, when all routes are there. */
    public void read(Router router) {
        for (Route route : router.getRoutes()) {
            // Of a route with parameters this is the path.
            String path = route.getName();
            if (path != null && route.methods() != null) {
                routes.add(new Taken(pattern(path), route.methods()));
            }
        }
    }

    private static Pattern pattern(String path) {
        boolean exact = !path.endsWith("*");
        String whole = exact ? path : path.substring(0, path.length() - 1);
        String literal =
                Arrays.stream(PARAMETER.split(whole, -1)).map(Pattern::quote).collect(Collectors.joining("[^/]+"));
        return Pattern.compile(literal + (exact ? "/?" : ".*"));
    }

    @Override
    public void handle(RoutingContext ctx) {
        boolean notAllowed =
                ctx.failure() instanceof ApiException known ? known.status() == STATUS : ctx.statusCode() == STATUS;
        if (notAllowed
                && !ctx.response().headWritten()
                && !ctx.response().headers().contains("allow")) {
            ctx.response().putHeader("allow", of(ctx.request().path()));
        }
        Failures.handle(ctx);
    }

    private String of(String path) {
        Set<String> names = new TreeSet<>();
        for (Taken route : routes) {
            if (route.path().matcher(path).matches()) {
                route.methods().forEach(method -> names.add(method.name()));
            }
        }
        return String.join(", ", names);
    }
}
