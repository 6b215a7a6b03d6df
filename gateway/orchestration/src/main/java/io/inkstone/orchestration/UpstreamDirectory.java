package io.inkstone.orchestration;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inkstone.protocol.ApiException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Which upstream serves which model, found out from what each upstream lists. A list is read again when it is older than
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
    private final AtomicReference<@Nullable Future<Void>> refreshing = new AtomicReference<>();
    private volatile Listing listing = new Listing(Map.of(), Map.of(), Optional.empty(), Long.MIN_VALUE);

    /** Where a model is served. */
    record Route(Upstream upstream, String model) {}

    private record Entry(Upstream upstream, ObjectNode description) {}

    private record Listing(
            Map<String, List<ObjectNode>> byUpstream,
            Map<String, Entry> byModel,
            Optional<ApiException> failure,
            long atNanos) {

        boolean olderThan(long nanos) {
            return atNanos == Long.MIN_VALUE || System.nanoTime() - atNanos > nanos;
        }
    }

    /**
     * @param upstreams in the order in which they are preferred when two serve the same model
     * @param defaultChat the model that {@code default} means for chats and completions; else the first that is listed
     * @param defaultEmbedding the model that {@code default} means for embeddings; else it means none
     */
    public UpstreamDirectory(
            List<Upstream> upstreams, Optional<String> defaultChat, Optional<String> defaultEmbedding) {
        this.upstreams = List.copyOf(upstreams);
        this.defaultChat = defaultChat;
        this.defaultEmbedding = defaultEmbedding;
    }

    /** Every model that can be asked, as its upstream describes it. */
    public Future<List<ObjectNode>> models() {
        Future<Void> read = listing.olderThan(RECENT_NANOS) ? OnContext.ofCaller(refresh()) : Future.succeededFuture();
        return read.map(done -> {
            List<ObjectNode> models = new ArrayList<>();
            listing.byModel().values().forEach(entry -> models.add(entry.description()));
            if (models.isEmpty()) {
                listing.failure().ifPresent(failure -> {
                    throw failure;
                });
            }
            return models;
        });
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
     * Finds the upstream of the call's model.
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
        if (known.isPresent()) {
            if (listing.olderThan(STALE_NANOS)) {
                var unused = refresh();
            }
            return Future.succeededFuture(known.get());
        }
        Future<Void> read = listing.olderThan(RECENT_NANOS) ? OnContext.ofCaller(refresh()) : Future.succeededFuture();
        return read.map(done -> find(asked, call.kind()).orElseThrow(() -> notFound(asked, call.kind())));
    }

    private Optional<Route> find(String asked, ModelCall.Kind kind) {
        Map<String, Entry> byModel = listing.byModel();
        Entry named = byModel.get(asked);
        if (named != null) {
            return Optional.of(new Route(named.upstream(), asked));
        }
        if (!asked.equals(DEFAULT_MODEL)) {
            return Optional.empty();
        }
        if (kind == ModelCall.Kind.RERANK) {
            return Optional.empty();
        }
        Optional<String> meant = kind == ModelCall.Kind.EMBEDDING ? defaultEmbedding : defaultChat;
        if (meant.isEmpty() && kind != ModelCall.Kind.EMBEDDING) {
            meant = byModel.keySet().stream().findFirst();
        }
        return meant.flatMap(
                model -> Optional.ofNullable(byModel.get(model)).map(entry -> new Route(entry.upstream(), model)));
    }

    private ApiException notFound(String asked, ModelCall.Kind kind) {
        Listing now = listing;
        if (now.failure().isPresent()) {
            return now.failure().get();
        }
        String known = now.byModel().isEmpty()
                ? "none"
                : String.join(", ", now.byModel().keySet());
        String what = asked.equals(DEFAULT_MODEL)
                ? "No default model for " + kind.operationName() + " is there"
                : "There is no model '" + asked + "'";
        return ApiException.notFound("model_not_found", what + "; the known models are: " + known + ".");
    }

    private Listing merge(List<Future<List<ObjectNode>>> lists, Listing before) {
        Map<String, List<ObjectNode>> byUpstream = new LinkedHashMap<>();
        Map<String, Entry> byModel = new LinkedHashMap<>();
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
            models.forEach(model -> byModel.putIfAbsent(model.path("id").asText(), new Entry(upstream, model)));
        }
        return new Listing(byUpstream, byModel, failure, System.nanoTime());
    }
}
