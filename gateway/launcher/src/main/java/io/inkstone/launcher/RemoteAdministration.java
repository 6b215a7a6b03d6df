package io.inkstone.launcher;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inkstone.launcher.GatewayClient.Answer;
import io.inkstone.protocol.Json;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Asks the gateway that runs, through its administration API. */
final class RemoteAdministration implements Administration {

    private static final String ADMIN = "/admin/v1/";

    private final GatewayClient client;

    RemoteAdministration(GatewayClient client) {
        this.client = client;
    }

    @Override
    public NewKey createKey(String tenant, String name) {
        ObjectNode body = Json.MAPPER.createObjectNode().put("tenant", tenant).put("name", name);
        JsonNode made = checked(client.post(ADMIN + "keys", body)).json();
        return new NewKey(made.path("id").asText(), made.path("key").asText());
    }

    @Override
    public void revokeKey(String id) {
        if (!id.matches("[A-Za-z0-9_]{1,64}")) {
            throw new LaunchException("'" + id + "' is no key's id; expected one as printed by: ./inkstone key create");
        }
        checked(client.delete(ADMIN + "keys/" + id));
    }

    @Override
    public List<JsonNode> keys() {
        return data("keys");
    }

    @Override
    public void putTenant(String id, Map<String, Long> limits, Set<String> models) {
        ObjectNode body = Json.MAPPER.createObjectNode().put("id", id);
        ObjectNode given = body.putObject("limits");
        limits.forEach(given::put);
        ArrayNode names = body.putArray("models");
        models.forEach(names::add);
        checked(client.post(ADMIN + "tenants", body));
    }

    @Override
    public List<JsonNode> tenants() {
        return data("tenants");
    }

    @Override
    public JsonNode list(Listing listing, Map<String, String> query) {
        return checked(client.get(address(listing, query))).json();
    }

    @Override
    public String csv(Listing listing, Map<String, String> query) {
        return new String(
                checked(client.get(address(listing, query), "text/csv")).body(), StandardCharsets.UTF_8);
    }

    @Override
    public Map<String, String> policies() {
        Map<String, String> policies = new LinkedHashMap<>();
        data("policies")
                .forEach(entry -> policies.put(
                        entry.path("tenant").asText(), entry.path("policy").asText()));
        return policies;
    }

    @Override
    public void putPolicy(String tenant, String yaml) {
        checked(client.put(ADMIN + "policies/" + encoded(tenant), "application/yaml", yaml));
    }

    @Override
    public void removePolicy(String tenant) {
        checked(client.delete(ADMIN + "policies/" + encoded(tenant)));
    }

    @Override
    public boolean copyState(Path zip) {
        Answer answer = client.download(ADMIN + "backup", zip);
        if (answer.status() == 409) {
            return false;
        }
        checked(answer);
        return true;
    }

    private List<JsonNode> data(String what) {
        List<JsonNode> entries = new ArrayList<>();
        checked(client.get(ADMIN + what)).json().path("data").forEach(entries::add);
        return entries;
    }

    private static String address(Listing listing, Map<String, String> query) {
        return ADMIN
                + listing.path()
                + query.entrySet().stream()
                        .map(entry -> entry.getKey() + "=" + encoded(entry.getValue()))
                        .collect(Collectors.joining("&", "?", ""));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static Answer checked(Answer answer) {
        if (!answer.ok()) {
            throw new LaunchException(answer.error());
        }
        return answer;
    }
}
