package io.inkstone.gateway.openai;

import io.inkstone.gateway.edge.Admission;
import io.inkstone.gateway.edge.Bodies;
import io.inkstone.gateway.edge.ContentDisposition;
import io.inkstone.gateway.edge.Exchange;
import io.inkstone.gateway.edge.JsonAnswer;
import io.inkstone.gateway.edge.Routes;
import io.inkstone.gateway.edge.Upload;
import io.inkstone.gateway.files.FileQuery;
import io.inkstone.gateway.files.StoredFile;
import io.inkstone.gateway.files.TenantFiles;
import io.inkstone.protocol.ApiException;
import io.inkstone.protocol.Json;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** OpenAI's files: what a tenant leaves with the gateway, to itself alone. */
public final class FileRoutes implements Routes {

    /** What a file may be for. */
    public static final Set<String> PURPOSES = Set.of("batch", "user_data", "assistants", "fine-tune");

    private static final int MOST_LISTED = 10_000;
    private static final int SHORTEST_SECONDS = 3600;
    private static final int LONGEST_SECONDS = 2_592_000;

    private final TenantFiles files;
    private final Bodies bodies;
    private final Admission admission;

    /**
     * @param files of all tenants
     */
    public FileRoutes(TenantFiles files, Bodies bodies, Admission admission) {
        this.files = files;
        this.bodies = bodies;
        this.admission = admission;
    }

    @Override
    public void mount(Router router) {
        for (String prefix : OpenAiRoutes.PREFIXES) {
            router.post(prefix + "/files").handler(admission.as("files")).handler(this::upload);
            router.get(prefix + "/files").handler(admission.as("files")).handler(this::list);
            router.get(prefix + "/files/:id").handler(admission.as("files")).handler(this::get);
            router.get(prefix + "/files/:id/content")
                    .handler(admission.as("files"))
                    .handler(this::content);
            router.delete(prefix + "/files/:id").handler(admission.as("files")).handler(this::delete);
        }
    }

    private void upload(RoutingContext ctx) {
        String tenant = tenant(ctx, "/v1/files");
        bodies.form(ctx)
                .compose(form -> ctx.vertx().executeBlocking(() -> keep(tenant, form), false))
                .onSuccess(file -> JsonAnswer.send(ctx, 200, file.toJson()))
                .onFailure(ctx::fail);
    }

    private StoredFile keep(String tenant, Bodies.Form form) throws IOException {
        String purpose = form.fields().get("purpose");
        if (purpose == null || !PURPOSES.contains(purpose)) {
            throw ApiException.invalidRequest(
                    purpose == null ? "missing_field" : "invalid_field",
                    "purpose",
                    "The field 'purpose' must be one of: "
                            + String.join(", ", PURPOSES.stream().sorted().toList()) + ".");
        }
        List<Upload> parts = form.files().getOrDefault("file", List.of());
        if (parts.size() != 1) {
            throw ApiException.invalidRequest(
                    parts.isEmpty() ? "missing_field" : "invalid_field",
                    "file",
                    "There are " + parts.size() + " parts 'file'; expected one, with a file name.");
        }
        Upload upload = parts.get(0);
        try (InputStream in = upload.open()) {
            return files.add(tenant, upload.name(), purpose, in.readAllBytes(), expiry(form.fields()));
        }
    }

    private static Optional<Duration> expiry(Map<String, String> fields) {
        String seconds = fields.get("expires_after[seconds]");
        String anchor = fields.getOrDefault("expires_after[anchor]", "created_at");
        if (!anchor.equals("created_at")) {
            throw ApiException.invalidRequest(
                    "invalid_field",
                    "expires_after[anchor]",
                    "The field 'expires_after[anchor]' must be 'created_at'.");
        }
        if (seconds == null) {
            return Optional.empty();
        }
        int wanted = seconds.matches("[0-9]{1,9}") ? Integer.parseInt(seconds) : -1;
        if (wanted < SHORTEST_SECONDS || wanted > LONGEST_SECONDS) {
            throw ApiException.invalidRequest(
                    "invalid_field",
                    "expires_after[seconds]",
                    "The field 'expires_after[seconds]' must be a whole number from " + SHORTEST_SECONDS + " to "
                            + LONGEST_SECONDS + ".");
        }
        return Optional.of(Duration.ofSeconds(wanted));
    }

    private void list(RoutingContext ctx) {
        String tenant = tenant(ctx, "/v1/files");
        String order = ctx.request().getParam("order", "desc");
        if (!order.equals("asc") && !order.equals("desc")) {
            throw ApiException.invalidRequest("invalid_field", "order", "'order' must be asc or desc.");
        }
        FileQuery query = new FileQuery(
                ctx.request().getParam("purpose"),
                ctx.request().getParam("after"),
                Paging.limit(ctx, MOST_LISTED, MOST_LISTED) + 1,
                order.equals("desc"));
        ctx.vertx()
                .executeBlocking(() -> files.list(tenant, query), false)
                .onSuccess(found ->
                        Paging.send(ctx, found.stream().map(StoredFile::toJson).toList(), query.limit() - 1))
                .onFailure(ctx::fail);
    }

    private void get(RoutingContext ctx) {
        find(ctx, "/v1/files/{id}")
                .onSuccess(file -> JsonAnswer.send(ctx, 200, file.toJson()))
                .onFailure(ctx::fail);
    }

    private void content(RoutingContext ctx) {
        find(ctx, "/v1/files/{id}/content")
                .compose(file -> ctx.response()
                        .putHeader("content-type", "application/octet-stream")
                        .putHeader("content-disposition", ContentDisposition.attachment(file.filename()))
                        .sendFile(files.content(file).toString()))
                .onFailure(ctx::fail);
    }

    private void delete(RoutingContext ctx) {
        String tenant = tenant(ctx, "/v1/files/{id}");
        String id = ctx.pathParam("id");
        ctx.vertx()
                .<Void>executeBlocking(
                        () -> {
                            files.delete(tenant, id);
                            return null;
                        },
                        false)
                .onSuccess(done -> JsonAnswer.send(
                        ctx,
                        200,
                        Json.MAPPER
                                .createObjectNode()
                                .put("id", id)
                                .put("object", "file")
                                .put("deleted", true)))
                .onFailure(ctx::fail);
    }

    private Future<StoredFile> find(RoutingContext ctx, String route) {
        String tenant = tenant(ctx, route);
        String id = ctx.pathParam("id");
        return ctx.vertx().executeBlocking(() -> files.get(tenant, id), false);
    }

    private static String tenant(RoutingContext ctx, String route) {
        Exchange exchange = Exchange.of(ctx);
        exchange.routed(route);
        return exchange.scope().caller().tenant();
    }
}
