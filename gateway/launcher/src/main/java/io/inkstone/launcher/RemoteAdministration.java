package io.inkstone.launcher;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inkstone.launcher.GatewayClient.Answer;
import io.inkstone.protocol.Json;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Asks the gateway that runs, through its administration API. */
final class RemoteAdministration implements Administration {

    private final GatewayClient client;

    RemoteAdministration(GatewayClient client) {
        this.client = client;
    }

    @Override
    public NewKey createKey(String tenant, String name) {
        ObjectNode body = Json.MAPPER.createObjectNode().put("tenant", tenant).put("name", name);
        JsonNode made = checked(client.post("/admin/v1/keys", body));
        return new NewKey(made.path("id").asText(), made.path("key").asText());
    }

    @Override
    public void revokeKey(String id) {
        if (!id.matches("[A-Za-z0-9_]{1,64}")) {
            throw new LaunchException("'" + id + "' is no key's id; expected one as printed by: ./inkstone key create");
        }
        checked(client.delete("/admin/v1/keys/" + id));
    }

    @Override
    public void putTenant(String id, TenantLimits limits) {
        ObjectNode body = Json.MAPPER.createObjectNode().put("id", id);
        ObjectNode given = body.putObject("limits");
        put(given, "requests_per_minute", limits.requestsPerMinute());
        put(given, "tokens_per_minute", limits.tokensPerMinute());
        put(given, "concurrency", limits.concurrency());
        put(given, "tokens_per_day", limits.tokensPerDay());
        checked(client.post("/admin/v1/tenants", body));
    }

    @Override
    public List<String> tenants() {
        List<String> ids = new ArrayList<>();
        checked(client.get("/admin/v1/tenants"))
                .path("data")
                .forEach(tenant -> ids.add(tenant.path("id").asText()));
        return ids;
    }

    private static void put(ObjectNode object, String name, @Nullable Long limit) {
        if (limit != null) {
            object.put(name, limit);
        }
    }

    private static JsonNode checked(Answer answer) {
        if (!answer.ok()) {
            throw new LaunchException(answer.error());
        }
        return answer.json();
    }
}
