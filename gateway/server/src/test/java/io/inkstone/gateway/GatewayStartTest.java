package io.inkstone.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.inkstone.gateway.settings.GatewayStartException;
import io.inkstone.gateway.state.AuditQuery;
import io.inkstone.gateway.state.AuditStore;
import io.inkstone.gateway.state.State;
import io.inkstone.orchestration.AuditRecord;
import io.inkstone.orchestration.Limits;
import io.inkstone.orchestration.UpstreamOptions;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GatewayStartTest {

    @TempDir
    Path dataDir;

    @Test
    void says_which_port_is_taken() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress())) {
            GatewayOptions options = GatewayOptions.in(dataDir).port(taken.getLocalPort());

            assertThatThrownBy(() -> Gateway.start(options))
                    .isInstanceOf(GatewayStartException.class)
                    .hasMessageContaining("Port " + taken.getLocalPort())
                    .hasMessageContaining("--port");
        }
        assertThat(StateAccess.open(dataDir)).satisfies(StateAccess::close);
    }

    @Test
    void shares_its_state_with_no_other_process() {
        try (Gateway gateway = Gateway.start(GatewayOptions.in(dataDir).port(0))) {
            assertThat(gateway.port()).isPositive();
            assertThatThrownBy(() -> StateAccess.open(dataDir))
                    .isInstanceOf(GatewayStartException.class)
                    .hasMessageContaining("open in another process");
        }
    }

    @Test
    void reports_all_configuration_errors_together() throws Exception {
        Files.writeString(dataDir.resolve("inkstone.yaml"), """
                inkstone:
                  gateway:
                    prot: 8080
                    port: eighty
                    limits:
                      request-timeout: soon
                """);

        assertThatThrownBy(() -> Gateway.start(GatewayOptions.in(dataDir)))
                .isInstanceOf(GatewayStartException.class)
                .hasMessageContaining("inkstone.gateway.prot")
                .hasMessageContaining("inkstone.gateway.port")
                .hasMessageContaining("request-timeout");
    }

    @Test
    void reads_upstreams_and_defaults_from_the_file() throws Exception {
        try (OpenAiServer upstream = new OpenAiServer()) {
            Files.writeString(dataDir.resolve("inkstone.yaml"), """
                    inkstone:
                      gateway:
                        default-embedding-model: vectors
                        upstreams:
                          other:
                            url: %s/v1/
                            api-key: configured
                    """.formatted(upstream.uri()));
            try (Gateway gateway = Gateway.start(GatewayOptions.in(dataDir).port(0))) {
                HttpResponse<String> response =
                        post(gateway, "/v1/embeddings", "{\"model\":\"default\",\"input\":\"a\"}");

                assertThat(response.statusCode()).isEqualTo(200);
                assertThat(upstream.lastAuthorization).isEqualTo("Bearer configured");
            }
        }
    }

    @Test
    void answers_503_while_its_upstream_is_down_and_is_not_ready() throws Exception {
        int free;
        try (ServerSocket socket = new ServerSocket(0)) {
            free = socket.getLocalPort();
        }
        UpstreamOptions down = UpstreamOptions.of("local", URI.create("http://127.0.0.1:" + free), null);
        try (Gateway gateway = Gateway.start(GatewayOptions.in(dataDir).port(0).upstream(down))) {
            HttpResponse<String> chat = post(gateway, "/v1/chat/completions", RunningGateway.chat("say a", false));
            HttpResponse<String> ready = get(gateway, "/health/ready");

            assertThat(chat.statusCode()).isEqualTo(503);
            assertThat(RunningGateway.code(chat)).isEqualTo("upstream_unavailable");
            assertThat(chat.headers().firstValue("retry-after")).isPresent();
            assertThat(ready.statusCode()).isEqualTo(503);
            assertThat(RunningGateway.json(ready).path("status").asText()).isEqualTo("DOWN");
            assertThat(get(gateway, "/health/live").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void finds_its_tenants_keys_and_audit_again_after_a_restart() throws Exception {
        String secret;
        try (StateAccess access = StateAccess.open(dataDir)) {
            access.putTenant("acme", new Limits(7, Limits.NONE, Limits.NONE, 20, Limits.NONE), Set.of("parrot"));
            secret = access.createKey("acme", "laptop").secret();
            access.revokeKey(access.createKey("acme", "old").key().id());
        }
        for (int start = 0; start < 2; start++) {
            try (RunningGateway running = start == 0 ? new RunningGateway(dataDir) : restarted()) {
                HttpResponse<String> response = running.send(HttpRequest.newBuilder(running.uri("/v1/completions"))
                        .header("authorization", "Bearer " + secret)
                        .header("content-type", "application/json")
                        .header("x-request-id", "start-" + start)
                        .POST(HttpRequest.BodyPublishers.ofString(
                                "{\"model\":\"parrot\",\"prompt\":\"a\",\"max_tokens\":3}")));
                // 12 of 20 tokens are used by the first call: the second does not fit, although the process is new.
                assertThat(response.statusCode()).isEqualTo(start == 0 ? 200 : 429);
            }
        }
        try (State state = State.open(dataDir)) {
            assertThat(state.tenants().all().get("acme"))
                    .satisfies(tenant -> assertThat(tenant.models()).containsExactly("parrot"));
            assertThat(state.keys().all())
                    .extracting(stored -> stored.key().name())
                    .contains("laptop")
                    .doesNotContain("old");
            List<AuditRecord> audit = state.audit().list(AuditQuery.newest(100)).stream()
                    .map(AuditStore.Entry::audited)
                    .filter(one -> one.tenant().equals("acme"))
                    .toList();
            assertThat(audit)
                    .extracting(AuditRecord::requestId, AuditRecord::operation, AuditRecord::outcome)
                    .containsExactly(
                            org.assertj.core.groups.Tuple.tuple("start-1", "completions", "tokens_per_day_exceeded"),
                            org.assertj.core.groups.Tuple.tuple("start-0", "completions", "ok"));
            assertThat(audit.get(1).promptTokens()).isEqualTo(7);
            assertThat(audit.get(1).completionTokens()).isEqualTo(5);
        }
    }

    @Test
    void is_one_of_several_only_with_a_shared_state_and_shared_counters() {
        assertThatThrownBy(() -> Gateway.start(replica(Map.of())))
                .isInstanceOf(GatewayStartException.class)
                .hasMessageContaining("inkstone.gateway.replicas")
                .hasMessageContaining("inkstone.gateway.state.url");
        assertThatThrownBy(() -> Gateway.start(
                        replica(Map.of("inkstone.gateway.state.url", "jdbc:postgresql://127.0.0.1:1/inkstone"))))
                .isInstanceOf(GatewayStartException.class)
                .hasMessageContaining("inkstone.gateway.quotas.redis.url");
    }

    private GatewayOptions replica(Map<String, String> settings) {
        Map<String, String> all = new java.util.HashMap<>(settings);
        all.put("inkstone.gateway.replicas", "true");
        return GatewayOptions.in(dataDir).port(0).settings(RunningGateway.settings(all));
    }

    @Test
    void names_a_database_that_does_not_answer() {
        Map<String, String> settings = Map.of(
                "inkstone.gateway.state.url",
                "jdbc:postgresql://127.0.0.1:1/inkstone",
                "inkstone.gateway.state.password",
                "secret-4711");

        assertThatThrownBy(() ->
                        Gateway.start(GatewayOptions.in(dataDir).port(0).settings(RunningGateway.settings(settings))))
                .isInstanceOf(GatewayStartException.class)
                .hasMessageContaining("jdbc:postgresql://127.0.0.1:1/inkstone")
                .hasMessageContaining("inkstone.gateway.state.url")
                .hasMessageNotContaining("secret-4711");
    }

    @Test
    void makes_an_admin_key_only_once() {
        try (Gateway first = Gateway.start(GatewayOptions.in(dataDir).port(0))) {
            assertThat(first.newAdminKey()).isPresent();
        }
        try (Gateway second = Gateway.start(GatewayOptions.in(dataDir).port(0))) {
            assertThat(second.newAdminKey()).isEmpty();
        }
    }

    @Test
    void refuses_names_that_are_none() {
        try (StateAccess access = StateAccess.open(dataDir)) {
            assertThatThrownBy(() -> access.createKey("No Spaces", "x"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("No Spaces");
            assertThat(access.keys()).isEmpty();
            assertThat(access.createAdminKey("spare").key().admin()).isTrue();
            assertThat(access.revokeKey("key_none")).isFalse();
        }
    }

    private RunningGateway restarted() throws Exception {
        return RunningGateway.restarted(dataDir, Map.of());
    }

    private HttpResponse<String> post(Gateway gateway, String path, String body) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + gateway.port() + path))
                                .header(
                                        "authorization",
                                        "Bearer "
                                                + Files.readString(dataDir.resolve("admin.key"))
                                                        .trim())
                                .header("content-type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString(body))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    private static HttpResponse<String> get(Gateway gateway, String path) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + gateway.port() + path))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }
}
