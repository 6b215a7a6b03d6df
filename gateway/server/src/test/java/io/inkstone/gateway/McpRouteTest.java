package io.inkstone.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inkstone.protocol.Json;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class McpRouteTest {

    private static final String BOTH = "application/json, text/event-stream";
    private static final String ECHO = "{\"the_text\":\"hi\",\"count\":2,\"tone\":\"formal\",\"filters\":[]}";

    @TempDir
    static Path dataDir;

    static RunningGateway running;

    @BeforeAll
    static void start() throws Exception {
        running = new RunningGateway(
                dataDir,
                Map.of(
                        "inkstone.gateway.cors-origins", "https://office.example.org",
                        "inkstone.gateway.limits.max-upload-bytes", "400000"));
    }

    @AfterAll
    static void stop() {
        running.close();
    }

    @BeforeEach
    void forget() {
        DemoConnector.INTERRUPTED.clear();
    }

    @ParameterizedTest
    @CsvSource({
        "2025-03-26,2025-03-26",
        "2025-06-18,2025-06-18",
        "2025-11-25,2025-11-25",
        "2026-07-28,2025-11-25",
        "1999-01-01,2025-11-25"
    })
    void agrees_on_a_version(String wanted, String agreed) throws Exception {
        HttpResponse<String> response = send("{\"jsonrpc\":\"2.0\",\"id\":\"a\",\"method\":\"initialize\",\"params\":"
                + "{\"protocolVersion\":\"" + wanted + "\",\"capabilities\":{},\"clientInfo\":{\"name\":\"t\"}}}");

        JsonNode answer = RunningGateway.json(response);
        assertThat(answer.path("id").asText()).isEqualTo("a");
        assertThat(answer.at("/result/protocolVersion").asText()).isEqualTo(agreed);
        assertThat(answer.at("/result/capabilities/tools").isObject()).isTrue();
        assertThat(answer.at("/result/instructions").asText()).contains("Live operations are no tools");
        assertThat(response.headers().firstValue("mcp-session-id").orElseThrow())
                .hasSizeGreaterThan(30);
    }

    @Test
    void discovers_itself_without_a_handshake() throws Exception {
        ObjectNode discover = Mcp.stateless("unused", "{}").put("method", "server/discover");
        HttpResponse<String> response = stateless(discover, "server/discover", "");

        JsonNode result = RunningGateway.json(response).path("result");
        assertThat(result.path("supportedVersions").path(0).asText()).isEqualTo("2026-07-28");
        assertThat(result.path("resultType").asText()).isEqualTo("complete");
        assertThat(result.path("cacheScope").asText()).isEqualTo("private");
        assertThat(result.path("_meta").findPath("name").asText()).isEqualTo("inkstone");
        assertThat(response.headers().firstValue("mcp-session-id")).isEmpty();
    }

    @Test
    void declares_each_operation_that_answers_once_as_a_tool() throws Exception {
        JsonNode tools = RunningGateway.json(send(Mcp.request("tools/list"))).at("/result/tools");

        assertThat(tools.findValuesAsText("name"))
                .contains("demo_echo", "demo_measure", "demo_report", "demo_act", "demo_ask")
                .doesNotContain("demo_listen");
        JsonNode echo = tool(tools, "demo_echo");
        assertThat(echo.path("title").asText()).isEqualTo("demo/echo");
        assertThat(echo.path("description").asText()).isEqualTo("Answers what it was asked.");
        assertThat(echo.path("annotations").path("readOnlyHint").asBoolean()).isTrue();
        assertThat(echo.at("/inputSchema/properties/the_text/maxLength").asInt())
                .isEqualTo(20);
        assertThat(echo.at("/outputSchema/anyOf/1/required/0").asText()).isEqualTo("error");
        assertThat(tool(tools, "demo_act").path("annotations").has("readOnlyHint"))
                .isFalse();
        assertThat(tool(tools, "demo_measure").at("/inputSchema/properties/the_file"))
                .isEqualTo(Json.MAPPER.readTree("""
                        {"type":"object","properties":{
                          "filename":{"type":"string","minLength":1,"description":"The file's name with its ending, as data.xlsx."},
                          "media_type":{"type":"string"},
                          "data":{"type":"string","contentEncoding":"base64"},
                          "file_id":{"type":"string","description":"A file that was uploaded before, instead of name and data."}},
                         "anyOf":[{"required":["file_id"]},{"required":["filename","data"]}],"additionalProperties":false}
                        """));
        assertThat(tool(tools, "demo_report")
                        .at("/inputSchema/properties/result_file/enum")
                        .toString())
                .isEqualTo("[\"text/csv\",\"text/calendar\"]");
    }

    @Test
    void runs_an_operation_as_its_route_does() throws Exception {
        HttpResponse<String> response = running.send(mcp(Mcp.call("demo_echo", ECHO))
                .header("accept-language", "zh-CN")
                .header("time-zone", "Asia/Shanghai"));
        String byRoute = running.send(running.request("/v1/connectors/demo/echo")
                        .header("content-type", "application/json")
                        .header("accept-language", "zh-CN")
                        .header("time-zone", "Asia/Shanghai")
                        .POST(HttpRequest.BodyPublishers.ofString(ECHO)))
                .body();

        JsonNode result = RunningGateway.json(response).path("result");
        assertThat(result.path("isError").asBoolean(true)).isFalse();
        assertThat(result.at("/content/0/text").asText()).isEqualTo(byRoute);
        assertThat(Json.write(result.path("structuredContent"))).isEqualTo(byRoute);
        assertThat(result.has("resultType")).isFalse();
    }

    @Test
    void takes_a_file_in_base64() throws Exception {
        JsonNode result = call("demo_measure", file("../../数据.csv", "a,b"));

        assertThat(result.path("structuredContent").toString())
                .isEqualTo(
                        "{\"name\":\"数据.csv\",\"media_type\":\"text/csv\",\"size_bytes\":3,\"content\":\"a,b\",\"times\":1}");
    }

    @Test
    void decodes_a_large_file_elsewhere_than_on_the_event_loop() throws Exception {
        JsonNode result = call("demo_measure", file("a.csv", "x".repeat(200_000)));

        assertThat(result.at("/structuredContent/size_bytes").asInt()).isEqualTo(200_000);
    }

    @Test
    void gives_the_file_that_is_asked_for() throws Exception {
        JsonNode asText = call("demo_report", "{\"title\":\"Q1\",\"result_file\":\"text/csv\"}");
        JsonNode without = call("demo_report", "{\"title\":\"Q1\"}");
        JsonNode notMade = call("demo_report", "{\"title\":\"Q1\",\"result_file\":\"text/calendar\"}");
        JsonNode unknown = call("demo_report", "{\"title\":\"Q1\",\"result_file\":\"image/png\"}");

        JsonNode resource = asText.at("/content/1/resource");
        assertThat(resource.path("text").asText()).isEqualTo("title\nQ1\n");
        assertThat(resource.path("mimeType").asText()).isEqualTo("text/csv");
        assertThat(resource.path("uri").asText()).isEqualTo("inkstone:///demo/report/%E6%8A%A5%E5%91%8A%201.csv");
        assertThat(without.path("content")).hasSize(1);
        assertThat(code(notMade)).isEqualTo("no_such_file");
        assertThat(code(unknown)).isEqualTo("invalid_field");
    }

    @Test
    void takes_a_file_that_was_uploaded_before() throws Exception {
        String id = RunningGateway.json(running.send(running.request("/v1/files")
                        .header("content-type", Multipart.TYPE)
                        .POST(HttpRequest.BodyPublishers.ofByteArray(new Multipart()
                                .field("purpose", "user_data")
                                .file("file", "a.txt", "text/plain", new byte[] {1, 2, 3})
                                .bytes()))))
                .path("id")
                .asText();

        JsonNode measured = call("demo_measure", "{\"times\":1,\"the_file\":{\"file_id\":\"" + id + "\"}}");
        JsonNode missing = call("demo_measure", "{\"times\":1,\"the_file\":{\"file_id\":\"file-0\"}}");

        assertThat(measured.path("isError").asBoolean()).isFalse();
        assertThat(measured.path("structuredContent").toString()).contains("3");
        assertThat(code(missing)).isEqualTo("file_not_found");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "demo_echo|{'count':1,'tone':'formal','filters':[]}|missing_field|the_text",
                "demo_echo|{'the_text':' ','count':1,'tone':'formal','filters':[]}|invalid_field|the_text",
                "demo_echo|{'the_text':'a','count':'1','tone':'formal','filters':[]}|invalid_field|count",
                "demo_measure|{'times':1}|missing_file|the_file",
                "demo_measure|{'times':1,'the_file':'a'}|invalid_field|the_file",
                "demo_measure|{'times':1,'the_file':{'data':'QQ=='}}|invalid_field|the_file.filename",
                "demo_measure|{'times':1,'the_file':{'filename':'a'}}|invalid_field|the_file.data",
                "demo_measure|{'times':1,'the_file':{'filename':'a','data':'?'}}|invalid_field|the_file.data",
                "demo_measure|{'times':1,'the_file':{'filename':'a','data':'','url':'x'}}|unknown_field|the_file.url",
                "demo_measure|{'times':1,'extra':1,'the_file':{'filename':'a','data':''}}|unknown_field|extra"
            })
    void tells_the_model_which_argument_is_wrong(String tool, String arguments, String code, String param)
            throws Exception {
        JsonNode result = call(tool, arguments.replace('\'', '"'));

        assertThat(result.path("isError").asBoolean()).isTrue();
        assertThat(code(result)).isEqualTo(code);
        assertThat(result.at("/structuredContent/error/param").asText()).isEqualTo(param);
        assertThat(result.at("/content/0/text").asText()).startsWith(code).contains(param);
    }

    @Test
    void names_files_among_the_known_fields() throws Exception {
        JsonNode result =
                call("demo_measure", "{\"times\":1,\"workbook\":1,\"the_file\":{\"filename\":\"a\",\"data\":\"\"}}");

        assertThat(result.at("/content/0/text").asText()).contains("known are: the_file, second, times, label");
    }

    @ParameterizedTest
    @CsvSource({
        "refuse,ambiguous",
        "invalid,odd_input",
        "large,too_many_rows",
        "unavailable,no_oracle",
        "internal,broken_part",
        "fault,operation_failed"
    })
    void says_why_an_operation_did_not_answer(String order, String code) throws Exception {
        JsonNode result = call("demo_act", "{\"what\":\"" + order + "\"}");

        assertThat(result.path("isError").asBoolean()).isTrue();
        assertThat(code(result)).isEqualTo(code);
        assertThat(result.toString()).doesNotContain("secret detail", "Exception");
    }

    @Test
    void offers_the_choices_of_a_refusal() throws Exception {
        JsonNode result = call("demo_act", "{\"what\":\"refuse\"}");

        assertThat(result.at("/content/0/text").asText()).isEqualTo("ambiguous: Which one?\n- this\n- that");
        assertThat(result.at("/structuredContent/error/choices").toString()).isEqualTo("[\"this\",\"that\"]");
    }

    @Test
    void tells_progress_that_only_grows() throws Exception {
        String body = send(Mcp.watched(3, "demo_act", "{\"what\":\"back and forth\"}"))
                .body();

        assertThat(body).isEqualTo("""
                event: message
                data: {"jsonrpc":"2.0","method":"notifications/progress","params":{"progressToken":"token 3","progress":0.2,"total":1,"message":"at 0.2"}}

                event: message
                data: {"jsonrpc":"2.0","method":"notifications/progress","params":{"progressToken":"token 3","progress":0.9,"total":1,"message":"at 0.9"}}

                event: message
                data: {"jsonrpc":"2.0","id":3,"result":{"content":[{"type":"text","text":"{\\"text\\":\\"back and forth\\"}"}],"structuredContent":{"text":"back and forth"},"isError":false}}

                """);
    }

    @Test
    void ends_a_stream_that_has_begun_with_the_error() throws Exception {
        String body = send(Mcp.watched(1, "demo_act", "{\"what\":\"fault after progress\"}"))
                .body();

        assertThat(body).contains("\"isError\":true", "operation_failed").doesNotContain("secret detail");
    }

    @Test
    void answers_in_the_form_that_the_client_takes() throws Exception {
        HttpResponse<String> json = running.send(request(Mcp.watched(1, "demo_act", "{\"what\":\"back and forth\"}"))
                .header("accept", "application/json"));
        HttpResponse<String> events =
                running.send(request(Mcp.call("demo_echo", ECHO)).header("accept", "text/event-stream"));
        HttpResponse<String> list =
                running.send(request(Mcp.request("tools/list")).header("accept", "text/event-stream"));
        HttpResponse<String> neither = running.send(request(Mcp.request("ping")).header("accept", "text/html"));

        assertThat(json.headers().firstValue("content-type")).hasValue("application/json");
        assertThat(events.body()).startsWith("event: message\ndata: {\"jsonrpc\"");
        assertThat(list.body()).startsWith("event: message\ndata: {\"jsonrpc\"");
        assertThat(neither.statusCode()).isEqualTo(406);
        assertThat(error(neither).at("/data/code").asText()).isEqualTo("not_acceptable");
    }

    @Test
    void cancels_the_call_that_a_notification_names() throws Exception {
        CompletableFuture<HttpResponse<InputStream>> waiting = running.http.sendAsync(
                mcp(Mcp.watched(41, "demo_act", "{\"what\":\"wait after progress\"}"))
                        .header("mcp-session-id", "one")
                        .build(),
                HttpResponse.BodyHandlers.ofInputStream());
        BufferedReader events = new BufferedReader(
                new InputStreamReader(waiting.get(10, TimeUnit.SECONDS).body(), StandardCharsets.UTF_8));
        assertThat(events.readLine()).isEqualTo("event: message");

        HttpResponse<String> other = running.send(mcp(Mcp.cancelled(41)).header("mcp-session-id", "two"));
        HttpResponse<String> response = running.send(mcp(Mcp.cancelled(41)).header("mcp-session-id", "one"));

        assertThat(other.statusCode()).isEqualTo(202);
        assertThat(response.statusCode()).isEqualTo(202);
        assertThat(response.body()).isEmpty();
        assertThat(DemoConnector.INTERRUPTED.poll(5, TimeUnit.SECONDS)).isEqualTo("run");
        assertThat(events.lines().filter(line -> line.contains("\"id\":41"))).isEmpty();
    }

    @Test
    void cancels_what_runs_in_a_session_that_ends() throws Exception {
        CompletableFuture<HttpResponse<InputStream>> waiting = running.http.sendAsync(
                mcp(Mcp.watched(42, "demo_act", "{\"what\":\"wait after progress\"}"))
                        .header("mcp-session-id", "gone")
                        .build(),
                HttpResponse.BodyHandlers.ofInputStream());
        waiting.get(10, TimeUnit.SECONDS).body().read();

        HttpResponse<String> ended = running.send(
                running.request("/mcp").header("mcp-session-id", "gone").DELETE());
        HttpResponse<String> nameless = running.send(running.request("/mcp").DELETE());

        assertThat(ended.statusCode()).isEqualTo(204);
        assertThat(DemoConnector.INTERRUPTED.poll(5, TimeUnit.SECONDS)).isEqualTo("run");
        assertThat(nameless.statusCode()).isEqualTo(400);
        assertThat(error(nameless).at("/data/code").asText()).isEqualTo("missing_session");
    }

    @Test
    void does_not_let_another_key_cancel() throws Exception {
        CompletableFuture<HttpResponse<InputStream>> waiting = running.http.sendAsync(
                mcp(Mcp.watched(43, "demo_act", "{\"what\":\"wait after progress\"}"))
                        .header("mcp-session-id", "mine")
                        .build(),
                HttpResponse.BodyHandlers.ofInputStream());
        InputStream events = waiting.get(10, TimeUnit.SECONDS).body();
        events.read();
        String key = key("stranger", "{}");

        HttpRequest.Builder stranger = HttpRequest.newBuilder(running.uri("/mcp"))
                .header("authorization", "Bearer " + key)
                .header("content-type", "application/json")
                .header("mcp-session-id", "mine");
        running.send(stranger.copy().POST(HttpRequest.BodyPublishers.ofString(Mcp.cancelled(43))));
        running.send(stranger.copy().DELETE());

        assertThat(DemoConnector.INTERRUPTED.poll(300, TimeUnit.MILLISECONDS)).isNull();
        events.close();
        assertThat(DemoConnector.INTERRUPTED.poll(5, TimeUnit.SECONDS)).isEqualTo("run");
    }

    @Test
    void lets_a_tenant_at_its_limit_cancel_and_counts_no_notification() throws Exception {
        String key = key("busy", "{\"concurrency\":1}");
        HttpRequest.Builder request = HttpRequest.newBuilder(running.uri("/mcp"))
                .header("authorization", "Bearer " + key)
                .header("content-type", "application/json")
                .header("accept", BOTH);
        String wait = Mcp.watched(5, "demo_act", "{\"what\":\"wait after progress\"}");
        InputStream events = running.http
                .sendAsync(
                        request.copy()
                                .POST(HttpRequest.BodyPublishers.ofString(wait))
                                .build(),
                        HttpResponse.BodyHandlers.ofInputStream())
                .get(10, TimeUnit.SECONDS)
                .body();
        events.read();

        HttpResponse<String> second =
                running.send(request.copy().POST(HttpRequest.BodyPublishers.ofString(Mcp.call(6, "demo_echo", ECHO))));
        HttpResponse<String> cancel =
                running.send(request.copy().POST(HttpRequest.BodyPublishers.ofString(Mcp.cancelled(5))));

        assertThat(second.statusCode()).isEqualTo(429);
        assertThat(second.headers().firstValue("retry-after")).isPresent();
        assertThat(RunningGateway.json(second).path("id").asInt()).isEqualTo(6);
        assertThat(error(second).path("code").asInt()).isEqualTo(429);
        assertThat(error(second).at("/data/type").asText()).isEqualTo("rate_limit_error");
        assertThat(cancel.statusCode()).isEqualTo(202);
        assertThat(DemoConnector.INTERRUPTED.poll(5, TimeUnit.SECONDS)).isEqualTo("run");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{|400|-32700|invalid_json",
                "[]|400|-32700|invalid_json",
                "{'id':1,'method':'ping'}|400|-32600|invalid_request",
                "{'jsonrpc':'2.0','id':1}|400|-32600|invalid_request",
                "{'jsonrpc':'2.0','id':null,'method':'ping'}|400|-32600|invalid_request",
                "{'jsonrpc':'2.0','id':1.5,'method':'ping'}|400|-32600|invalid_request",
                "{'jsonrpc':'2.0','id':1,'method':'ping','params':[]}|400|-32600|invalid_request",
                "{'jsonrpc':'2.0','id':1,'method':'prompts/list'}|200|-32601|method_not_found",
                "{'jsonrpc':'2.0','id':1,'method':'initialize'}|200|-32602|invalid_params",
                "{'jsonrpc':'2.0','id':1,'method':'tools/call'}|200|-32602|invalid_params",
                "{'jsonrpc':'2.0','id':1,'method':'tools/call','params':{'name':'demo_listen'}}|200|-32602|invalid_params",
                "{'jsonrpc':'2.0','id':1,'method':'tools/list','params':{'cursor':'x'}}|200|-32602|invalid_params"
            })
    void says_protocol_errors_in_json_rpc(String body, int status, int number, String code) throws Exception {
        HttpResponse<String> response = send(body.replace('\'', '"'));

        assertThat(response.statusCode()).isEqualTo(status);
        JsonNode answer = RunningGateway.json(response);
        assertThat(answer.path("jsonrpc").asText()).isEqualTo("2.0");
        assertThat(answer.has("id")).isEqualTo(status == 200);
        assertThat(answer.at("/error/code").asInt()).isEqualTo(number);
        assertThat(answer.at("/error/data/code").asText()).isEqualTo(code);
    }

    @Test
    void answers_ping_and_takes_notifications_and_answers_to_nothing() throws Exception {
        assertThat(send(Mcp.request("ping")).body()).isEqualTo("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}");
        assertThat(send("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}")
                        .statusCode())
                .isEqualTo(202);
        assertThat(send("{\"jsonrpc\":\"2.0\",\"id\":7,\"result\":{}}").statusCode())
                .isEqualTo(202);
    }

    @Test
    void holds_headers_against_the_body() throws Exception {
        ObjectNode call = Mcp.stateless("demo_echo", ECHO);
        ObjectNode bare = call.deepCopy();
        ((ObjectNode) bare.at("/params/_meta")).remove("io.modelcontextprotocol/clientCapabilities");
        String encoded =
                "=?base64?" + Base64.getEncoder().encodeToString("demo_echo".getBytes(StandardCharsets.UTF_8)) + "?=";

        JsonNode fine = RunningGateway.json(stateless(call, "tools/call", "demo_echo"));
        JsonNode inBase64 = RunningGateway.json(stateless(call, "tools/call", encoded));
        HttpResponse<String> wrongMethod = stateless(call, "tools/list", "demo_echo");
        HttpResponse<String> wrongName = stateless(call, "tools/call", "demo_ask");
        HttpResponse<String> noHeaders = send(Json.write(call));
        HttpResponse<String> noMeta = stateless(bare, "tools/call", "demo_echo");

        assertThat(fine.at("/result/resultType").asText()).isEqualTo("complete");
        assertThat(inBase64.at("/result/structuredContent/text").asText()).isEqualTo("hi");
        for (HttpResponse<String> wrong : List.of(wrongMethod, wrongName, noHeaders)) {
            assertThat(wrong.statusCode()).isEqualTo(400);
            assertThat(error(wrong).path("code").asInt()).isEqualTo(-32020);
        }
        assertThat(noMeta.statusCode()).isEqualTo(400);
        assertThat(error(noMeta).path("code").asInt()).isEqualTo(-32602);
    }

    @Test
    void says_unknown_methods_of_the_version_without_sessions_with_404() throws Exception {
        ObjectNode listen = Mcp.stateless("unused", "{}").put("method", "subscriptions/listen");

        HttpResponse<String> response = stateless(listen, "subscriptions/listen", "");

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(error(response).path("code").asInt()).isEqualTo(-32601);
    }

    @Test
    void names_the_versions_that_it_speaks_to_a_client_of_another_one() throws Exception {
        HttpResponse<String> response =
                running.send(mcp(Mcp.request("tools/list")).header("mcp-protocol-version", "2031-01-01"));

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(error(response).path("code").asInt()).isEqualTo(-32022);
        assertThat(error(response).path("data").toString())
                .isEqualTo("{\"requested\":\"2031-01-01\",\"supported\":"
                        + "[\"2026-07-28\",\"2025-11-25\",\"2025-06-18\",\"2025-03-26\"]}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://evil.example.org", "null"})
    void refuses_pages_of_unknown_origins(String origin) throws Exception {
        HttpResponse<String> response = running.send(mcp(Mcp.request("ping")).header("origin", origin));

        assertThat(response.statusCode()).isEqualTo(403);
        assertThat(RunningGateway.code(response)).isEqualTo("origin_not_allowed");
        assertThat(running.send(mcp(Mcp.request("ping")).header("origin", "https://office.example.org"))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void refuses_every_page_where_no_origin_is_set(@TempDir Path other) throws Exception {
        try (RunningGateway plain = new RunningGateway(other)) {
            HttpResponse<String> response = plain.send(plain.request("/mcp")
                    .header("origin", "http://127.0.0.1:" + plain.gateway.port())
                    .header("content-type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(Mcp.request("ping"))));

            assertThat(response.statusCode()).isEqualTo(403);
            assertThat(error(response).at("/data/code").asText()).isEqualTo("origin_not_allowed");
        }
    }

    @Test
    void refuses_strangers_streams_and_other_bodies() throws Exception {
        HttpResponse<String> stranger = running.send(HttpRequest.newBuilder(running.uri("/mcp"))
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(Mcp.request("tools/list"))));
        HttpResponse<String> stream = running.send(running.request("/mcp").header("accept", "text/event-stream"));
        HttpResponse<String> form = running.send(running.request("/mcp")
                .header("content-type", "text/plain")
                .POST(HttpRequest.BodyPublishers.ofString("{}")));
        HttpResponse<String> large = send(Mcp.call("demo_measure", file("a", "x".repeat(400_000))));

        assertThat(stranger.statusCode()).isEqualTo(401);
        assertThat(stranger.headers().firstValue("www-authenticate").orElseThrow())
                .startsWith("Bearer");
        assertThat(error(stranger).at("/data/code").asText()).isEqualTo("invalid_api_key");
        assertThat(stream.statusCode()).isEqualTo(405);
        assertThat(stream.headers().firstValue("allow")).hasValue("POST, DELETE");
        assertThat(form.statusCode()).isEqualTo(415);
        assertThat(large.statusCode()).isEqualTo(413);
        assertThat(error(large).at("/data/code").asText()).isEqualTo("body_too_large");
    }

    @Test
    void audits_the_operation_and_its_outcome() throws Exception {
        running.send(mcp(Mcp.call("demo_act", "{\"what\":\"refuse\"}")).header("x-request-id", "audited-1"));
        running.send(mcp(Mcp.request("tools/list")).header("x-request-id", "audited-2"));

        String audit = Eventually.get(
                () -> running.get("/admin/v1/audit?limit=50").body(),
                body -> body.contains("audited-1") && body.contains("audited-2"));

        JsonNode refused = record(audit, "audited-1");
        assertThat(refused.path("operation").asText()).isEqualTo("demo/act");
        assertThat(refused.path("outcome").asText()).isEqualTo("ambiguous");
        assertThat(record(audit, "audited-2").path("operation").asText()).isEqualTo("mcp");
    }

    private static JsonNode record(String audit, String requestId) throws Exception {
        for (JsonNode record : Json.MAPPER.readTree(audit).path("data")) {
            if (record.toString().contains(requestId)) {
                return record;
            }
        }
        throw new AssertionError(requestId + " is not in " + audit);
    }

    private static String key(String tenant, String limits) throws Exception {
        running.post("/admin/v1/tenants", "{\"id\":\"" + tenant + "\",\"limits\":" + limits + "}");
        return RunningGateway.json(running.post("/admin/v1/keys", "{\"tenant\":\"" + tenant + "\"}"))
                .path("key")
                .asText();
    }

    private static JsonNode tool(JsonNode tools, String name) {
        for (JsonNode tool : tools) {
            if (tool.path("name").asText().equals(name)) {
                return tool;
            }
        }
        throw new AssertionError("there is no tool " + name);
    }

    private static String file(String name, String content) {
        return "{\"times\":1,\"the_file\":{\"filename\":\"" + name + "\",\"media_type\":\"text/csv\",\"data\":\""
                + Base64.getEncoder().encodeToString(content.getBytes(StandardCharsets.UTF_8)) + "\"}}";
    }

    private static JsonNode call(String tool, String arguments) throws Exception {
        HttpResponse<String> response = send(Mcp.call(tool, arguments));
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return RunningGateway.json(response).path("result");
    }

    private static String code(JsonNode result) {
        return result.at("/structuredContent/error/code").asText();
    }

    private static JsonNode error(HttpResponse<String> response) throws Exception {
        return RunningGateway.json(response).path("error");
    }

    private static HttpResponse<String> stateless(ObjectNode message, String method, String name) throws Exception {
        return running.send(mcp(Json.write(message))
                .header("mcp-protocol-version", "2026-07-28")
                .header("mcp-method", method)
                .header("mcp-name", name));
    }

    private static HttpResponse<String> send(String message) throws Exception {
        return running.send(mcp(message));
    }

    private static HttpRequest.Builder mcp(String message) {
        return request(message).header("accept", BOTH);
    }

    private static HttpRequest.Builder request(String message) {
        return running.request("/mcp")
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(message));
    }
}
