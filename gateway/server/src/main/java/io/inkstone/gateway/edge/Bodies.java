package io.inkstone.gateway.edge;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inkstone.gateway.settings.GatewaySettings;
import io.inkstone.protocol.ApiException;
import io.inkstone.protocol.Json;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerFileUpload;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** Reads request bodies, within their limits of size and time, whether or not their length is announced. */
public final class Bodies {

    private static final int PARSED_ON_EVENT_LOOP_BYTES = 128 * 1024;
    private static final long DISCARD_MILLIS = 2000;
    private static final Pattern LENGTH = Pattern.compile("[0-9]{1,18}");
    private static final long SHORT_BYTES = 64 * 1024;

    private final Vertx vertx;
    private final GatewaySettings.LimitSettings limits;
    private final UploadMemory memory;

    /**
     * @param limits of one body, and of all together
     */
    public Bodies(Vertx vertx, GatewaySettings.LimitSettings limits) {
        this.vertx = vertx;
        this.limits = limits;
        this.memory = new UploadMemory(limits.maxUploadMemoryBytes());
    }

    /** A multipart form: its plain fields, and its files by the name of their part. */
    public record Form(Map<String, String> fields, Map<String, List<Upload>> files) {}

    /** Reads a JSON object; to be called before anything asynchronous happens to the request. */
    public Future<ObjectNode> json(RoutingContext ctx) {
        return json(ctx, limits.maxBodyBytes());
    }

    /** The same for JSON that may hold files in base64: as long as an upload, and no longer than a string may be. */
    public Future<ObjectNode> jsonWithFiles(RoutingContext ctx) {
        return json(ctx, Math.min(limits.maxUploadBytes(), Json.MAX_STRING));
    }

    private Future<ObjectNode> json(RoutingContext ctx, int maxBytes) {
        requireType(ctx, "application/json");
        return collect(ctx, maxBytes, true).compose(body -> {
            byte[] bytes = body.getBytes();
            // A large body is parsed elsewhere, since other requests wait for this event loop.
            return bytes.length <= PARSED_ON_EVENT_LOOP_BYTES
                    ? Future.succeededFuture(Json.parseObject(bytes))
                    : vertx.executeBlocking(() -> Json.parseObject(bytes), false);
        });
    }

    /**
     * Reads a text in UTF-8; to be called before anything asynchronous happens to the request.
     *
     * @param type the media type that it has to have
     */
    public Future<String> text(RoutingContext ctx, String type, int maxBytes) {
        requireType(ctx, type);
        return collect(ctx, maxBytes, true).map(body -> body.toString(StandardCharsets.UTF_8));
    }

    /** Reads a form; to be called before anything asynchronous happens to the request. */
    public Future<Form> form(RoutingContext ctx) {
        requireType(ctx, "multipart/form-data");
        HttpServerRequest request = ctx.request();
        List<HttpServerFileUpload> uploads = new ArrayList<>();
        List<Buffer> contents = new ArrayList<>();
        request.setExpectMultipart(true);
        request.uploadHandler(upload -> {
            Buffer content = Buffer.buffer();
            uploads.add(upload);
            contents.add(content);
            upload.handler(content::appendBuffer);
        });
        return collect(ctx, limits.maxUploadBytes(), false).map(ignored -> {
            Map<String, String> fields = new LinkedHashMap<>();
            request.formAttributes().forEach(entry -> fields.put(entry.getKey(), entry.getValue()));
            Map<String, List<Upload>> files = new LinkedHashMap<>();
            for (int i = 0; i < uploads.size(); i++) {
                HttpServerFileUpload upload = uploads.get(i);
                files.computeIfAbsent(upload.name(), name -> new ArrayList<>())
                        .add(new Upload(upload.filename(), upload.contentType(), contents.get(i)));
            }
            return new Form(fields, files);
        });
    }

    /** Whether the body says that it is a form. */
    public static boolean isMultipart(RoutingContext ctx) {
        return mediaType(ctx).equals("multipart/form-data");
    }

    /** Counts the bytes against the memory of all bodies until the request ends; of a form the parts keep them. */
    private Future<Buffer> collect(RoutingContext ctx, int maxBytes, boolean keep) {
        HttpServerRequest request = ctx.request();
        long sinceNanos = System.nanoTime();
        Promise<Buffer> body = Promise.promise();
        Buffer collected = Buffer.buffer();
        long[] total = {0};
        if (announcedBytes(request) > maxBytes) {
            discardRest(request);
            return Future.failedFuture(tooLarge(maxBytes));
        }
        ctx.addEndHandler(ended -> memory.release(total[0]));
        request.exceptionHandler(cause -> body.tryFail(malformed(cause)));
        request.endHandler(end -> body.tryComplete(collected));
        request.handler(part -> {
            if (body.future().isComplete()) {
                return;
            }
            try {
                memory.take(part.length());
                total[0] += part.length();
                if (keep) {
                    collected.appendBuffer(part);
                }
                if (total[0] > maxBytes) {
                    throw tooLarge(maxBytes);
                }
            } catch (ApiException e) {
                discardRest(request);
                body.tryFail(e);
            }
        });
        long timer = vertx.setTimer(limits.bodyTimeout().toMillis(), fired -> {
            if (!body.future().isComplete()) {
                discardRest(request);
                body.tryFail(tooSlow());
            }
        });
        return body.future().onComplete(done -> {
            vertx.cancelTimer(timer);
            Exchange.of(ctx).waitedForBody(System.nanoTime() - sinceNanos);
        });
    }

    /** Reads and drops what still comes, for a moment: a client that is cut off while it sends would not see its answer. */
    private void discardRest(HttpServerRequest request) {
        request.handler(part -> {});
        request.uploadHandler(upload -> upload.handler(part -> {}));
    }

    /** For an answer that goes out while a long body still comes: the connection ends soon after it. */
    static void endAfterAnswer(RoutingContext ctx, int status) {
        HttpServerRequest request = ctx.request();
        boolean mayBeLong = request.getHeader("content-length") == null || announcedBytes(request) > SHORT_BYTES;
        if (!request.isEnded() && (mayBeLong || status == 408)) {
            ctx.response().putHeader("connection", "close");
            ctx.vertx().setTimer(DISCARD_MILLIS, fired -> request.connection().close());
        }
    }

    private void requireType(RoutingContext ctx, String expected) {
        if (!mediaType(ctx).equals(expected)) {
            discardRest(ctx.request());
            throw ApiException.badRequest(
                    415,
                    "unsupported_media_type",
                    "The body's Content-Type is '" + mediaType(ctx) + "'; expected '" + expected + "'.");
        }
    }

    private static String mediaType(RoutingContext ctx) {
        String header = ctx.request().getHeader("content-type");
        if (header == null) {
            return "";
        }
        int parameters = header.indexOf(';');
        return (parameters < 0 ? header : header.substring(0, parameters))
                .trim()
                .toLowerCase(Locale.ROOT);
    }

    private static long announcedBytes(HttpServerRequest request) {
        String header = request.getHeader("content-length");
        return header != null && LENGTH.matcher(header).matches() ? Long.parseLong(header) : 0;
    }

    private static ApiException tooLarge(int maxBytes) {
        return ApiException.badRequest(
                413, "body_too_large", "The body is larger than the " + maxBytes + " bytes that are taken here.");
    }

    private ApiException tooSlow() {
        return ApiException.badRequest(
                408,
                "body_timeout",
                "The body did not arrive within " + limits.bodyTimeout().toSeconds() + " s.");
    }

    private static ApiException malformed(Throwable cause) {
        return cause instanceof ApiException known
                ? known
                : ApiException.badRequest(400, "malformed_body", "The body broke off, or is not what its type says.");
    }
}
