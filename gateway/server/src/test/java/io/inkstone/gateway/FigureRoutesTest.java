package io.inkstone.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import io.inkstone.connector.FigureSheet;
import io.inkstone.connector.FigureSheet.Figure;
import io.inkstone.connector.FigureSheet.Rate;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FigureRoutesTest {

    private static final String TODAY = LocalDate.now(ZoneOffset.UTC).toString();

    @TempDir
    static Path dataDir;

    static RunningGateway running;
    static String acme;

    @BeforeAll
    static void work() throws Exception {
        running = new RunningGateway(dataDir);
        acme = key("acme");
        act(acme, "count");
        act(acme, "count");
        act(key("beta"), "count");
        Eventually.get(
                () -> running.get("/admin/v1/usage/demo?group_by=tenant").body(),
                body -> body.contains("\"seen\":12") && body.contains("beta"));
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

    private static HttpResponse<String> act(String key, String what) throws Exception {
        return running.send(running.request("/v1/connectors/demo/act")
                .setHeader("authorization", "Bearer " + key)
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"what\":\"" + what + "\"}")));
    }

    @Test
    void shows_a_tenant_what_was_counted_of_it() throws Exception {
        HttpResponse<String> answer = running.send(running.request("/v1/usage/demo")
                .setHeader("authorization", "Bearer " + acme)
                .GET());

        JsonNode figures = RunningGateway.json(answer);
        assertThat(figures.path("tenant").asText()).isEqualTo("acme");
        assertThat(figures.at("/total/seen").asLong()).isEqualTo(12);
        assertThat(figures.at("/total/kept").asLong()).isEqualTo(2);
        assertThat(figures.at("/total/kept_rate").asDouble()).isEqualTo(0.1667);
        assertThat(figures.at("/by_colour/0/colour").asText()).isEqualTo(FigureSheet.OTHER);
        assertThat(figures.at("/by_colour/0/kept_rate").asDouble()).isZero();
        assertThat(figures.at("/by_colour/1").toString())
                .isEqualTo("{\"colour\":\"red\",\"seen\":8,\"kept\":2,\"kept_rate\":0.25}");
        assertThat(figures.at("/by_day/0/day").asText()).isEqualTo(TODAY);
        assertThat(answer.body()).doesNotContain("beta", "made up");
    }

    @Test
    void shows_nothing_where_nothing_was_counted() throws Exception {
        JsonNode figures = RunningGateway.json(running.get("/v1/usage/demo?from=2020-01-01&to=2020-01-31"));

        assertThat(figures.path("total").toString()).isEqualTo("{\"seen\":0,\"kept\":0,\"kept_rate\":null}");
        assertThat(figures.path("by_colour")).isEmpty();
        assertThat(figures.path("from").asText()).isEqualTo("2020-01-01");
    }

    @Test
    void adds_up_for_those_who_run_the_system() throws Exception {
        assertThat(running.get("/admin/v1/usage/demo?format=csv").body())
                .isEqualTo("tenant,colour,seen,kept,kept_rate\r\nacme,other,4,0,0.0\r\nacme,red,8,2,0.25\r\n"
                        + "beta,other,2,0,0.0\r\nbeta,red,4,1,0.25\r\n");
        assertThat(running.get("/admin/v1/usage/demo?group_by=day,colour&tenant=beta&format=csv")
                        .body())
                .isEqualTo("day,colour,seen,kept,kept_rate\r\n" + TODAY + ",other,2,0,0.0\r\n" + TODAY
                        + ",red,4,1,0.25\r\n");
        assertThat(RunningGateway.json(running.get("/admin/v1/usage/demo?format=json"))
                        .path("data"))
                .hasSize(4);
    }

    @Test
    void shows_sums_of_all_tenants_among_the_metrics() throws Exception {
        assertThat(running.get("/metrics").body())
                .contains(
                        "inkstone_demo_seen_total{colour=\"red\"} 12.0",
                        "inkstone_demo_seen_total{colour=\"other\"} 6.0",
                        "inkstone_demo_kept_total{colour=\"red\"} 3.0")
                .doesNotContain("made up");
    }

    @Test
    void is_described_and_has_no_route_for_a_connector_that_counts_nothing() throws Exception {
        JsonNode paths = RunningGateway.json(running.get("/openapi")).path("paths");

        assertThat(paths.has("/v1/usage/demo")).isTrue();
        assertThat(paths.has("/admin/v1/usage/demo")).isTrue();
        assertThat(running.get("/v1/usage/documents").statusCode()).isEqualTo(404);
    }

    @Test
    void has_a_page_for_people_that_runs_no_script_but_its_own() throws Exception {
        HttpResponse<String> page = running.get("/figures/demo");
        String script = page.body().replaceAll("(?s).*<script>(.*)</script>.*", "$1");
        String hash = Base64.getEncoder()
                .encodeToString(MessageDigest.getInstance("SHA-256").digest(script.getBytes(StandardCharsets.UTF_8)));

        assertThat(page.headers().firstValue("content-security-policy").orElseThrow())
                .contains("script-src 'sha256-" + hash + "'", "default-src 'none'")
                .doesNotContain("script-src 'unsafe-inline'");
        assertThat(page.body())
                .contains("kept / seen", "Seen.", "data-connector=\"demo\"")
                .doesNotContain("acme");
        assertThat(running.get("/").body()).contains("href=\"/figures/demo\"");
    }

    @Test
    void counts_only_what_is_declared() throws Exception {
        for (String what : List.of("count what is not declared", "count down")) {
            HttpResponse<String> answer = act(acme, what);
            assertThat(answer.statusCode()).isEqualTo(500);
            assertThat(RunningGateway.code(answer)).isEqualTo("operation_failed");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/admin/v1/usage/demo?group_by=key, group_by, invalid_value",
        "/admin/v1/usage/demo?format=xml, format, invalid_value",
        "/admin/v1/usage/demo?from=yesterday, from, invalid_value",
        "/v1/usage/demo?from=2026-02-01&to=2026-01-01, from, invalid_value",
        "/v1/usage/demo?tenant=beta, tenant, unknown_parameter",
    })
    void refuses_what_it_does_not_understand(String path, String param, String code) throws Exception {
        HttpResponse<String> answer = running.get(path);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(RunningGateway.code(answer)).isEqualTo(code);
        assertThat(RunningGateway.json(answer).at("/error/param").asText()).isEqualTo(param);
    }

    @Test
    void keeps_what_was_counted_right_before_the_end(@TempDir Path dir) throws Exception {
        try (RunningGateway shortLived = new RunningGateway(dir)) {
            shortLived.post("/v1/connectors/demo/act", "{\"what\":\"count\"}");
        }
        try (StateAccess access = StateAccess.open(dir)) {
            assertThat(access.figures("demo", Map.of("group_by", "tenant")).toCsv())
                    .contains("admin,6,1,0.1667");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> access.figures("documents", Map.of()))
                    .withMessageContaining("'documents'");
        }
    }

    @Test
    void a_sheet_refuses_names_that_cannot_be_used() {
        List<Figure> seen = List.of(new Figure("seen", ""));
        assertThatIllegalArgumentException().isThrownBy(() -> new Figure("Seen", ""));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new FigureSheet("colour", Set.of("Red\n"), seen, List.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> new FigureSheet("seen", Set.of("red"), seen, List.of()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new FigureSheet(
                        "colour", Set.of("red"), seen, List.of(new Rate("rate", "kept", List.of("seen")))));
    }
}
