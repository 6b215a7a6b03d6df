package io.inkstone.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * That a tenant sees and changes nothing of another's. The routes are taken from the running gateway's router; each part of a path
 * that names something has to be known here, so that a new route fails until it says what it names.
 */
class TenantIsolationTest {

    private static final Pattern NAMED = Pattern.compile(":([A-Za-z_]+)");
    private static final List<HttpMethod> METHODS =
            List.of(HttpMethod.GET, HttpMethod.POST, HttpMethod.PUT, HttpMethod.DELETE, HttpMethod.PATCH);

    /** Routes whose named parts are the system's and not a tenant's. */
    private static final Set<String> OF_THE_SYSTEM = Set.of("/v1/connectors/:connector/:operation");

    /** What the other tenant has; nobody else has it, and none of it may be seen. */
    private static final String OTHER = "victim-7741";

    private static final String REQUEST = "request-of-the-victim-7741";
    private static final String KEY_NAME = "laptop of the victim";
    private static final String POLICY = "rails: {marker: {on: [document]}} # policy of the victim";

    private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(20);

    @TempDir
    static Path dataDir;

    static RunningGateway running;
    static String curious;
    static String otherKeyId;
    static String otherSecret;
    static String otherFile;
    static String otherBatch;

    /** Of each route that names something of a tenant's, the other tenant's. */
    private static Map<String, List<String>> objects() {
        Map<String, List<String>> objects = new LinkedHashMap<>();
        objects.put("/admin/v1/keys/:id", List.of(otherKeyId));
        objects.put("/admin/v1/keys/:id/rotate", List.of(otherKeyId));
        objects.put("/admin/v1/policies/:tenant", List.of(OTHER));
        for (String prefix : List.of("/v1", "")) {
            objects.put(prefix + "/files/:id", List.of(otherFile));
            objects.put(prefix + "/files/:id/content", List.of(otherFile));
            objects.put(prefix + "/batches/:id", List.of(otherBatch));
            objects.put(prefix + "/batches/:id/cancel", List.of(otherBatch));
        }
        return objects;
    }

    private static List<String> secrets() {
        return List.of(OTHER, REQUEST, KEY_NAME, "policy of the victim", otherKeyId, otherFile, otherBatch);
    }

    @BeforeAll
    static void start() throws Exception {
        running = new RunningGateway(dataDir);
        curious = RunningGateway.json(running.post("/admin/v1/keys", "{\"tenant\":\"curious\"}"))
                .path("key")
                .asText();
        JsonNode made = RunningGateway.json(
                running.post("/admin/v1/keys", "{\"tenant\":\"" + OTHER + "\",\"name\":\"" + KEY_NAME + "\"}"));
        otherKeyId = made.path("id").asText();
        otherSecret = made.path("key").asText();
        running.send(running.request("/admin/v1/policies/" + OTHER)
                .header("content-type", "application/yaml")
                .PUT(HttpRequest.BodyPublishers.ofString(POLICY)));
        String line = "{\"custom_id\":\"1\",\"method\":\"POST\",\"url\":\"/v1/chat/completions\",\"body\":"
                + RunningGateway.chat("say a", false) + "}";
        otherFile = RunningGateway.json(running.send(running.request("/v1/files")
                        .setHeader("authorization", "Bearer " + otherSecret)
                        .header("content-type", Multipart.TYPE)
                        .POST(HttpRequest.BodyPublishers.ofByteArray(new Multipart()
                                .field("purpose", "batch")
                                .file("file", "lines.jsonl", "application/jsonl", line.getBytes(StandardCharsets.UTF_8))
                                .bytes()))))
                .path("id")
                .asText();
        otherBatch = RunningGateway.json(running.send(running.request("/v1/batches")
                        .setHeader("authorization", "Bearer " + otherSecret)
                        .header("content-type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString("{\"input_file_id\":\"" + otherFile
                                + "\",\"endpoint\":\"/v1/chat/completions\",\"completion_window\":\"24h\"}"))))
                .path("id")
                .asText();
        running.send(running.request("/v1/chat/completions")
                .setHeader("authorization", "Bearer " + otherSecret)
                .header("content-type", "application/json")
                .header("x-request-id", REQUEST)
                .POST(HttpRequest.BodyPublishers.ofString(RunningGateway.chat("say a", false))));
        running.send(running.request("/v1/connectors/demo/act")
                .setHeader("authorization", "Bearer " + otherSecret)
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"what\":\"count\"}")));
        long started = System.nanoTime();
        while (!running.get("/admin/v1/usage/demo").body().contains(OTHER)) {
            assertThat(System.nanoTime() - started).isLessThan(LIMIT_NANOS);
        }
        while (!running.get("/admin/v1/audit?tenant=" + OTHER).body().contains(REQUEST)) {
            assertThat(System.nanoTime() - started).isLessThan(LIMIT_NANOS);
        }
    }

    @AfterAll
    static void stop() {
        running.close();
    }

    @Test
    void every_route_that_names_something_says_what() {
        List<String> named = named(running.gateway.routes());

        assertThat(named).containsExactlyInAnyOrderElementsOf(objects().keySet());
        assertThat(named).hasSizeGreaterThanOrEqualTo(10);
    }

    @Test
    void no_route_gives_a_tenant_anything_of_another() throws Exception {
        List<String> tried = new ArrayList<>();

        assertThat(leaks(running.uri(""), running.gateway.routes(), tried)).isEmpty();
        assertThat(tried)
                .hasSizeGreaterThan(30)
                .contains(
                        "GET /v1/usage",
                        "GET /v1/usage/demo",
                        "GET /admin/v1/usage/demo",
                        "GET /v1/models",
                        "DELETE /admin/v1/keys/:id");

        assertThat(own("/v1/usage/demo", curious)).contains("\"seen\":0").doesNotContain("\"seen\":6", "red");
        assertThat(own("/v1/usage/demo", otherSecret)).contains(OTHER, "\"seen\":6", "red");
        assertThat(running.get("/admin/v1/keys").body()).contains(otherKeyId, KEY_NAME);
        assertThat(running.get("/admin/v1/policies/" + OTHER).body()).contains("policy of the victim");
        assertThat(running.get("/admin/v1/tenants").body()).contains(OTHER).doesNotContain("\"concurrency\":1");
        assertThat(own("/v1/usage", otherSecret)).contains(OTHER, "\"model\":\"parrot\"");
    }

    private static String own(String path, String key) throws Exception {
        return running.send(running.request(path)
                        .setHeader("authorization", "Bearer " + key)
                        .GET())
                .body();
    }

    @Test
    void those_who_run_the_system_do_see_it() throws Exception {
        for (String path : List.of("keys", "tenants", "audit?tenant=" + OTHER, "usage", "usage/demo", "policies")) {
            assertThat(running.get("/admin/v1/" + path).body()).as(path).contains(OTHER);
        }
    }

    @Test
    void a_route_that_leaks_would_be_found() throws Exception {
        Vertx vertx = Vertx.vertx();
        try {
            Router router = Router.router(vertx);
            router.get("/v1/things").handler(ctx -> ctx.end("all of " + OTHER));
            router.get("/admin/v1/keys/:id")
                    .handler(ctx -> ctx.response()
                            .setStatusCode(ctx.pathParam("id").equals(otherKeyId) ? 403 : 404)
                            .end());
            router.get("/v1/new/:thing").handler(ctx -> ctx.end());
            int port = vertx.createHttpServer()
                    .requestHandler(router)
                    .listen(0, "127.0.0.1")
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(20, TimeUnit.SECONDS)
                    .actualPort();

            List<String> leaks = leaks(URI.create("http://127.0.0.1:" + port), router.getRoutes(), new ArrayList<>());

            assertThat(leaks)
                    .contains(
                            "GET /v1/things shows " + OTHER,
                            "GET /admin/v1/keys/:id tells what is there from what is not");
            assertThat(named(router.getRoutes())).contains("/v1/new/:thing");
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
        }
    }

    private static List<String> named(List<Route> routes) {
        return routes.stream()
                .map(Route::getName)
                .filter(path -> path != null && NAMED.matcher(path).find() && !OF_THE_SYSTEM.contains(path))
                .distinct()
                .toList();
    }

    /** Each route with each method it takes, asked by the curious tenant: for what it lists, and for the other's objects. */
    private static List<String> leaks(URI base, List<Route> routes, List<String> tried) throws Exception {
        List<String> leaks = new ArrayList<>();
        for (Route route : routes) {
            String pattern = route.getName();
            if (pattern == null || OF_THE_SYSTEM.contains(pattern)) {
                continue;
            }
            for (HttpMethod method : route.methods() == null
                    ? METHODS
                    : METHODS.stream().filter(route.methods()::contains).toList()) {
                String what = method + " " + pattern;
                tried.add(what);
                if (NAMED.matcher(pattern).find()) {
                    for (String id : objects().getOrDefault(pattern, List.of())) {
                        checkObject(base, method, pattern, id, leaks);
                    }
                } else {
                    checkList(base, method, pattern, leaks);
                }
            }
        }
        return leaks;
    }

    /** The other's object is answered like one that is not there. */
    private static void checkObject(URI base, HttpMethod method, String pattern, String id, List<String> leaks)
            throws Exception {
        String missing = id.substring(0, id.length() - 4) + "0000";
        HttpResponse<String> there = ask(base, method, NAMED.matcher(pattern).replaceAll(id));
        HttpResponse<String> notThere = ask(base, method, NAMED.matcher(pattern).replaceAll(missing));
        String what = method + " " + pattern;
        if (there.statusCode() != notThere.statusCode()
                || !there.body().replace(id, "ID").equals(notThere.body().replace(missing, "ID"))) {
            leaks.add(what + " tells what is there from what is not");
        }
        if (there.statusCode() < 400) {
            leaks.add(what + " answers " + there.statusCode());
        }
    }

    private static void checkList(URI base, HttpMethod method, String pattern, List<String> leaks) throws Exception {
        List<String> asked = new ArrayList<>(List.of(""));
        for (String name : List.of("tenant", "key", "user", "id", "after")) {
            asked.add("?" + name + "=" + (name.equals("key") || name.equals("id") ? otherKeyId : OTHER));
        }
        for (String query : asked) {
            HttpResponse<String> answer = ask(base, method, pattern + query);
            String said = answer.body().replace("'" + OTHER + "'", "").replace("'" + otherKeyId + "'", "");
            secrets().stream()
                    .filter(said::contains)
                    .forEach(secret -> leaks.add(method + " " + pattern + query + " shows " + secret));
        }
    }

    private static HttpResponse<String> ask(URI base, HttpMethod method, String path) throws Exception {
        String body = "{\"id\":\"" + OTHER + "\",\"tenant\":\"" + OTHER + "\",\"limits\":{\"concurrency\":1}}";
        HttpRequest.BodyPublisher sent = method.equals(HttpMethod.GET)
                ? HttpRequest.BodyPublishers.noBody()
                : HttpRequest.BodyPublishers.ofString(body);
        return running.http.send(
                HttpRequest.newBuilder(base.resolve(path))
                        .header("authorization", "Bearer " + curious)
                        .header("content-type", path.contains("policies") ? "application/yaml" : "application/json")
                        .method(method.name(), sent)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
