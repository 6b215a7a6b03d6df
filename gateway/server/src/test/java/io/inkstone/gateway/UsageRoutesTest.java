package io.inkstone.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inkstone.gateway.admin.Table;
import io.inkstone.protocol.Json;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UsageRoutesTest {

    private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(20);

    @TempDir
    static Path dataDir;

    static RunningGateway running;
    static String acme;
    static String beta;

    @BeforeAll
    static void work() throws Exception {
        running = new RunningGateway(dataDir);
        running.post(
                "/admin/v1/tenants",
                "{\"id\":\"acme\",\"limits\":{\"tokens_per_day\":100,\"tokens_per_month\":1000,\"concurrency\":3}}");
        acme = key("acme");
        beta = key("beta");
        chat(acme, "-1", "say a");
        chat(acme, "two", "say a");
        chat(acme, "three", "fail 500");
        chat(beta, "four", "say a");
        long started = System.nanoTime();
        while (!running.get("/admin/v1/audit?tenant=beta").body().contains("four")) {
            assertThat(System.nanoTime() - started).isLessThan(LIMIT_NANOS);
        }
    }

    @AfterAll
    static void stop() {
        running.close();
    }

    private static String key(String tenant) throws Exception {
        return RunningGateway.json(running.post("/admin/v1/keys", "{\"tenant\":\"" + tenant + "\"}"))
                .path("key")
                .asText();
    }

    private static void chat(String key, String requestId, String order) throws Exception {
        running.send(running.request("/v1/chat/completions")
                .setHeader("authorization", "Bearer " + key)
                .header("content-type", "application/json")
                .header("x-request-id", requestId)
                .POST(HttpRequest.BodyPublishers.ofString(RunningGateway.chat(order, false))));
    }

    private static HttpResponse<String> csv(String path) throws Exception {
        return running.send(running.request(path).header("accept", "text/csv").GET());
    }

    @Test
    void shows_a_tenant_its_own_use_and_what_is_left() throws Exception {
        HttpResponse<String> response = running.send(running.request("/v1/usage")
                .setHeader("authorization", "Bearer " + acme)
                .GET());

        JsonNode usage = RunningGateway.json(response);
        assertThat(usage.path("tenant").asText()).isEqualTo("acme");
        assertThat(usage.at("/today/tokens").asLong()).isEqualTo(24);
        assertThat(usage.at("/today/failed").asLong()).isEqualTo(1);
        assertThat(usage.at("/month/prompt_tokens").asLong()).isEqualTo(14);
        assertThat(usage.at("/by_model/0/model").asText()).isEqualTo("parrot");
        assertThat(usage.at("/by_operation/0/operation").asText()).isEqualTo("chat.completions");
        JsonNode limits = usage.at("/limits/0");
        assertThat(limits.path("account").asText()).isEqualTo("tenant");
        assertThat(limits.path("concurrency").asLong()).isEqualTo(3);
        assertThat(limits.path("requests_per_minute").isNull()).isTrue();
        assertThat(limits.path("tokens_per_day_left").asLong()).isEqualTo(76);
        assertThat(limits.path("tokens_per_month_left").asLong()).isEqualTo(976);
        assertThat(response.body()).doesNotContain("beta");
    }

    @Test
    void adds_use_up_for_those_who_run_the_system() throws Exception {
        String today = LocalDate.now(ZoneOffset.UTC).toString();
        JsonNode rows = RunningGateway.json(running.get("/admin/v1/usage?group_by=tenant,day,model"))
                .path("data");

        List<String> shown = new ArrayList<>();
        rows.forEach(row ->
                shown.add(row.path("tenant").asText() + " " + row.path("day").asText() + " "
                        + row.path("model").asText() + " " + row.path("tokens").asText()));
        assertThat(shown).contains("acme " + today + " parrot 24", "beta " + today + " parrot 12");
        assertThat(running.get("/admin/v1/usage?tenant=beta&from=" + today + "&to=" + today)
                        .body())
                .contains("\"tenant\":\"beta\"", "\"requests\":1")
                .doesNotContain("acme");
        assertThat(running.get("/admin/v1/usage?to=2020-01-01").body()).contains("\"data\":[]");
    }

    @Test
    void gives_tables_that_a_spreadsheet_does_not_compute() throws Exception {
        HttpResponse<String> usage = csv("/admin/v1/usage?group_by=tenant&tenant=beta");
        HttpResponse<String> audit = csv("/admin/v1/audit?tenant=acme");

        assertThat(usage.headers().firstValue("content-type")).contains("text/csv; charset=utf-8");
        assertThat(usage.body().lines())
                .containsExactly("tenant,requests,failed,prompt_tokens,completion_tokens,tokens", "beta,1,0,7,5,12");
        assertThat(audit.headers().firstValue("x-has-more")).contains("false");
        assertThat(audit.body()).startsWith("id,at,request_id,tenant,").contains(",'-1,acme,");
        List<ObjectNode> rows = Stream.of("=1+1", "+x", "@y", "a,\"b\"")
                .map(cell -> Json.MAPPER.createObjectNode().put("a", cell))
                .toList();
        assertThat(new Table(List.of("a"), rows, false).toCsv())
                .isEqualTo("a\r\n'=1+1\r\n'+x\r\n'@y\r\n\"a,\"\"b\"\"\"\r\n");
    }

    @Test
    void lists_audit_records_by_filter_page_by_page() throws Exception {
        JsonNode first =
                RunningGateway.json(running.get("/admin/v1/audit?tenant=acme&operation=chat.completions&limit=2"));
        String last = first.at("/data/1/id").asText();
        JsonNode second = RunningGateway.json(
                running.get("/admin/v1/audit?tenant=acme&operation=chat.completions&limit=2&after=" + last));

        assertThat(first.path("has_more").asBoolean()).isTrue();
        assertThat(first.at("/data/0/request_id").asText()).isEqualTo("three");
        assertThat(first.at("/data/1/request_id").asText()).isEqualTo("two");
        assertThat(first.at("/data/1/models/0").asText()).isEqualTo("parrot");
        assertThat(second.path("has_more").asBoolean()).isFalse();
        assertThat(second.at("/data/0/request_id").asText()).isEqualTo("-1");
        assertThat(running.get("/admin/v1/audit?operation=embeddings").body()).contains("\"data\":[]");
        assertThat(running.get("/admin/v1/audit?from=2999-01-01T00:00:00Z").body())
                .contains("\"data\":[]");
    }

    @ParameterizedTest
    @CsvSource({
        "/admin/v1/usage?group_by=colour, group_by, invalid_value",
        "/admin/v1/usage?from=yesterday, from, invalid_value",
        "/admin/v1/usage?from=2026-02-01&to=2026-01-01, from, invalid_value",
        "/admin/v1/usage?colour=red, colour, unknown_parameter",
        "/v1/usage?tenant=beta, tenant, unknown_parameter",
        "/admin/v1/audit?limit=0, limit, invalid_value",
        "/admin/v1/audit?limit=1001, limit, invalid_value",
        "/admin/v1/audit?after=x, after, invalid_value",
        "/admin/v1/audit?from=2026-13-01, from, invalid_value",
    })
    void refuses_what_it_does_not_understand(String path, String param, String code) throws Exception {
        HttpResponse<String> response = running.get(path);

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(RunningGateway.code(response)).isEqualTo(code);
        assertThat(RunningGateway.json(response).at("/error/param").asText()).isEqualTo(param);
    }
}
