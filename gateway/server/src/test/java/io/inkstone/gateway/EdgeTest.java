package io.inkstone.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EdgeTest {

    @TempDir
    static Path dataDir;

    static RunningGateway running;

    @BeforeAll
    static void start() throws Exception {
        running = new RunningGateway(
                dataDir,
                Map.of(
                        "inkstone.gateway.limits.max-body-bytes", "20000",
                        "inkstone.gateway.limits.max-upload-bytes", "50000",
                        "inkstone.gateway.limits.max-upload-memory-bytes", "30000",
                        "inkstone.gateway.limits.request-timeout", "PT1S",
                        "inkstone.gateway.limits.body-timeout", "PT0.5S",
                        "inkstone.gateway.limits.max-operations", "2",
                        "inkstone.gateway.limits.max-connections", "20",
                        "inkstone.gateway.cors-origins", "https://office.example.org"));
    }

    @AfterAll
    static void stop() {
        running.close();
    }

    @Test
    void keeps_a_sane_request_id_and_replaces_another() throws Exception {
        HttpResponse<String> kept = running.send(running.request("/health/live").header("x-request-id", "abc-1"));
        HttpResponse<String> replaced =
                running.send(running.request("/health/live").header("x-request-id", "a b<script>"));

        assertThat(kept.headers().firstValue("x-request-id")).hasValue("abc-1");
        assertThat(replaced.headers().firstValue("x-request-id").orElseThrow()).matches("[0-9a-f-]{36}");
        assertThat(kept.headers().firstValue("x-content-type-options")).hasValue("nosniff");
    }

    @Test
    void answers_every_error_in_openais_shape_with_a_request_id() throws Exception {
        HttpResponse<String> route = running.get("/v1/nothing");
        HttpResponse<String> method = running.get("/v1/chat/completions");
        HttpResponse<String> noKey =
                running.send(HttpRequest.newBuilder(running.uri("/v1/models")).GET());
        HttpResponse<String> noBearer = running.send(HttpRequest.newBuilder(running.uri("/v1/models"))
                .header("authorization", "Basic abc")
                .GET());
        HttpResponse<String> type = running.send(running.request("/v1/chat/completions")
                .header("content-type", "text/plain")
                .POST(HttpRequest.BodyPublishers.ofString("{}")));
        HttpResponse<String> json = running.post("/v1/chat/completions", "{\"a\":");
        HttpResponse<String> form = running.send(running.request("/v1/connectors/demo/measure")
                .header("content-type", "multipart/form-data; boundary=x")
                .POST(HttpRequest.BodyPublishers.ofString("--x\r\nContent-Disposition: nonsense; \"\r\n\r\n--x--")));

        assertError(route, 404, "unknown_route");
        assertError(method, 405, "method_not_allowed");
        assertThat(method.headers().firstValue("allow")).hasValue("POST");
        assertThat(running.send(running.request("/v1/files/file-1").PUT(HttpRequest.BodyPublishers.noBody()))
                        .headers()
                        .firstValue("allow"))
                .hasValue("DELETE, GET");
        assertThat(running.get("/v1/connectors/demo/echo").headers().firstValue("allow"))
                .hasValue("POST");
        assertError(noKey, 401, "invalid_api_key");
        assertError(noBearer, 401, "invalid_api_key");
        assertError(type, 415, "unsupported_media_type");
        assertError(json, 400, "invalid_json");
        assertError(form, 400, "malformed_body");
        assertThat(noKey.headers().firstValue("www-authenticate").orElseThrow())
                .matches("Bearer resource_metadata=\"http://127.0.0.1:\\d+/.well-known/oauth-protected-resource\"");
    }

    @Test
    void refuses_a_body_that_is_too_large_whether_or_not_it_says_so() throws Exception {
        String large = RunningGateway.chat("x".repeat(30_000), false);
        HttpResponse<String> announced = running.post("/v1/chat/completions", large);
        HttpResponse<String> chunked = running.send(running.request("/v1/chat/completions")
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofInputStream(
                        () -> new java.io.ByteArrayInputStream(large.getBytes(StandardCharsets.UTF_8)))));

        assertError(announced, 413, "body_too_large");
        assertError(chunked, 413, "body_too_large");
    }

    @Test
    void refuses_an_upload_that_is_too_large_or_has_no_room() throws Exception {
        assertError(upload(60_000), 413, "body_too_large");
        HttpResponse<String> noRoom = upload(40_000);
        assertError(noRoom, 503, "upload_memory_full");
        assertThat(noRoom.headers().firstValue("retry-after")).hasValue("1");
        for (int i = 0; i < 3; i++) {
            assertThat(upload(20_000).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void gives_up_on_a_body_that_does_not_come() throws Exception {
        String head = "POST /v1/chat/completions HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + running.adminKey
                + "\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{";

        String answer = raw(head);

        assertThat(answer).startsWith("HTTP/1.1 408").contains("body_timeout").doesNotContain("stays open");
    }

    @Test
    void ends_the_connection_of_a_refused_caller_who_keeps_sending() throws Exception {
        String answer =
                raw("POST /v1/chat/completions HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n");

        assertThat(answer).startsWith("HTTP/1.1 401").doesNotContain("stays open");
    }

    @Test
    void stops_a_request_that_takes_too_long() throws Exception {
        HttpResponse<String> model = running.post("/v1/chat/completions", RunningGateway.chat("hang", false));
        HttpResponse<String> operation = running.post("/v1/connectors/demo/act", "{\"what\":\"wait\"}");

        assertError(model, 504, "request_timeout");
        assertError(operation, 504, "request_timeout");
    }

    @Test
    void refuses_an_operation_when_all_workers_are_busy() throws Exception {
        HttpRequest waiting = running.request("/v1/connectors/demo/act")
                .header("content-type", "application/json")
                .header("accept", "text/event-stream")
                .POST(HttpRequest.BodyPublishers.ofString("{\"what\":\"wait after progress\"}"))
                .build();
        List<HttpResponse<InputStream>> open = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            open.add(running.http.send(waiting, HttpResponse.BodyHandlers.ofInputStream()));
        }

        HttpResponse<String> refused = running.post("/v1/connectors/demo/act", "{\"what\":\"nothing\"}");
        for (HttpResponse<InputStream> response : open) {
            response.body().close();
        }

        assertError(refused, 503, "workers_busy");
    }

    @Test
    void closes_connections_beyond_the_bound() throws Exception {
        List<Socket> sockets = new ArrayList<>();
        try {
            for (int i = 0; i < 40; i++) {
                sockets.add(new Socket(InetAddress.getLoopbackAddress(), running.gateway.port()));
            }
            Socket last = sockets.get(39);
            last.setSoTimeout(5000);
            assertThat(last.getInputStream().read()).isEqualTo(-1);
        } finally {
            for (Socket socket : sockets) {
                socket.close();
            }
        }
        // It hears of that a moment later; until then it would close the connections of the next test.
        Eventually.get(EdgeTest::connects, served -> served);
    }

    private static boolean connects() throws Exception {
        try {
            return raw("GET /health/live HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
                    .contains(" 200 ");
        } catch (SocketException e) {
            return false;
        }
    }

    @Test
    void answers_malformed_http_and_survives() throws Exception {
        assertThat(raw("NONSENSE\r\n\r\n")).contains(" 400 ");
        assertThat(raw("GET /" + "x".repeat(10_000) + " HTTP/1.1\r\nHost: x\r\n\r\n"))
                .contains(" 414 ");
        assertThat(running.get("/health/live").statusCode()).isEqualTo(200);
    }

    @Test
    void lets_named_origins_call_from_a_browser() throws Exception {
        HttpResponse<String> preflight = running.send(HttpRequest.newBuilder(running.uri("/v1/chat/completions"))
                .header("origin", "https://office.example.org")
                .header("access-control-request-method", "POST")
                .header("access-control-request-headers", "authorization")
                .method("OPTIONS", HttpRequest.BodyPublishers.noBody()));
        HttpResponse<String> other = running.send(HttpRequest.newBuilder(running.uri("/health/live"))
                .header("origin", "https://evil.example.org")
                .GET());

        assertThat(preflight.statusCode()).isEqualTo(204);
        assertThat(preflight.headers().firstValue("access-control-allow-origin"))
                .hasValue("https://office.example.org");
        assertThat(other.headers().firstValue("access-control-allow-origin")).isEmpty();
        assertThat(other.statusCode()).isEqualTo(403);
    }

    @Test
    void shows_metrics_without_a_callers_words() throws Exception {
        running.post("/v1/chat/completions", RunningGateway.chat("say private words", true));
        running.get("/v1/private-path");

        String metrics = running.get("/metrics").body();

        assertThat(metrics)
                .contains(
                        "gen_ai_client_token_usage_sum{gen_ai_operation_name=\"chat\",gen_ai_request_model=\"parrot\","
                                + "gen_ai_token_type=\"input\"}",
                        "gen_ai_server_request_duration_seconds_count",
                        "gen_ai_server_time_to_first_token_seconds_count",
                        "http_server_request_duration_seconds_count{http_request_method=\"POST\","
                                + "http_response_status_code=\"200\",http_route=\"/v1/chat/completions\"}",
                        "jvm_memory_used_bytes")
                .doesNotContain("private");
    }

    @Test
    void describes_itself() throws Exception {
        JsonNode openApi = RunningGateway.json(running.get("/openapi"));
        String docs = running.get("/docs").body();
        String home = running.get("/").body();

        assertThat(openApi.path("openapi").asText()).isEqualTo("3.1.0");
        assertThat(openApi.at("/paths/~1v1~1connectors~1demo~1echo/post/requestBody/content")
                        .properties())
                .extracting(Map.Entry::getKey)
                .containsExactly("application/json", "multipart/form-data");
        assertThat(openApi.at("/paths/~1v1~1connectors~1demo~1measure/post/requestBody/content/application~1json"
                                + "/schema/properties/the_file/anyOf/0/required/0")
                        .asText())
                .isEqualTo("file_id");
        assertThat(openApi.at("/paths/~1v1~1connectors~1demo~1measure/post/requestBody/content/multipart~1form-data"
                                + "/schema/properties/the_file/format")
                        .asText())
                .isEqualTo("binary");
        assertThat(openApi.at("/paths/~1v1~1connectors~1demo~1report/post/responses/200/content")
                        .properties())
                .extracting(Map.Entry::getKey)
                .containsExactly("application/json", "text/event-stream", "text/csv", "text/calendar");
        assertThat(openApi.at("/paths/~1v1~1connectors~1demo~1listen/get/responses")
                        .has("101"))
                .isTrue();
        assertThat(openApi.at("/paths/~1v1~1chat~1completions/post").isMissingNode())
                .isFalse();
        assertThat(docs)
                .contains("/v1/connectors/demo/echo", "what to repeat", "接口")
                .doesNotContain("http://", "https://");
        assertThat(home).contains("Inkstone 砚台", "demo/echo", "/docs", "办公软件");
    }

    @Test
    void describes_itself_as_openapi_wants_it() throws Exception {
        JsonNode paths = RunningGateway.json(running.get("/openapi")).path("paths");
        List<String> wrong = new ArrayList<>();
        paths.properties().forEach(path -> {
            path.getValue().findValues("parameters").stream()
                    .filter(parameters -> !parameters.isArray())
                    .forEach(parameters -> wrong.add(path.getKey()));
            int named = path.getKey().split("\\{", -1).length - 1;
            if (path.getValue().path("parameters").size() != named) {
                wrong.add(path.getKey() + " names its parameters");
            }
        });

        assertThat(wrong).isEmpty();
        assertThat(paths.at("/~1mcp/post/responses/default/content/application~1json/schema/properties/error"
                                + "/properties/code/type")
                        .asText())
                .isEqualTo("integer");
        assertThat(paths.at("/~1v1~1files~1{id}~1content/get/responses/200/content")
                        .properties())
                .extracting(Map.Entry::getKey)
                .containsExactly("application/octet-stream");
        assertThat(paths.at("/~1admin~1v1~1backup/post/responses/200/content").properties())
                .extracting(Map.Entry::getKey)
                .containsExactly("application/zip");
        assertThat(paths.at("/~1admin~1v1~1backup/post").has("requestBody")).isFalse();
    }

    @Test
    void proves_that_a_token_can_be_generated() throws Exception {
        HttpResponse<String> ready = running.get("/health/ready");

        assertThat(ready.statusCode()).isEqualTo(200);
        assertThat(ready.body()).isEqualTo("{\"status\":\"UP\",\"checks\":[{\"name\":\"model\",\"status\":\"UP\"}]}");
        assertThat(running.get("/health/started").statusCode()).isEqualTo(200);
    }

    private static HttpResponse<String> upload(int bytes) throws Exception {
        Multipart form = new Multipart().field("times", "1").file("the_file", "x", "a/b", new byte[bytes]);
        return running.send(running.request("/v1/connectors/demo/measure")
                .header("content-type", Multipart.TYPE)
                .POST(HttpRequest.BodyPublishers.ofByteArray(form.bytes())));
    }

    private static String raw(String request) throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), running.gateway.port())) {
            socket.setSoTimeout(5000);
            OutputStream out = socket.getOutputStream();
            out.write(request.getBytes(StandardCharsets.UTF_8));
            out.flush();
            byte[] buffer = new byte[4096];
            StringBuilder answer = new StringBuilder();
            try {
                for (int n = socket.getInputStream().read(buffer);
                        n > 0;
                        n = socket.getInputStream().read(buffer)) {
                    answer.append(new String(buffer, 0, n, StandardCharsets.UTF_8));
                }
            } catch (SocketTimeoutException e) {
                answer.append("(the connection stays open)");
            }
            return answer.toString();
        }
    }

    private static void assertError(HttpResponse<String> response, int status, String code) throws Exception {
        assertThat(response.statusCode()).isEqualTo(status);
        JsonNode error = RunningGateway.json(response).path("error");
        assertThat(error.path("code").asText()).isEqualTo(code);
        assertThat(error.path("message").asText()).isNotEmpty();
        assertThat(error.path("type").asText()).isNotEmpty();
        assertThat(response.headers().firstValue("x-request-id")).isPresent();
    }
}
