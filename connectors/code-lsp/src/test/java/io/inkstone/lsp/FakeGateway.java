package io.inkstone.lsp;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A server that speaks the gateway's wire shape, over sockets of its own, so that it sees when a client closes its
 * connection while an answer is awaited.
 */
final class FakeGateway implements AutoCloseable {

    private static final long LIMIT_SECONDS = 20;

    /** What came. */
    record Request(String path, String authorization, String body) {

        JsonObject json() {
            return JsonParser.parseString(body).getAsJsonObject();
        }
    }

    /** What goes back; a null body means that the answer is held until the client goes. */
    record Response(
            int status, String contentType, @Nullable String body, String header) {

        static Response json(int status, String body) {
            return new Response(status, "application/json", body, "x-none: none");
        }

        static Response held() {
            return new Response(200, "", null, "");
        }
    }

    private final ServerSocket server;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final BlockingQueue<Request> completions = new LinkedBlockingQueue<>();
    private final BlockingQueue<Request> abandoned = new LinkedBlockingQueue<>();
    private volatile Function<Request, Response> answers = FakeGateway::usual;
    private volatile String key = "ink_test";
    private volatile boolean dead;

    private FakeGateway(ServerSocket server) {
        this.server = server;
        start(this::accept, "fake-gateway");
    }

    static FakeGateway start() throws IOException {
        return startAt(0);
    }

    static FakeGateway startAt(int port) throws IOException {
        ServerSocket server = new ServerSocket();
        server.setReuseAddress(true);
        server.bind(new java.net.InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        return new FakeGateway(server);
    }

    int port() {
        return server.getLocalPort();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + port());
    }

    /** From now on {@code code/complete} and the others are answered so. */
    void answer(Function<Request, Response> function) {
        answers = function;
    }

    void takesKey(String newKey) {
        key = newKey;
    }

    static String completion(String id, String... texts) {
        JsonObject json = new JsonObject();
        json.addProperty("id", id);
        JsonArray all = new JsonArray();
        for (String text : texts) {
            JsonObject entry = new JsonObject();
            entry.addProperty("text", text);
            entry.addProperty("confidence", 0.9);
            entry.addProperty("lines", text.lines().count());
            all.add(entry);
        }
        json.add("completions", all);
        return json.toString();
    }

    private static Response usual(Request request) {
        return switch (request.path()) {
            case "/v1/connectors" ->
                Response.json(200, "{\"data\":[{\"name\":\"code\",\"operations\":[{\"name\":\"complete\"}]}]}");
            case "/v1/connectors/code/complete" -> Response.json(200, completion("c1", "return a + b;"));
            case "/v1/connectors/code/feedback" -> Response.json(200, "{\"counted\":1}");
            default -> Response.json(404, "{\"error\":{\"message\":\"There is no such route.\"}}");
        };
    }

    /** The usual answer of a route that a test says nothing of. */
    static Response otherwise(Request request) {
        return usual(request);
    }

    /** The next request for a completion. */
    Request nextCompletion() throws InterruptedException {
        Request next = completions.poll(LIMIT_SECONDS, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("no request for a completion came");
        }
        return next;
    }

    /** Requests for completions that came and that {@link #nextCompletion} did not take. */
    int waitingCompletions() {
        return completions.size();
    }

    /** The next held request whose client went away. */
    Request nextAbandoned() throws InterruptedException {
        Request next = abandoned.poll(LIMIT_SECONDS, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("no client closed its connection");
        }
        return next;
    }

    List<Request> requests(String operation) {
        return requests.stream()
                .filter(request -> request.path().endsWith("/" + operation))
                .toList();
    }

    List<Request> requests() {
        return List.copyOf(requests);
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                sockets.add(socket);
                start(() -> serve(socket), "fake-gateway-connection");
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket;
                InputStream in = new BufferedInputStream(socket.getInputStream())) {
            for (Request request = read(in); request != null; request = read(in)) {
                if (dead) {
                    // The system may hand over a connection that was under way when it was closed.
                    return;
                }
                requests.add(request);
                if (request.path().endsWith("/complete")) {
                    completions.add(request);
                }
                Response response = request.authorization().equals("Bearer " + key)
                        ? answers.apply(request)
                        : Response.json(401, "{\"error\":{\"message\":\"The key is not known.\"}}");
                if (response.body() == null) {
                    if (in.read() < 0) {
                        abandoned.add(request);
                    }
                    return;
                }
                write(socket.getOutputStream(), response, response.body());
            }
        } catch (IOException e) {
            // The client is gone.
        } finally {
            sockets.remove(socket);
        }
    }

    private static @Nullable Request read(InputStream in) throws IOException {
        String first = line(in);
        if (first.isEmpty()) {
            return null;
        }
        int length = 0;
        String authorization = "";
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            String lower = line.toLowerCase(java.util.Locale.ROOT);
            if (lower.startsWith("content-length:")) {
                length = Integer.parseInt(line.substring(line.indexOf(':') + 1).strip());
            } else if (lower.startsWith("authorization:")) {
                authorization = line.substring(line.indexOf(':') + 1).strip();
            }
        }
        return new Request(
                first.substring(first.indexOf(' ') + 1, first.lastIndexOf(' ')),
                authorization,
                new String(in.readNBytes(length), StandardCharsets.UTF_8));
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }

    private static void write(OutputStream out, Response response, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        String head = "HTTP/1.1 " + response.status() + " X\r\ncontent-type: " + response.contentType() + "\r\n"
                + response.header() + "\r\ncontent-length: " + body.length + "\r\n\r\n";
        out.write(head.getBytes(StandardCharsets.US_ASCII));
        out.write(body);
        out.flush();
    }

    private static void start(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }

    /** Ends as a killed process does: every connection with it. */
    @Override
    public void close() {
        dead = true;
        try {
            server.close();
            for (Socket socket : sockets) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
