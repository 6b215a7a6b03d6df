package io.inkstone.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Policies over the administration's routes, and what they do to the next request. */
class PolicyRoutesTest {

    private static final String ROUTE = "/admin/v1/policies/";
    private static final String BLOCKING = "rails:\n  marker: {on: [user], action: block}\n";

    @TempDir
    Path dataDir;

    private RunningGateway running;

    @BeforeEach
    void start() throws Exception {
        running = new RunningGateway(dataDir);
    }

    @AfterEach
    void stop() {
        running.close();
    }

    @Test
    void a_policy_holds_from_the_next_request_on_and_after_a_restart() throws Exception {
        assertThat(chat().statusCode()).isEqualTo(200);

        assertThat(put("admin", BLOCKING).statusCode()).isEqualTo(200);
        HttpResponse<String> stopped = chat();
        assertThat(stopped.statusCode()).isEqualTo(400);
        assertThat(RunningGateway.code(stopped)).isEqualTo("content_filter");
        assertThat(stopped.body()).doesNotContain(MarkerRail.MARK);

        String key = running.adminKey;
        running.close();
        running = RunningGateway.restarted(dataDir, Map.of());
        assertThat(running.send(running.request("/v1/chat/completions")
                                .setHeader("authorization", "Bearer " + key)
                                .header("content-type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString(body())))
                        .statusCode())
                .isEqualTo(400);
        assertThat(running.send(running.request(ROUTE + "admin")
                                .setHeader("authorization", "Bearer " + key)
                                .DELETE())
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void what_is_for_all_holds_under_what_a_tenant_has_of_its_own() throws Exception {
        put("*", BLOCKING);
        assertThat(chat().statusCode()).isEqualTo(400);

        put("admin", "rails: {marker: off}");
        assertThat(chat().statusCode()).isEqualTo(200);

        assertThat(running.send(running.request(ROUTE + "admin").DELETE()).statusCode())
                .isEqualTo(200);
        assertThat(chat().statusCode()).isEqualTo(400);
        assertThat(RunningGateway.code(
                        running.send(running.request(ROUTE + "admin").DELETE())))
                .isEqualTo("policy_not_found");
    }

    @Test
    void names_the_line_of_a_mistake_and_keeps_what_held() throws Exception {
        put("admin", BLOCKING);
        HttpResponse<String> wrong = put("admin", "rails:\n  nosuch: off\n");

        assertThat(wrong.statusCode()).isEqualTo(400);
        assertThat(RunningGateway.code(wrong)).isEqualTo("invalid_policy");
        assertThat(wrong.body()).contains("line 2: there is no rail 'nosuch'");
        assertThat(chat().statusCode()).isEqualTo(400);
        assertThat(RunningGateway.code(put("nobody", BLOCKING))).isEqualTo("tenant_not_found");
    }

    @Test
    void asks_and_takes_yes_for_an_answer() throws Exception {
        put("admin", BLOCKING.replace("block", "ask"));

        HttpResponse<String> asked = chat();
        assertThat(asked.statusCode()).isEqualTo(422);
        assertThat(RunningGateway.code(asked)).isEqualTo("confirmation_required");
        assertThat(running.send(running.request("/v1/chat/completions")
                                .header("x-inkstone-confirm", "marker")
                                .header("content-type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString(body())))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void shows_policies_and_how_long_they_may_hold_a_stream_back() throws Exception {
        put("admin", "rails: {marker: {on: [model]}}");

        JsonNode shown = RunningGateway.json(running.get(ROUTE + "admin"));
        assertThat(shown.path("policy").asText()).contains("marker");
        assertThat(shown.path("stream_delays").toString()).contains("marker: at most 8 characters");
        assertThat(RunningGateway.json(running.get("/admin/v1/policies")).path("data"))
                .hasSize(1);
    }

    @Test
    void audit_records_say_which_rails_fired_and_no_word_of_the_text() throws Exception {
        put("admin", BLOCKING);
        chat();
        String key = running.adminKey;
        running.close(); // writes what waits
        running = RunningGateway.restarted(dataDir, Map.of());

        HttpResponse<String> audit =
                running.send(running.request("/admin/v1/audit?limit=5").setHeader("authorization", "Bearer " + key));
        JsonNode newest = RunningGateway.json(audit).path("data").path(0);
        assertThat(newest.path("operation").asText()).isEqualTo("chat.completions");
        assertThat(newest.path("outcome").asText()).isEqualTo("content_filter");
        assertThat(newest.path("rails").path("marker").asInt()).isEqualTo(1);
        assertThat(newest.path("verdict").asText()).isEqualTo("block");
        assertThat(audit.body()).doesNotContain(MarkerRail.MARK);
        assertThat(RunningGateway.code(running.send(
                        running.request("/admin/v1/audit?limit=0").setHeader("authorization", "Bearer " + key))))
                .isEqualTo("invalid_value");
    }

    private HttpResponse<String> put(String tenant, String policy) throws Exception {
        return running.send(running.request(ROUTE + tenant)
                .header("content-type", "application/yaml")
                .PUT(HttpRequest.BodyPublishers.ofString(policy)));
    }

    private HttpResponse<String> chat() throws Exception {
        return running.post("/v1/chat/completions", body());
    }

    private static String body() {
        return RunningGateway.chat("say " + MarkerRail.MARK, false);
    }
}
