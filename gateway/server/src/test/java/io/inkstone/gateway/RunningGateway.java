package io.inkstone.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inkstone.gateway.settings.GatewaySettings;
import io.inkstone.orchestration.BreakerOptions;
import io.inkstone.orchestration.CacheScope;
import io.inkstone.orchestration.UpstreamOptions;
import io.inkstone.orchestration.UpstreamTimeouts;
import io.inkstone.protocol.Json;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** A real gateway on a free port, in front of an {@link OpenAiServer}, and a client with its admin key. */
final class RunningGateway implements AutoCloseable {

    static final int UPSTREAM_CONNECTIONS = 8;

    /** Tests make the upstream fail on purpose, which must not concern the tests after them. */
    private static final BreakerOptions NEVER_OPENS = new BreakerOptions(1, 100_000, Duration.ofSeconds(1), 1);

    final OpenAiServer upstream;
    final Gateway gateway;
    final String adminKey;
    final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    RunningGateway(Path dataDir) throws Exception {
        this(dataDir, Map.of());
    }

    RunningGateway(Path dataDir, Map<String, String> settings) throws Exception {
        this(dataDir, settings, true);
    }

    private RunningGateway(Path dataDir, Map<String, String> settings, boolean firstStart) throws Exception {
        upstream = new OpenAiServer();
        UpstreamOptions local = new UpstreamOptions(
                "local",
                upstream.uri(),
                () -> "upstream-secret",
                UPSTREAM_CONNECTIONS,
                UpstreamTimeouts.USUAL,
                NEVER_OPENS,
                CacheScope.ALL);
        gateway =
                Gateway.start(GatewayOptions.in(dataDir).port(0).upstream(local).settings(settings(settings)));
        adminKey = firstStart ? gateway.newAdminKey().orElseThrow() : "";
    }

    /** A gateway on a data folder that another one has used. */
    static RunningGateway restarted(Path dataDir, Map<String, String> settings) throws Exception {
        return new RunningGateway(dataDir, settings, false);
    }

    static GatewaySettings settings(Map<String, String> values) {
        return new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withMapping(GatewaySettings.class)
                .withSources(new PropertiesConfigSource(values, "test", 500))
                .build()
                .getConfigMapping(GatewaySettings.class);
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + gateway.port() + path);
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(uri(path))
                .timeout(Duration.ofSeconds(20))
                .header("authorization", "Bearer " + adminKey);
    }

    HttpResponse<String> get(String path) throws Exception {
        return send(request(path).GET());
    }

    HttpResponse<String> post(String path, String json) throws Exception {
        return send(request(path)
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json)));
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /** A chat whose last message is an order to the upstream. */
    static String chat(String order, boolean stream) {
        ObjectNode body = Json.MAPPER.createObjectNode().put("model", "default");
        body.putArray("messages").addObject().put("role", "user").put("content", order);
        return Json.write(stream ? body.put("stream", true) : body);
    }

    static JsonNode json(HttpResponse<String> response) throws Exception {
        return Json.MAPPER.readTree(response.body());
    }

    /** The code of an error answer. */
    static String code(HttpResponse<String> response) throws Exception {
        return json(response).path("error").path("code").asText();
    }

    @Override
    public void close() {
        gateway.close();
        upstream.close();
    }
}
