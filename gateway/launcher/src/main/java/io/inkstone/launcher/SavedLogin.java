package io.inkstone.launcher;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inkstone.protocol.Json;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Map;

/** The tokens of who signed in, in {@code DIR/login.json}, readable for its owner alone; renewed when they are about to end. */
final class SavedLogin {

    private static final long SOON_SECONDS = 30;
    private static final String OWNER_ALONE = "rw-------";

    private final Path folder;
    private final Path file;
    private final Clock clock;

    SavedLogin(DataDirectory directory, Clock clock) {
        this.folder = directory.path();
        this.file = folder.resolve("login.json");
        this.clock = clock;
    }

    Path file() {
        return file;
    }

    /** Keeps what a token endpoint answered. */
    void save(String issuer, String client, JsonNode tokens) {
        long seconds = tokens.path("expires_in").asLong(60);
        ObjectNode json = Json.MAPPER.createObjectNode();
        json.put("issuer", issuer).put("client_id", client);
        json.put("access_token", tokens.path("access_token").asText());
        json.put("refresh_token", tokens.path("refresh_token").asText());
        json.put(
                "expires_at",
                clock.instant()
                        .truncatedTo(ChronoUnit.SECONDS)
                        .plusSeconds(seconds)
                        .toString());
        write(json);
    }

    /**
     * Who signed in and until when the token holds that {@link #accessToken} gives.
     *
     * @throws LaunchException when nobody is signed in
     */
    String who() {
        String token = accessToken();
        JsonNode login = read();
        JsonNode claims = claims(token);
        for (String name : new String[] {"upn", "preferred_username", "sub"}) {
            if (claims.path(name).isTextual()) {
                return claims.path(name).asText() + " at "
                        + login.path("issuer").asText() + ", until "
                        + login.path("expires_at").asText();
            }
        }
        return "signed in at " + login.path("issuer").asText();
    }

    /**
     * A token that holds for a while yet, renewed where it has to be.
     *
     * @throws LaunchException when nobody is signed in, or the issuer renews no more
     */
    String accessToken() {
        if (!Files.exists(file)) {
            throw new LaunchException("nobody is signed in; expected a login: ./inkstone login");
        }
        // One process renews: many issuers take a refresh token only once.
        try (FileChannel channel = FileChannel.open(
                        folder.resolve("login.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            JsonNode login = read();
            Instant end = Instant.parse(login.path("expires_at").asText());
            boolean holds =
                    lock.isValid() && clock.instant().plusSeconds(SOON_SECONDS).isBefore(end);
            return holds ? login.path("access_token").asText() : renewed(login);
        } catch (IOException e) {
            throw new LaunchException("cannot lock " + file + ": " + e.getMessage(), e);
        }
    }

    private String renewed(JsonNode login) {
        String issuer = login.path("issuer").asText();
        String client = login.path("client_id").asText();
        String refresh = login.path("refresh_token").asText();
        JsonNode tokens = OAuthServer.discover(issuer)
                .post(
                        "token_endpoint",
                        Map.of("grant_type", "refresh_token", "client_id", client, "refresh_token", refresh));
        if (!tokens.path("access_token").isTextual()) {
            throw new LaunchException("the login at " + issuer + " has ended ("
                    + tokens.path("error").asText("no token") + "); sign in again: ./inkstone login");
        }
        ObjectNode kept = tokens.deepCopy();
        if (!kept.path("refresh_token").isTextual()) {
            kept.put("refresh_token", refresh);
        }
        save(issuer, client, kept);
        return tokens.path("access_token").asText();
    }

    private static JsonNode claims(String token) {
        String[] parts = token.split("\\.");
        try {
            return parts.length == 3
                    ? Json.MAPPER.readTree(Base64.getUrlDecoder().decode(parts[1]))
                    : Json.MAPPER.missingNode();
        } catch (IOException | IllegalArgumentException e) {
            return Json.MAPPER.missingNode();
        }
    }

    private JsonNode read() {
        try {
            return Json.MAPPER.readTree(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new LaunchException("cannot read " + file + "; sign in again: ./inkstone login", e);
        }
    }

    private void write(ObjectNode json) {
        boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
        FileAttribute<?>[] rights = posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(OWNER_ALONE))
                }
                : new FileAttribute<?>[0];
        try {
            Files.createDirectories(folder);
            Path half = Files.createTempFile(folder, "login", ".new", rights);
            Files.writeString(half, Json.write(json) + "\n");
            Files.move(half, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new LaunchException("cannot write " + file + ": " + e.getMessage(), e);
        }
    }
}
