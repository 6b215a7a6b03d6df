package io.inkstone.orchestration;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inkstone.protocol.ApiException;
import io.inkstone.protocol.Json;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Which upstreams serve which model, from what is configured, and from what each upstream lists. A list is read again when it is older than
 * some seconds, and when a model is asked for that no list holds; an upstream that does not answer keeps its last list.
 * Thread-safe.
 */
public final class UpstreamDirectory {

    /** The name that stands for the default model. */
    public static final String DEFAULT_MODEL = "default";

    private static final long STALE_NANOS = TimeUnit.SECONDS.toNanos(15);
    private static final long RECENT_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
    private static final long LISTING_SECONDS = 5;

    private final List<Upstream> upstreams;
    private final Optional<String> defaultChat;
    private final Optional<String> defaultEmbedding;
    private final Map<String, ModelRoute> routes;
    private final Map<String, Upstream> byName = new LinkedHashMap<>();
    private final AtomicReference<@Nullable Future<Void>> refreshing = new AtomicReference<>();
    private volatile Listing listing = new Listing(Map.of(), Map.of(), Optional.empty(), Long.MIN_VALUE);

    private record Entry(Upstream upstream, ObjectNode description) {}

    private record Listing(
            Map<String, List<ObjectNode>> byUpstream,
            Map<String, List<Entry>> byModel,
            Optional<ApiException> failure,
            long atNanos) {

        boolean olderThan(long nanos) {
            return atNanos == Long.MIN_VALUE || System.nanoTime() - atNanos > nanos;
        }
    }

    /** Every model goes to whoever lists it. */
    public UpstreamDirectory(
            List<Upstream> upstreams, Optional<String> defaultChat, Optional<String> defaultEmbedding) {
        this(upstreams, defaultChat, defaultEmbedding, Map.of());
    }

    /**
     * @param upstreams in the order in which their models are listed; each has a name of its own
     * @param defaultChat the model that {@code default} means for chats and completions; else the first that is listed
     * @param defaultEmbedding the model that {@code default} means for embeddings; else it means none
     * @param routes of models that do not simply go to whoever lists them, by the model's name
     * @throws IllegalArgumentException naming everything in the routes that cannot be
     */
    public UpstreamDirectory(
            List<Upstream> upstreams,
            Optional<String> defaultChat,
            Optional<String> defaultEmbedding,
            Map<String, ModelRoute> routes) {
        this.upstreams = List.copyOf(upstreams);
        this.defaultChat = defaultChat;
        this.defaultEmbedding = defaultEmbedding;
        this.routes = new LinkedHashMap<>(routes);
        List<String> problems = new ArrayList<>();
        for (Upstream upstream : upstreams) {
            if (byName.put(upstream.name(), upstream) != null) {
                problems.add("two upstreams are called '" + upstream.name() + "'; each needs a name of its own");
            }
        }
        routes.forEach((name, route) -> check(name, route, problems));
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", problems));
        }
    }

    private void check(String name, ModelRoute route, List<String> problems) {
        if (name.equals(DEFAULT_MODEL)) {
            problems.add("a model cannot be called 'default', which stands for another one");
        }
        for (ModelRoute.Target target : route.targets()) {
            if (!byName.containsKey(target.upstream())) {
                problems.add("model '" + name + "' has the target '" + target.upstream()
                        + "', which is no upstream; the upstreams are: " + String.join(", ", byName.keySet()));
            }
        }
        if (route.fallback().contains(name)) {
            problems.add("model '" + name + "' is its own fallback");
        }
    }

    /** All of them. */
    public List<Upstream> upstreams() {
        return upstreams;
    }

    /** Every model that can be asked, as its first upstream describes it. */
    public Future<List<ObjectNode>> models() {
        Future<Void> read = listing.olderThan(RECENT_NANOS) ? OnContext.ofCaller(refresh()) : Future.succeededFuture();
        return read.map(done -> {
            Map<String, ObjectNode> models = new LinkedHashMap<>();
            listing.byModel()
                    .forEach((name, entries) -> models.put(name, entries.get(0).description()));
            routes.forEach((name, route) ->
                    route.targets().stream().findFirst().ifPresent(target -> models.put(name, describe(name, target))));
            if (models.isEmpty()) {
                listing.failure().ifPresent(failure -> {
                    throw failure;
                });
            }
            return List.copyOf(models.values());
        });
    }

    /** A configured name goes by the description of the model behind it, if its upstream has one. */
    private ObjectNode describe(String name, ModelRoute.Target target) {
        for (Entry entry : listing.byModel().getOrDefault(target.model(), List.of())) {
            if (entry.upstream().name().equals(target.upstream())) {
                return entry.description().deepCopy().put("id", name);
            }
        }
        return Json.MAPPER
                .createObjectNode()
                .put("id", name)
                .put("object", "model")
                .put("created", 0)
                .put("owned_by", target.upstream());
    }

    /** Reads every upstream's list again; never fails. */
    public Future<Void> refresh() {
        Promise<Void> promise = Promise.promise();
        Future<Void> running = refreshing.compareAndExchange(null, promise.future());
        if (running != null) {
            return running;
        }
        List<Future<List<ObjectNode>>> lists = new ArrayList<>();
        for (Upstream upstream : upstreams) {
            lists.add(upstream.models().timeout(LISTING_SECONDS, TimeUnit.SECONDS));
        }
        Future.join(lists).onComplete(done -> {
            listing = merge(lists, listing);
            refreshing.set(null);
            promise.complete();
        });
        return promise.future();
    }

    /**
     * Finds the upstreams of the call's model.
     *
     * @return fails with 404 {@code model_not_found}, or with why an upstream that may have it does not answer
     */
    Future<Route> route(ModelCall call) {
        if (!call.body().path("model").isTextual()) {
            return Future.failedFuture(ApiException.invalidRequest(
                    "missing_required_parameter", "model", "The field 'model' must name a model, or be \"default\"."));
        }
        String asked = call.body().path("model").asText();
        Optional<Route> known = find(asked, call.kind());
        if (known.filter(route -> !route.targets().isEmpty()).isPresent()) {
            if (listing.olderThan(STALE_NANOS)) {
                var unused = refresh();
            }
            return Future.succeededFuture(known.get());
        }
        Future<Void> read = listing.olderThan(RECENT_NANOS) ? OnContext.ofCaller(refresh()) : Future.succeededFuture();
        return read.map(done -> find(asked, call.kind()).orElseThrow(() -> notFound(asked, call.kind())));
    }

    /** Empty when neither the model nor one of its fallbacks is served. */
    private Optional<Route> find(String asked, ModelCall.Kind kind) {
        Optional<String> meant =
                targets(asked).isEmpty() && asked.equals(DEFAULT_MODEL) ? meant(kind) : Optional.of(asked);
        return meant.map(this::route)
                .filter(route -> !route.targets().isEmpty() || !route.fallback().isEmpty());
    }

    private Optional<String> meant(ModelCall.Kind kind) {
        if (kind == ModelCall.Kind.EMBEDDING) {
            return defaultEmbedding;
        }
        return defaultChat
                .or(() -> listing.byModel().keySet().stream().findFirst())
                .or(() -> routes.keySet().stream().findFirst());
    }

    private Route route(String model) {
        ModelRoute configured = routes.get(model);
        if (configured == null) {
            return new Route(model, targets(model), List.of(), Optional.empty());
        }
        List<List<Target>> fallback = configured.fallback().stream()
                .map(this::targets)
                .filter(targets -> !targets.isEmpty())
                .toList();
        return new Route(model, targets(model), fallback, configured.hedgeAfter());
    }

    private List<Target> targets(String model) {
        ModelRoute configured = routes.get(model);
        if (configured != null && !configured.targets().isEmpty()) {
            return configured.targets().stream()
                    .map(target -> new Target(
                            model,
                            Objects.requireNonNull(byName.get(target.upstream())),
                            target.model(),
                            target.weight()))
                    .toList();
        }
        return listing.byModel().getOrDefault(model, List.of()).stream()
                .map(entry -> new Target(model, entry.upstream(), model, 1))
                .toList();
    }

    private ApiException notFound(String asked, ModelCall.Kind kind) {
        Listing now = listing;
        if (now.failure().isPresent()) {
            return now.failure().get();
        }
        Set<String> names = new LinkedHashSet<>(now.byModel().keySet());
        names.addAll(routes.keySet());
        String known = names.isEmpty() ? "none" : String.join(", ", names);
        String what = asked.equals(DEFAULT_MODEL)
                ? "No default model for " + kind.operationName() + " is there"
                : "There is no model '" + asked + "'";
        return ApiException.notFound("model_not_found", what + "; the known models are: " + known + ".");
    }

    private Listing merge(List<Future<List<ObjectNode>>> lists, Listing before) {
        Map<String, List<ObjectNode>> byUpstream = new LinkedHashMap<>();
        Map<String, List<Entry>> byModel = new LinkedHashMap<>();
        Optional<ApiException> failure = Optional.empty();
        for (int i = 0; i < upstreams.size(); i++) {
            Upstream upstream = upstreams.get(i);
            Future<List<ObjectNode>> list = lists.get(i);
            if (list.failed()) {
                failure = Optional.of(new UpstreamErrors(upstream.name()).translate(list.cause()));
            }
            List<ObjectNode> models =
                    list.succeeded() ? list.result() : before.byUpstream().getOrDefault(upstream.name(), List.of());
            byUpstream.put(upstream.name(), models);
            Set<String> seen = new HashSet<>();
            for (ObjectNode model : models) {
                String id = model.path("id").asText();
                if (seen.add(id)) {
                    byModel.computeIfAbsent(id, first -> new ArrayList<>()).add(new Entry(upstream, model));
                }
            }
        }
        return new Listing(byUpstream, byModel, failure, System.nanoTime());
    }
}
