package io.inkstone.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inkstone.protocol.Json;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** A real Keycloak on loopback, with the realms of the test resources, its database in memory. */
final class KeycloakServer implements AutoCloseable {

    static final String SECRET = "only-for-tests";

    private static final List<String> LINKED = List.of("lib", "providers", "themes", "conf");
    private static final List<String> REALMS = List.of("office-realm.json", "elsewhere-realm.json");
    private static final long START_MINUTES = 10;

    final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    private final String adminPassword = UUID.randomUUID().toString();
    private final int port;
    private final Path home;
    private final Process process;
    private final Thread endWithTests;

    /**
     * @param distribution as {@link KeycloakDistribution} makes it
     * @param home an empty folder for what this server writes
     */
    KeycloakServer(Path distribution, Path home) throws IOException, InterruptedException {
        this.home = home;
        port = freePort();
        process = start(distribution);
        endWithTests = new Thread(process::destroyForcibly);
        Runtime.getRuntime().addShutdownHook(endWithTests);
        awaitStart();
    }

    private Process start(Path distribution) throws IOException {
        for (String folder : LINKED) {
            Files.createSymbolicLink(home.resolve(folder), distribution.resolve(folder));
        }
        Path imported = Files.createDirectories(home.resolve("data/import"));
        for (String realm : REALMS) {
            try (InputStream file =
                    Objects.requireNonNull(KeycloakServer.class.getResourceAsStream("/keycloak/" + realm))) {
                Files.copy(file, imported.resolve(realm));
            }
        }
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                // Starting is most of what it does here.
                "-XX:TieredStopAtLevel=1",
                "-Dkc.home.dir=" + home,
                "-Djboss.server.config.dir=" + home.resolve("conf"),
                "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                "-Dpicocli.disable.closures=true"));
        for (String opened : List.of("java.util", "java.util.concurrent", "java.security", "java.lang")) {
            command.add("--add-opens=java.base/" + opened + "=ALL-UNNAMED");
        }
        command.addAll(List.of(
                "-cp",
                distribution.resolve("lib/quarkus-run.jar").toString(),
                "io.quarkus.bootstrap.runner.QuarkusEntryPoint",
                "start",
                "--optimized",
                "--import-realm",
                "--cache=local",
                "--hostname-strict=false",
                "--http-enabled=true",
                "--http-host=127.0.0.1",
                "--http-port=" + port));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(home.resolve("out.log").toFile());
        builder.environment().put("KC_BOOTSTRAP_ADMIN_USERNAME", "admin");
        builder.environment().put("KC_BOOTSTRAP_ADMIN_PASSWORD", adminPassword);
        return builder.start();
    }

    private void awaitStart() throws IOException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(START_MINUTES);
        while (!answers()) {
            if (process.waitFor(500, TimeUnit.MILLISECONDS) || System.nanoTime() > end) {
                close();
                throw new IllegalStateException("Keycloak did not start: " + Files.readString(home.resolve("out.log")));
            }
        }
    }

    private boolean answers() throws InterruptedException {
        try {
            return send(HttpRequest.newBuilder(URI.create(issuer("office"))).GET())
                            .statusCode()
                    == 200;
        } catch (IOException e) {
            return false;
        }
    }

    String issuer(String realm) {
        return "http://127.0.0.1:" + port + "/realms/" + realm;
    }

    String endpoint(String realm, String name) {
        return issuer(realm) + "/protocol/openid-connect/" + name;
    }

    /** The answer of a realm's token endpoint. */
    HttpResponse<String> askForToken(String realm, Map<String, String> form) throws IOException, InterruptedException {
        return post(endpoint(realm, "token"), form);
    }

    /** The access token of a client that acts for itself. */
    String clientToken(String realm, String client) throws IOException, InterruptedException {
        HttpResponse<String> response = askForToken(
                realm, Map.of("grant_type", "client_credentials", "client_id", client, "client_secret", SECRET));
        return Json.parseObject(response.body()).path("access_token").asText();
    }

    HttpResponse<String> post(String address, Map<String, String> form) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(address))
                .header("content-type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(encoded(form))));
    }

    static String encoded(Map<String, String> form) {
        return form.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    /** What the administration API says; a path under {@code /admin/realms/office}. */
    JsonNode admin(String path) throws IOException, InterruptedException {
        HttpResponse<String> response = send(adminRequest(path).GET());
        return Json.MAPPER.readTree(response.body());
    }

    void admin(String method, String path, ObjectNode body) throws IOException, InterruptedException {
        HttpResponse<String> response = send(adminRequest(path)
                .header("content-type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(Json.write(body))));
        if (response.statusCode() >= 300) {
            throw new IllegalStateException(path + ": " + response.statusCode() + " " + response.body());
        }
    }

    private HttpRequest.Builder adminRequest(String path) throws IOException, InterruptedException {
        HttpResponse<String> login = askForToken(
                "master",
                Map.of(
                        "grant_type", "password",
                        "client_id", "admin-cli",
                        "username", "admin",
                        "password", adminPassword));
        String token = Json.parseObject(login.body()).path("access_token").asText();
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/admin/realms/office" + path))
                .header("authorization", "Bearer " + token);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.timeout(Duration.ofMinutes(1)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            for (String folder : LINKED) {
                Files.delete(home.resolve(folder));
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().removeShutdownHook(endWithTests);
    }
}
