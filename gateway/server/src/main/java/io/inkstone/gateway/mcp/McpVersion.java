package io.inkstone.gateway.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import io.inkstone.protocol.ApiException;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The revisions of the Model Context Protocol that are spoken here, newest first. */
enum McpVersion {
    /** Without handshake and session: each request says in its {@code _meta} and headers what it needs. */
    STATELESS("2026-07-28"),
    V2025_11_25("2025-11-25"),
    V2025_06_18("2025-06-18"),
    V2025_03_26("2025-03-26");

    private static final String HEADER = "mcp-protocol-version";
    private static final String META = "io.modelcontextprotocol/";
    private static final String BASE64_START = "=?base64?";
    private static final String BASE64_END = "?=";

    private final String text;

    McpVersion(String text) {
        this.text = text;
    }

    /** As it is written in messages. */
    String text() {
        return text;
    }

    static List<String> texts() {
        return Arrays.stream(values()).map(McpVersion::text).toList();
    }

    /** What a client that asks for this version is answered: the same, or the newest that begins with a handshake. */
    static McpVersion negotiated(String wanted) {
        return named(wanted).filter(version -> version != STATELESS).orElse(V2025_11_25);
    }

    static Optional<McpVersion> named(String text) {
        return Arrays.stream(values())
                .filter(version -> version.text.equals(text))
                .findFirst();
    }

    /** The version that a request names, known or not; the oldest had no word for it. */
    static String stated(RoutingContext ctx, RpcMessage message) {
        JsonNode inBody = message.meta().path(META + "protocolVersion");
        String header = ctx.request().getHeader(HEADER);
        return inBody.isTextual() ? inBody.asText() : header == null ? V2025_03_26.text : header;
    }

    /**
     * Holds the headers of a request against its body, so that whoever routes by them is not misled.
     *
     * @throws ApiException 400 {@code header_mismatch} or {@code invalid_params}
     */
    void check(RoutingContext ctx, RpcMessage message) {
        JsonNode inBody = message.meta().path(META + "protocolVersion");
        String header = ctx.request().getHeader(HEADER);
        if (this != STATELESS) {
            if (header != null && inBody.isTextual()) {
                require(header, inBody.asText(), HEADER);
            }
            return;
        }
        if (!inBody.isTextual()
                || !message.meta().path(META + "clientCapabilities").isObject()) {
            throw ApiException.invalidRequest(
                    "invalid_params",
                    "_meta",
                    "A request of MCP " + text + " must hold '" + META + "protocolVersion' and '" + META
                            + "clientCapabilities' in params._meta.");
        }
        require(header, text, HEADER);
        require(ctx.request().getHeader("mcp-method"), message.method(), "mcp-method");
        if (message.method().equals("tools/call")) {
            require(
                    decoded(ctx.request().getHeader("mcp-name")),
                    message.params().path("name").asText(),
                    "mcp-name");
        }
    }

    private static void require(@Nullable String header, String body, String name) {
        if (!body.equals(header)) {
            throw ApiException.invalidRequest(
                    "header_mismatch",
                    name,
                    "The header '" + name + "' " + (header == null ? "is missing" : "is '" + header + "'")
                            + "; the body says '" + body + "'.");
        }
    }

    /** Names that a header cannot hold come in base64. */
    private static @Nullable String decoded(@Nullable String header) {
        if (header == null || !header.startsWith(BASE64_START) || !header.endsWith(BASE64_END)) {
            return header;
        }
        try {
            String inner = header.substring(BASE64_START.length(), header.length() - BASE64_END.length());
            return new String(Base64.getDecoder().decode(inner), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            return header;
        }
    }
}
