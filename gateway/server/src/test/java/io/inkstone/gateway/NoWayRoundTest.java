package io.inkstone.gateway;

import static io.inkstone.gateway.MarkerRail.MARK;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inkstone.protocol.Json;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * That no text goes round the rails, neither in nor out. Routes and operations are taken from the gateway's own tables, so
 * that a new one without rails fails here.
 */
class NoWayRoundTest {

    /** What only whoever runs the system may call, and what is in it is identifiers and policies. */
    private static final String ADMINISTRATION = "/admin/v1";

    /**
     * What is left with the gateway reaches no model by that. What a line of a batch asks, and is answered, meets the rails: see
     * {@link BatchRoutesTest#keeps_the_rails_for_every_line}.
     */
    private static final Pattern KEPT = Pattern.compile("(/v1)?/(files|batches)(/.*)?");

    private static final Set<String> BY_OPERATION = Set.of("/v1/connectors/:connector/:operation", "/mcp");

    private static final Set<HttpMethod> WITH_BODY =
            Set.of(HttpMethod.POST, HttpMethod.PUT, HttpMethod.PATCH, HttpMethod.DELETE);

    @TempDir
    static Path dataDir;

    static RunningGateway running;

    @BeforeAll
    static void start() throws Exception {
        running = new RunningGateway(
                dataDir, Map.of("inkstone.gateway.default-embedding-model", OpenAiServer.EMBEDDING_MODEL));
    }

    @AfterAll
    static void stop() {
        running.close();
    }

    @Test
    void no_route_lets_text_in_without_rails() throws Exception {
        switchOn("user, document, system");
        List<String> tried = new ArrayList<>();

        assertThat(unguarded(running.uri(""), running.gateway.routes(), tried)).isEmpty();
        assertThat(tried)
                .contains("/v1/chat/completions", "/v1/completions", "/v1/embeddings", "/v1/moderations")
                .contains("/v1/responses", "/v1/messages", "/v1/rerank")
                .hasSizeGreaterThan(13);
    }

    @Test
    void a_route_without_rails_would_be_found() throws Exception {
        Vertx vertx = Vertx.vertx();
        try {
            Router router = Router.router(vertx);
            router.post("/v1/echo").handler(ctx -> ctx.request().body().onSuccess(ctx.response()::end));
            int port = vertx.createHttpServer()
                    .requestHandler(router)
                    .listen(0, "127.0.0.1")
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(20, TimeUnit.SECONDS)
                    .actualPort();
            URI base = URI.create("http://127.0.0.1:" + port);

            assertThat(unguarded(base, router.getRoutes(), new ArrayList<>())).containsExactly("/v1/echo");
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
        }
    }

    @Test
    void no_operation_lets_text_in_without_rails() throws Exception {
        switchOn("user, document, system");
        List<String> unguarded = new ArrayList<>();
        int tried = 0;
        for (JsonNode operation : operations()) {
            for (PlantedInput planted : PlantedInput.of(operation, MARK)) {
                tried++;
                if (!stopped(call(operation, planted))) {
                    unguarded.add(operation.path("path").asText() + " " + planted.where());
                }
            }
        }

        assertThat(unguarded).isEmpty();
        assertThat(tried).isGreaterThan(7);
    }

    @Test
    void no_operation_lets_text_out_without_rails() throws Exception {
        switchOn("model");
        List<String> leaking = new ArrayList<>();
        for (JsonNode operation : operations()) {
            for (PlantedInput planted : PlantedInput.of(operation, MARK)) {
                if (call(operation, planted).contains(MARK)) {
                    leaking.add(operation.path("path").asText() + " " + planted.where());
                }
            }
        }
        assertThat(leaking).isEmpty();
    }

    @Test
    void no_tool_lets_text_in_or_out_without_rails() throws Exception {
        List<String> unguarded = new ArrayList<>();
        int tried = 0;
        for (String origins : List.of("user, document, system", "model")) {
            switchOn(origins);
            for (JsonNode operation : operations()) {
                if (operation.path("kind").asText().equals("live")) {
                    continue;
                }
                for (PlantedInput planted : PlantedInput.of(operation, MARK)) {
                    tried++;
                    String answer = callTool(operation, planted);
                    if (origins.equals("model") ? answer.contains(MARK) : !stopped(answer)) {
                        unguarded.add(operation.path("path").asText() + " " + planted.where() + " " + origins);
                    }
                }
            }
        }

        assertThat(unguarded).isEmpty();
        assertThat(tried).isGreaterThan(12);
    }

    @Test
    void no_file_and_no_progress_comes_out_without_rails() throws Exception {
        switchOn("model");
        String file = running.post(
                        "/mcp", Mcp.call("demo_report", "{\"title\":\"" + MARK + "\",\"result_file\":\"text/csv\"}"))
                .body();
        String byTool = running.send(running.request("/mcp")
                        .header("content-type", "application/json")
                        .header("accept", "application/json, text/event-stream")
                        .POST(HttpRequest.BodyPublishers.ofString(
                                Mcp.watched(1, "demo_act", "{\"what\":\"" + MARK + "\"}"))))
                .body();
        String byRoute = running.send(running.request("/v1/connectors/demo/act")
                        .header("content-type", "application/json")
                        .header("accept", "text/event-stream")
                        .POST(HttpRequest.BodyPublishers.ofString("{\"what\":\"" + MARK + "\"}")))
                .body();
        for (String answer : List.of(file, byTool, byRoute)) {
            assertThat(answer).contains("\"code\":\"content_filter\"").doesNotContain(MARK);
        }
    }

    @Test
    void no_answer_of_a_model_comes_out_without_rails() throws Exception {
        switchOn("model");
        for (boolean stream : new boolean[] {false, true}) {
            String answer = running.post(
                            "/v1/chat/completions", RunningGateway.chat("say one " + MARK + " two", stream))
                    .body();
            assertThat(answer).contains("\"finish_reason\":\"content_filter\"").doesNotContain("Mark");
            assertThat(answer.contains("\"code\":\"content_filter\"")).isEqualTo(stream);
        }
        for (boolean stream : new boolean[] {false, true}) {
            String response =
                    running.post("/v1/responses", inDialect("input", stream)).body();
            assertThat(response).contains("\"reason\":\"content_filter\"").doesNotContain("Mark");
            String message =
                    running.post("/v1/messages", inDialect("messages", stream)).body();
            assertThat(message).contains("\"stop_reason\":\"refusal\"").doesNotContain("Mark");
        }
        String completion = running.post("/v1/completions", "{\"model\":\"default\",\"prompt\":\"" + MARK + "\"}")
                .body();
        assertThat(completion).contains("content_filter").doesNotContain(MARK);
        for (String order : List.of("chat say ", "stream say ", "choose say ")) {
            String operation = running.post("/v1/connectors/demo/ask", "{\"what\":\"" + order + MARK + "\"}")
                    .body();
            assertThat(operation).contains("\"code\":\"content_filter\"").doesNotContain(MARK);
        }
    }

    /** A request in another shape; what it repeats of the request does not hold the mark. */
    private static String inDialect(String field, boolean stream) {
        ObjectNode body = Json.MAPPER
                .createObjectNode()
                .put("model", "default")
                .put("max_tokens", 16)
                .put("stream", stream);
        body.putArray(field).addObject().put("role", "user").put("content", "say one " + MARK + " two");
        return Json.write(body);
    }

    private static void switchOn(String origins) throws Exception {
        HttpResponse<String> response = running.send(running.request("/admin/v1/policies/admin")
                .header("content-type", "application/yaml")
                .PUT(HttpRequest.BodyPublishers.ofString("rails: {marker: {on: [" + origins + "]}}")));
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    }

    /** The routes that take a body and do not stop the mark; those that run operations are tried by operation. */
    private static List<String> unguarded(URI base, List<Route> routes, List<String> tried) throws Exception {
        List<String> unguarded = new ArrayList<>();
        for (Route route : routes) {
            String path = route.getName();
            Set<HttpMethod> methods = route.methods() == null ? Set.of() : route.methods();
            boolean exempt = path == null
                    || path.startsWith(ADMINISTRATION)
                    || KEPT.matcher(path).matches()
                    || BY_OPERATION.contains(path);
            if (exempt || methods.stream().noneMatch(WITH_BODY::contains)) {
                continue;
            }
            tried.add(path);
            if (!guards(base.resolve(path))) {
                unguarded.add(path);
            }
        }
        return unguarded;
    }

    private static boolean guards(URI route) throws Exception {
        ObjectNode body = Json.MAPPER
                .createObjectNode()
                .put("model", "default")
                .put("input", MARK)
                .put("query", MARK)
                .put("max_tokens", 16);
        body.putArray("documents").add(MARK);
        if (!route.getPath().endsWith("/responses")) {
            body.put("prompt", MARK); // there it is the name of a template
        }
        body.putArray("messages").addObject().put("role", "user").put("content", "say " + MARK);
        HttpRequest request = HttpRequest.newBuilder(route)
                .header("authorization", "Bearer " + running.adminKey)
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(Json.write(body)))
                .build();
        return stopped(
                running.http.send(request, HttpResponse.BodyHandlers.ofString()).body());
    }

    private static boolean stopped(String answer) {
        return answer.contains("\"code\":\"content_filter\"") || answer.contains("\"flagged\":true");
    }

    private static List<JsonNode> operations() throws Exception {
        List<JsonNode> operations = new ArrayList<>();
        RunningGateway.json(running.get("/v1/connectors"))
                .path("data")
                .forEach(connector -> connector
                        .path("operations")
                        .forEach(operation -> operations.add(((ObjectNode) operation)
                                .put(
                                        "path",
                                        connector.path("name").asText() + "/"
                                                + operation.path("name").asText()))));
        return operations;
    }

    private static String call(JsonNode operation, PlantedInput planted) throws Exception {
        String path = "/v1/connectors/" + operation.path("path").asText();
        if (operation.path("kind").asText().equals("live")) {
            return live(path, planted.json());
        }
        if (planted.files().isEmpty()) {
            return running.post(path, Json.write(planted.json())).body();
        }
        Multipart form = new Multipart().jsonField("input", Json.write(planted.json()));
        planted.files().forEach(name -> form.file(name, "a.txt", "text/plain", "x".getBytes(StandardCharsets.UTF_8)));
        return running.send(running.request(path)
                        .header("content-type", Multipart.TYPE)
                        .POST(HttpRequest.BodyPublishers.ofByteArray(form.bytes())))
                .body();
    }

    private static String callTool(JsonNode operation, PlantedInput planted) throws Exception {
        ObjectNode arguments = planted.json().deepCopy();
        planted.files().forEach(name -> {
            boolean many = operation
                    .at("/input_schema/properties/" + name + "/type")
                    .asText()
                    .equals("array");
            ObjectNode file =
                    Json.MAPPER.createObjectNode().put("filename", "a.txt").put("data", "eA==");
            arguments.set(name, many ? Json.MAPPER.createArrayNode().add(file) : file);
        });
        String tool = operation.path("path").asText().replace('/', '_');
        return running.post("/mcp", Mcp.call(tool, Json.write(arguments))).body();
    }

    /** The first frame that comes back. */
    private static String live(String path, ObjectNode input) throws Exception {
        CompletableFuture<String> answer = new CompletableFuture<>();
        WebSocket socket = running.http
                .newWebSocketBuilder()
                .header("authorization", "Bearer " + running.adminKey)
                .buildAsync(URI.create(running.uri(path).toString().replace("http", "ws")), new WebSocket.Listener() {
                    @Override
                    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
                        answer.complete(data.toString());
                        return WebSocket.Listener.super.onText(from, data, last);
                    }
                })
                .get(20, TimeUnit.SECONDS);
        socket.sendText(Json.write(input), true).get(20, TimeUnit.SECONDS);
        String frame = answer.get(20, TimeUnit.SECONDS);
        socket.abort();
        return frame;
    }
}
