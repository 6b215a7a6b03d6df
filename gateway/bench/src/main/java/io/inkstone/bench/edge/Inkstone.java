package io.inkstone.bench.edge;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inkstone.bench.Children;
import io.inkstone.bench.GatewayProcess;
import io.inkstone.protocol.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The gateway as tenants meet it: keys, limits that are far but counted, the standard policy's rails. */
final class Inkstone {

    static final String NAME = "Inkstone";

    private static final long FAR = 1_000_000_000_000L;

    private final Path work;
    private final Children children;

    Inkstone(Path work, Children children) {
        this.work = work;
        this.children = children;
    }

    /** A started gateway. */
    record Running(Subject subject, long pid) {}

    /** @param options of its Java */
    Running start(int upstreamPort, List<String> options) throws IOException, InterruptedException {
        Path data = Files.createDirectories(work.resolve("inkstone"));
        Children.Started started = children.java(
                NAME,
                GatewayProcess.class,
                options,
                List.of(data.toString(), "http://127.0.0.1:" + upstreamPort + "/v1"),
                Map.of(GatewayProcess.SECRET_VARIABLE, "none"));
        String admin = Files.readString(data.resolve("admin.key")).strip();
        Asking asking = new Asking(started.port());
        ObjectNode tenant = Json.MAPPER.createObjectNode().put("id", "bench");
        tenant.putObject("limits")
                .put("requests_per_minute", FAR)
                .put("tokens_per_minute", FAR)
                .put("concurrency", FAR)
                .put("tokens_per_day", FAR)
                .put("tokens_per_month", FAR);
        asking.post("/admin/v1/tenants", admin, tenant);
        String key = asking.post(
                        "/admin/v1/keys",
                        admin,
                        Json.MAPPER.createObjectNode().put("tenant", "bench").put("name", "bench"))
                .path("key")
                .asText();
        Subject subject = Subject.withKey(NAME, started.port(), key);
        asking.awaitAnswer(subject);
        return new Running(subject, started.pid());
    }
}
