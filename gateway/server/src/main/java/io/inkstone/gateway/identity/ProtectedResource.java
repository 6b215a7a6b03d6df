package io.inkstone.gateway.identity;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inkstone.protocol.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What OAuth clients are told of the gateway (RFC 9728), and how a refusal points there (RFC 6750). */
public final class ProtectedResource {

    /** Where the metadata is; the path of a part of the gateway with metadata of its own follows it. */
    public static final String WELL_KNOWN = "/.well-known/oauth-protected-resource";

    /** The parts of the gateway with metadata of their own, since a client compares them with the address that it asked. */
    public static final List<String> PARTS = List.of("/mcp", "/v1");

    private ProtectedResource() {}

    /**
     * The metadata.
     *
     * @param base the gateway's address as clients know it, without a slash at the end
     * @param part empty for the whole gateway, else one of {@link #PARTS}
     */
    public static ObjectNode metadata(Callers callers, String base, String part) {
        ObjectNode json = Json.MAPPER.createObjectNode().put("resource", base + part);
        if (!callers.issuers().isEmpty()) {
            ArrayNode servers = json.putArray("authorization_servers");
            callers.issuers().forEach(servers::add);
        }
        if (!callers.scopes().isEmpty()) {
            ArrayNode scopes = json.putArray("scopes_supported");
            callers.scopes().forEach(scopes::add);
        }
        json.putArray("bearer_methods_supported").add("header");
        return json.put("resource_name", "Inkstone").put("resource_documentation", base + "/docs");
    }

    /**
     * The header {@code WWW-Authenticate} of a 401.
     *
     * @param path what was asked
     * @param problem what is wrong with the key or token; null when none was sent
     */
    public static String challenge(String base, String path, @Nullable String problem) {
        String part = path.equals("/mcp") || path.startsWith("/mcp/") ? "/mcp" : "";
        String challenge = "Bearer resource_metadata=\"" + base + WELL_KNOWN + part + "\"";
        return problem == null
                ? challenge
                : challenge + ", error=\"invalid_token\", error_description=\""
                        + problem.replaceAll("[^ !#-\\[\\]-~]", "'") + "\"";
    }
}
