package io.inkstone.guardrails.proxy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.inkstone.guardrails.Guard;
import io.inkstone.guardrails.Origin;
import io.inkstone.guardrails.openai.CallRails;
import io.inkstone.guardrails.openai.GuardedChunks;
import io.inkstone.guardrails.openai.RequestRails;
import io.inkstone.protocol.ApiException;
import io.inkstone.protocol.Json;
import io.inkstone.protocol.Sse;
import io.inkstone.protocol.SseEvent;
import io.inkstone.protocol.SseParser;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** One exchange through the proxy. */
final class ProxyHandler implements HttpHandler {

    private static final int MOST_BODY_BYTES = 32 * 1024 * 1024;
    private static final int PIECE_BYTES = 8 * 1024;

    /** The routes whose bodies are known well enough to hide what is private in them and to bring it back. */
    private static final Set<String> ROUTES =
            Set.of("/chat/completions", "/completions", "/embeddings", "/moderations");

    /** Headers that belong to one connection, and those that the client writes itself. */
    private static final Set<String> NOT_PASSED = Set.of(
            "host",
            "connection",
            "content-length",
            "transfer-encoding",
            "upgrade",
            "keep-alive",
            "te",
            "trailer",
            "expect",
            "accept-encoding",
            "http2-settings",
            "proxy-authorization",
            "proxy-connection");

    private final HttpClient client;
    private final URI upstream;
    private final Guard guard;
    private final byte[] key;

    ProxyHandler(HttpClient client, URI upstream, Guard guard, byte[] key) {
        this.client = client;
        this.upstream = upstream;
        this.guard = guard;
        this.key = key;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            try {
                forward(exchange);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (RuntimeException e) {
                ApiException told = told(e);
                send(exchange, told.status(), "application/json", Json.write(told.toJson()));
            }
        }
    }

    /** A failure as the client is told it. */
    private static ApiException told(RuntimeException e) {
        if (e instanceof ApiException known) {
            return known;
        }
        // What failed may quote what was typed.
        return ApiException.internal(
                "proxy_failed", "The proxy failed (" + e.getClass().getSimpleName() + "); please report it.", e);
    }

    private void forward(HttpExchange exchange) throws IOException, InterruptedException {
        String path = exchange.getRequestURI().getPath();
        String route = path.startsWith("/v1/") ? path.substring(3) : path;
        if (exchange.getRequestMethod().equals("GET")) {
            relay(exchange, request(exchange, route).GET(), Optional.empty());
            return;
        }
        if (!exchange.getRequestMethod().equals("POST") || !ROUTES.contains(route)) {
            throw ApiException.notFound(
                    "unknown_route",
                    "The proxy does not pass on " + exchange.getRequestMethod() + " '" + path
                            + "': it cannot mask what goes there. It knows POST "
                            + ROUTES.stream().sorted().toList()
                            + " and GET.");
        }
        RequestRails rails = new RequestRails(guard, key, Set.of());
        CallRails.Admitted admitted = CallRails.admit(body(exchange), Origin.USER, rails);
        HttpRequest.Builder request = request(exchange, route)
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(Json.write(admitted.body())));
        relay(exchange, request, Optional.of(admitted.rails()));
    }

    private static ObjectNode body(HttpExchange exchange) throws IOException {
        String type = Optional.ofNullable(exchange.getRequestHeaders().getFirst("content-type"))
                .orElse("");
        if (!type.toLowerCase(Locale.ROOT).startsWith("application/json")) {
            throw ApiException.badRequest(
                    415,
                    "unsupported_media_type",
                    "The body is '" + type + "'; the proxy can mask application/json only.");
        }
        byte[] bytes = exchange.getRequestBody().readNBytes(MOST_BODY_BYTES + 1);
        if (bytes.length > MOST_BODY_BYTES) {
            throw ApiException.badRequest(
                    413, "body_too_large", "The body is larger than " + MOST_BODY_BYTES + " bytes.");
        }
        return Json.parseObject(bytes);
    }

    private HttpRequest.Builder request(HttpExchange exchange, String route) {
        String query = exchange.getRequestURI().getRawQuery();
        String base = upstream.toString().replaceAll("/+$", "");
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(base + route + (query == null ? "" : "?" + query)));
        exchange.getRequestHeaders().forEach((name, values) -> {
            String lower = name.toLowerCase(Locale.ROOT);
            if (!NOT_PASSED.contains(lower) && !lower.equals("content-type")) {
                values.forEach(value -> request.header(name, value));
            }
        });
        return request;
    }

    private void relay(HttpExchange exchange, HttpRequest.Builder request, Optional<CallRails> rails)
            throws IOException, InterruptedException {
        HttpResponse<InputStream> response;
        try {
            response = client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        } catch (IOException e) {
            throw ApiException.unavailable(
                    "upstream_unreachable", "The server at " + upstream + " cannot be reached; check --upstream.", 1);
        }
        String type = response.headers().firstValue("content-type").orElse("application/json");
        passHeaders(response, exchange.getResponseHeaders());
        try (InputStream in = response.body()) {
            if (rails.isPresent() && type.startsWith(Sse.CONTENT_TYPE)) {
                exchange.getResponseHeaders().set("content-type", type);
                exchange.sendResponseHeaders(response.statusCode(), 0);
                stream(in, exchange.getResponseBody(), rails.get().guardChunks());
                return;
            }
            byte[] bytes = whole(in);
            if (rails.isPresent() && response.statusCode() == 200) {
                ObjectNode answer = parsed(bytes);
                rails.get().guardAnswer(answer);
                bytes = Json.write(answer).getBytes(StandardCharsets.UTF_8);
            }
            send(exchange, response.statusCode(), type, bytes);
        }
    }

    private static byte[] whole(InputStream in) {
        byte[] bytes;
        try {
            bytes = in.readNBytes(MOST_BODY_BYTES + 1);
        } catch (IOException e) {
            throw brokeOff(e);
        }
        if (bytes.length > MOST_BODY_BYTES) {
            throw ApiException.badUpstream(
                    "upstream_answer_too_large",
                    "The server's answer is larger than " + MOST_BODY_BYTES
                            + " bytes, the most that the proxy looks at; ask for a stream or for less.",
                    null);
        }
        return bytes;
    }

    private static int read(InputStream in, byte[] piece) {
        try {
            return in.read(piece);
        } catch (IOException e) {
            throw brokeOff(e);
        }
    }

    private static ApiException brokeOff(IOException e) {
        return ApiException.badUpstream(
                "upstream_broke_off", "The server broke its answer off; what has come of it is not whole.", e);
    }

    private static ObjectNode parsed(byte[] json) {
        try {
            return Json.parseObject(json);
        } catch (ApiException e) {
            throw ApiException.badUpstream(
                    "upstream_answer_unreadable",
                    "The server's answer is no JSON object, so that nothing in it can be restored; check --upstream.",
                    e);
        }
    }

    /** The head is out: whatever fails from here on is told in a last frame. */
    private static void stream(InputStream in, OutputStream out, GuardedChunks guarded) throws IOException {
        try {
            guardedStream(in, out, guarded);
        } catch (RuntimeException e) {
            write(out, Sse.encode(told(e).toJson()));
        }
    }

    private static void guardedStream(InputStream in, OutputStream out, GuardedChunks guarded) throws IOException {
        SseParser parser = new SseParser();
        byte[] piece = new byte[PIECE_BYTES];
        boolean done = false;
        for (int read = read(in, piece); read >= 0; read = read(in, piece)) {
            for (SseEvent event : parser.push(Arrays.copyOf(piece, read))) {
                if (event.isDone()) {
                    done = true;
                    continue;
                }
                write(out, Sse.encode(guarded.chunk(parsed(event.data().getBytes(StandardCharsets.UTF_8)))));
                Optional<ApiException> stopped = guarded.stopped();
                if (stopped.isPresent()) {
                    write(out, Sse.encode(stopped.get().toJson()));
                    return;
                }
            }
        }
        Optional<ObjectNode> rest = guarded.end();
        if (rest.isPresent()) {
            write(out, Sse.encode(rest.get()));
        }
        if (done) {
            write(out, Sse.encodeDone());
        }
    }

    private static void write(OutputStream out, String event) throws IOException {
        out.write(event.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    private static void passHeaders(HttpResponse<?> response, Headers headers) {
        response.headers().map().forEach((name, values) -> {
            String lower = name.toLowerCase(Locale.ROOT);
            if (!NOT_PASSED.contains(lower) && !lower.equals("content-type") && !lower.startsWith(":")) {
                headers.put(name, List.copyOf(values));
            }
        });
    }

    private static void send(HttpExchange exchange, int status, String type, String body) throws IOException {
        send(exchange, status, type, body.getBytes(StandardCharsets.UTF_8));
    }

    private static void send(HttpExchange exchange, int status, String type, byte[] body) throws IOException {
        if (exchange.getResponseCode() >= 0) {
            return; // the head is out: the connection is cut, and the client sees that the answer is not whole
        }
        exchange.getResponseHeaders().set("content-type", type);
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }
}
