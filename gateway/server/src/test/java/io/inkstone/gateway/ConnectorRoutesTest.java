package io.inkstone.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.inkstone.protocol.Json;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConnectorRoutesTest {

    private static final String EVERYTHING =
            "{\"the_text\":\"hi\",\"count\":2,\"tone\":\"very_warm\",\"filters\":[{\"column_name\":\"a\",\"weight\":3}]}";

    @TempDir
    static Path dataDir;

    static RunningGateway running;

    @BeforeAll
    static void start() throws Exception {
        running = new RunningGateway(dataDir);
    }

    @AfterAll
    static void stop() throws Exception {
        running.close();
    }

    @Test
    void runs_an_operation_with_json() throws Exception {
        HttpResponse<String> response = running.send(running.request("/v1/connectors/demo/echo")
                .header("content-type", "application/json; charset=utf-8")
                .header("accept-language", "zh-CN,zh;q=0.9")
                .header("time-zone", "Asia/Shanghai")
                .POST(HttpRequest.BodyPublishers.ofString(EVERYTHING)));

        assertThat(response.body())
                .isEqualTo("{\"text\":\"hi\",\"count\":2,\"tone\":\"very_warm\",\"locale\":\"zh-CN\","
                        + "\"zone\":\"Asia/Shanghai\",\"value\":1}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'count':1,'tone':'formal','filters':[]}|missing_field|the_text",
                "{'the_text':'a','count':1,'tone':'formal','filters':[],'extra':1}|unknown_field|extra",
                "{'the_text':'a','count':'1','tone':'formal','filters':[]}|invalid_field|count",
                "{'the_text':'a','count':1.5,'tone':'formal','filters':[]}|invalid_field|count",
                "{'the_text':'a','count':1,'tone':'rude','filters':[]}|invalid_field|tone",
                "{'the_text':'a','count':1,'tone':'formal','filters':{}}|invalid_field|filters",
                "{'the_text':'a','count':1,'tone':'formal','filters':[7]}|invalid_field|filters[0]",
                "{'the_text':'a','count':1,'tone':'formal','filters':[],'day':'soon'}|invalid_field|day",
                "{'the_text':'a','count':1,'tone':'formal','filters':[],'weights':{'x':'y'}}|invalid_field|weights.x",
                "{'the_text':' ','count':1,'tone':'formal','filters':[]}|invalid_field|the_text",
                "{'the_text':'a','count':1,'tone':'formal','filters':[{'column_name':'c','weight':99}]}|invalid_field|filters[0].weight",
                "{'the_text':'a','count':1,'tone':'formal','filters':[{'columnName':'c','weight':9}]}|unknown_field|filters[0].columnName",
                "[1]|invalid_json|null",
                "{|invalid_json|null"
            })
    void refuses_a_wrong_input_and_names_the_field(String body, String code, String param) throws Exception {
        HttpResponse<String> response = running.post("/v1/connectors/demo/echo", body.replace('\'', '"'));

        assertThat(response.statusCode()).isEqualTo(400);
        JsonNode error = RunningGateway.json(response).path("error");
        assertThat(error.path("code").asText()).isEqualTo(code);
        assertThat(error.path("param").asText()).isEqualTo(param);
        assertThat(error.path("type").asText()).isEqualTo("invalid_request_error");
    }

    @ParameterizedTest
    @CsvSource({"en,must not be blank", "zh-CN,不能为空", "zh-TW,不能为空", "de,must not be blank"})
    void explains_a_violation_in_the_callers_language(String language, String message) throws Exception {
        HttpResponse<String> response = running.send(running.request("/v1/connectors/demo/echo")
                .header("content-type", "application/json")
                .header("accept-language", language)
                .POST(HttpRequest.BodyPublishers.ofString(EVERYTHING.replace("hi", " "))));

        assertThat(RunningGateway.json(response).path("error").path("message").asText())
                .isEqualTo("the_text: " + message);
    }

    @Test
    void takes_a_file_with_the_input_as_json() throws Exception {
        HttpResponse<String> response = upload(new Multipart()
                .jsonField("input", "{\"times\":3}")
                .file("the_file", "../../data.csv", "text/csv", "a,b".getBytes(StandardCharsets.UTF_8)));

        assertThat(response.body())
                .isEqualTo("{\"name\":\"data.csv\",\"media_type\":\"text/csv\",\"size_bytes\":3,\"content\":\"a,b\","
                        + "\"times\":3}");
    }

    @Test
    void takes_a_file_with_plain_fields() throws Exception {
        HttpResponse<String> response = upload(new Multipart()
                .field("times", "4")
                .field("label", "12")
                .file("the_file", "x.bin", "application/octet-stream", new byte[] {65, 66}));

        assertThat(RunningGateway.json(response).path("times").asInt()).isEqualTo(4);
    }

    @Test
    void takes_the_input_part_with_a_file_name_too() throws Exception {
        HttpResponse<String> response = upload(new Multipart()
                .file("input", "input.json", "application/json", "{\"times\":5}".getBytes(StandardCharsets.UTF_8))
                .file("the_file", "x.bin", "application/octet-stream", new byte[] {65}));

        assertThat(RunningGateway.json(response).path("times").asInt()).isEqualTo(5);
    }

    @Test
    void takes_a_large_input_part() throws Exception {
        HttpResponse<String> response = upload(new Multipart()
                .field("times", "1")
                .field("label", "x".repeat(1_000_000))
                .file("the_file", "x.bin", "application/octet-stream", new byte[3_000_000]));

        assertThat(RunningGateway.json(response).path("size_bytes").asInt()).isEqualTo(3_000_000);
    }

    @Test
    void names_a_file_that_is_missing_unknown_or_sent_twice() throws Exception {
        byte[] content = {1};
        HttpResponse<String> missing = upload(new Multipart().field("times", "1"));
        HttpResponse<String> unknown = upload(new Multipart()
                .field("times", "1")
                .file("the_file", "a", "a/b", content)
                .file("other", "a", "a/b", content));
        HttpResponse<String> twice = upload(new Multipart()
                .field("times", "1")
                .file("the_file", "a", "a/b", content)
                .file("the_file", "b", "a/b", content));
        HttpResponse<String> asJson = running.post("/v1/connectors/demo/measure", "{\"the_file\":\"x\",\"times\":1}");

        assertThat(RunningGateway.code(missing)).isEqualTo("missing_file");
        assertThat(RunningGateway.code(unknown)).isEqualTo("unknown_field");
        assertThat(RunningGateway.code(twice)).isEqualTo("invalid_field");
        assertThat(RunningGateway.code(asJson)).isEqualTo("invalid_field");
    }

    @Test
    void takes_a_file_that_was_uploaded_before() throws Exception {
        Tenants tenants = new Tenants(running);
        String key = tenants.key("alpha");
        String id = tenants.uploaded(key, "user_data", "kept");
        String file = "{\"the_file\":{\"file_id\":\"" + id + "\"},\"times\":2}";

        HttpResponse<String> asJson = tenants.post(key, "/v1/connectors/demo/measure", file);
        HttpResponse<String> inAForm = running.send(running.request("/v1/connectors/demo/measure")
                .setHeader("authorization", "Bearer " + key)
                .header("content-type", Multipart.TYPE)
                .POST(HttpRequest.BodyPublishers.ofByteArray(
                        new Multipart().jsonField("input", file).bytes())));

        assertThat(asJson.body())
                .isEqualTo("{\"name\":\"notes.txt\",\"media_type\":\"application/octet-stream\",\"size_bytes\":4,"
                        + "\"content\":\"kept\",\"times\":2}");
        assertThat(inAForm.body()).isEqualTo(asJson.body());
    }

    @Test
    void takes_a_small_file_in_base64() throws Exception {
        HttpResponse<String> response = running.post(
                "/v1/connectors/demo/measure",
                "{\"the_file\":{\"filename\":\"a.txt\",\"media_type\":\"text/plain\",\"data\":\"aGk=\"},\"times\":1}");

        assertThat(response.body())
                .isEqualTo("{\"name\":\"a.txt\",\"media_type\":\"text/plain\",\"size_bytes\":2,\"content\":\"hi\","
                        + "\"times\":1}");
    }

    @Test
    void does_not_find_a_file_of_another_tenant() throws Exception {
        Tenants tenants = new Tenants(running);
        String id = tenants.uploaded(tenants.key("alpha"), "user_data", "kept");
        String file = "{\"the_file\":{\"file_id\":\"" + id + "\"},\"times\":2}";

        HttpResponse<String> other = tenants.post(tenants.key("beta"), "/v1/connectors/demo/measure", file);

        assertThat(other.statusCode()).isEqualTo(404);
        assertThat(RunningGateway.code(other)).isEqualTo("file_not_found");
    }

    @Test
    void answers_with_the_file_that_accept_asks_for() throws Exception {
        HttpResponse<String> response = report("text/csv");

        assertThat(response.body()).isEqualTo("title\nQ1\n");
        assertThat(response.headers().firstValue("content-type")).hasValue("text/csv");
        assertThat(response.headers().firstValue("content-disposition"))
                .hasValue("attachment; filename=\"__ 1.csv\"; filename*=UTF-8''%E6%8A%A5%E5%91%8A%201.csv");
    }

    @Test
    void tells_an_operation_which_file_is_wanted() throws Exception {
        HttpResponse<String> response = running.send(running.request("/v1/connectors/demo/report")
                .header("content-type", "application/json")
                .header("accept", "Text/Calendar")
                .POST(HttpRequest.BodyPublishers.ofString("{\"title\":\"party\"}")));

        assertThat(response.body()).isEqualTo("B");
    }

    @Test
    void leaves_files_out_of_the_json() throws Exception {
        assertThat(report("text/html;q=0.1, application/json").body()).isEqualTo("{\"title\":\"Q1\"}");
        assertThat(report("*/*").body()).isEqualTo("{\"title\":\"Q1\"}");
    }

    @Test
    void refuses_an_accept_that_nothing_fits_and_a_file_that_this_run_did_not_make() throws Exception {
        HttpResponse<String> nothing = report("image/png");
        HttpResponse<String> notMade = report("text/calendar");

        assertThat(nothing.statusCode()).isEqualTo(406);
        assertThat(RunningGateway.code(nothing)).isEqualTo("not_acceptable");
        assertThat(notMade.statusCode()).isEqualTo(422);
        assertThat(RunningGateway.code(notMade)).isEqualTo("no_such_file");
    }

    @Test
    void streams_progress_partial_results_and_the_result() throws Exception {
        HttpResponse<String> response = act("progress", "text/event-stream");

        assertThat(response.headers().firstValue("content-type")).hasValue("text/event-stream");
        assertThat(response.body()).isEqualTo("""
                        event: progress
                        data: {"fraction":0.5,"message":"half way"}

                        event: partial
                        data: {"text":"first part"}

                        event: partial
                        data: {"word":"second","so_far":2}

                        event: result
                        data: {"text":"progress"}

                        """);
    }

    @Test
    void ends_a_stream_that_has_begun_with_an_error_event() throws Exception {
        HttpResponse<String> response = act("fault after progress", "text/event-stream");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).contains("event: error\ndata: {\"error\":").doesNotContain("secret detail");
    }

    @Test
    void answers_an_error_before_the_first_event_with_its_status() throws Exception {
        assertThat(act("refuse", "text/event-stream").statusCode()).isEqualTo(422);
    }

    @Test
    void keeps_a_fast_operation_from_running_ahead_of_its_caller() throws Exception {
        HttpResponse<String> response = act("flood", "text/event-stream");

        assertThat(response.body().lines().filter(line -> line.equals("event: partial")))
                .hasSize(5000);
        assertThat(response.body()).endsWith("event: result\ndata: {\"text\":\"flood\"}\n\n");
    }

    @ParameterizedTest
    @CsvSource({
        "invalid,400,odd_input,invalid_request_error",
        "refuse,422,ambiguous,refused",
        "large,413,too_many_rows,invalid_request_error",
        "unavailable,503,no_oracle,server_error",
        "internal,500,broken_part,server_error",
        "fault,500,operation_failed,server_error"
    })
    void says_why_an_operation_did_not_answer(String order, int status, String code, String type) throws Exception {
        HttpResponse<String> response = act(order, "application/json");

        assertThat(response.statusCode()).isEqualTo(status);
        JsonNode error = RunningGateway.json(response).path("error");
        assertThat(error.path("code").asText()).isEqualTo(code);
        assertThat(error.path("type").asText()).isEqualTo(type);
        assertThat(response.body()).doesNotContain("secret detail", "Exception");
        assertThat(response.headers().firstValue("retry-after").isPresent()).isEqualTo(status == 503);
    }

    @Test
    void offers_the_choices_of_a_refusal() throws Exception {
        assertThat(act("refuse", "application/json").body()).contains("\"choices\":[\"this\",\"that\"]");
    }

    @Test
    void interrupts_an_operation_whose_caller_has_gone_away() throws Exception {
        DemoConnector.INTERRUPTED.clear();
        HttpRequest request = running.request("/v1/connectors/demo/act")
                .header("content-type", "application/json")
                .header("accept", "text/event-stream")
                .POST(HttpRequest.BodyPublishers.ofString("{\"what\":\"wait after progress\"}"))
                .build();

        CompletableFuture<HttpResponse<java.io.InputStream>> sent =
                running.http.sendAsync(request, HttpResponse.BodyHandlers.ofInputStream());
        sent.get(10, TimeUnit.SECONDS).body().close();

        assertThat(DemoConnector.INTERRUPTED.poll(5, TimeUnit.SECONDS)).isEqualTo("run");
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/connectors/nobody/echo,404,connector_not_found",
        "/v1/connectors/demo/nothing,404,operation_not_found",
        "/v1/connectors/demo/listen,426,upgrade_required"
    })
    void says_what_is_there_instead(String path, int status, String code) throws Exception {
        HttpResponse<String> response = running.post(path, "{}");

        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(RunningGateway.code(response)).isEqualTo(code);
    }

    @Test
    void asks_for_a_key_before_it_says_what_is_there() throws Exception {
        HttpResponse<String> response = running.send(HttpRequest.newBuilder(running.uri("/v1/connectors/nobody/echo"))
                .POST(HttpRequest.BodyPublishers.ofString("{}")));

        assertThat(response.statusCode()).isEqualTo(401);
    }

    @Test
    void refuses_get_on_a_single_operation_and_an_unknown_time_zone() throws Exception {
        assertThat(RunningGateway.code(running.get("/v1/connectors/demo/echo"))).isEqualTo("method_not_allowed");
        assertThat(RunningGateway.code(running.get("/v1/connectors/demo/listen")))
                .isEqualTo("upgrade_required");
        HttpResponse<String> zone = running.send(running.request("/v1/connectors/demo/echo")
                .header("content-type", "application/json")
                .header("time-zone", "Mars/Base")
                .POST(HttpRequest.BodyPublishers.ofString(EVERYTHING)));
        assertThat(RunningGateway.code(zone)).isEqualTo("invalid_time_zone");
    }

    @Test
    void lists_connectors_with_the_schemas_of_their_operations() throws Exception {
        JsonNode demo =
                RunningGateway.json(running.get("/v1/connectors")).path("data").path(0);

        assertThat(demo.path("name").asText()).isEqualTo("demo");
        assertThat(demo.path("status").asText()).isEqualTo("active");
        JsonNode echo = demo.path("operations").path(0);
        assertThat(echo.path("input_schema")).isEqualTo(Json.MAPPER.readTree("""
                        {"type":"object","properties":{
                          "the_text":{"type":"string","minLength":1,"maxLength":20,"description":"what to repeat"},
                          "count":{"type":"integer","format":"int32"},
                          "tone":{"type":"string","enum":["formal","very_warm"]},
                          "note":{"type":"string"},
                          "ratio":{"type":"number","format":"double"},
                          "filters":{"type":"array","maxItems":2,"items":{"type":"object","properties":{
                            "column_name":{"type":"string","minLength":1},
                            "weight":{"type":"integer","format":"int32","minimum":1,"maximum":9}},
                            "required":["column_name","weight"],"additionalProperties":false}},
                          "weights":{"type":"object","additionalProperties":{"type":"integer","format":"int32"}},
                          "day":{"type":"string","format":"date"}},
                         "required":["the_text","count","tone","filters"],"additionalProperties":false}
                        """));
        JsonNode measure = demo.path("operations").path(1);
        assertThat(measure.path("files").toString()).isEqualTo("[\"the_file\",\"second\"]");
        assertThat(measure.path("input_schema")
                        .path("properties")
                        .path("the_file")
                        .toString())
                .isEqualTo("{\"type\":\"string\",\"format\":\"binary\"}");
        JsonNode report = demo.path("operations").path(2);
        assertThat(report.path("produces").toString()).isEqualTo("[\"text/csv\",\"text/calendar\"]");
        assertThat(report.path("output_schema").path("properties").toString())
                .isEqualTo("{\"title\":{\"type\":\"string\"}}");
    }

    private HttpResponse<String> upload(Multipart form) throws Exception {
        return running.send(running.request("/v1/connectors/demo/measure")
                .header("content-type", Multipart.TYPE)
                .POST(HttpRequest.BodyPublishers.ofByteArray(form.bytes())));
    }

    private HttpResponse<String> report(String accept) throws Exception {
        return running.send(running.request("/v1/connectors/demo/report")
                .header("content-type", "application/json")
                .header("accept", accept)
                .POST(HttpRequest.BodyPublishers.ofString("{\"title\":\"Q1\"}")));
    }

    private HttpResponse<String> act(String order, String accept) throws Exception {
        return running.send(running.request("/v1/connectors/demo/act")
                .header("content-type", "application/json")
                .header("accept", accept)
                .POST(HttpRequest.BodyPublishers.ofString("{\"what\":\"" + order + "\"}")));
    }
}
