package io.inkstone.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inkstone.protocol.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** One server that is asked over one connection, which is kept. Used by one thread. */
final class Target {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final String name;
    private final URI base;
    private final String secret;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    Target(String name, int port, String secret) {
        this.name = name;
        this.base = URI.create("http://127.0.0.1:" + port);
        this.secret = secret;
    }

    String name() {
        return name;
    }

    URI base() {
        return base;
    }

    /**
     * Asks once and reads the whole stream.
     *
     * @return milliseconds from sending the request to the first event that holds text
     */
    double firstTokenMillis(Route route) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(base.resolve(route.path()))
                .timeout(LIMIT)
                .header("authorization", "Bearer " + secret)
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(Json.write(route.body())))
                .build();
        long startNanos = System.nanoTime();
        HttpResponse<InputStream> response = http.send(request, HttpResponse.BodyHandlers.ofInputStream());
        long firstNanos = -1;
        StringBuilder said = new StringBuilder();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (firstNanos < 0 && holdsText(line, route)) {
                    firstNanos = System.nanoTime() - startNanos;
                }
                said.append(line);
            }
        }
        if (response.statusCode() != 200 || firstNanos < 0) {
            throw new BenchException(name + " answered " + response.statusCode() + " without a token: " + said);
        }
        return firstNanos / 1e6;
    }

    private static boolean holdsText(String line, Route route) throws IOException {
        if (!line.startsWith("data: {")) {
            return false;
        }
        JsonNode event = Json.MAPPER.readTree(line.substring("data: ".length()));
        return !event.at(route.text()).asText("").isEmpty();
    }

    /** What is asked, and where the answer's text is in an event. */
    record Route(String path, ObjectNode body, String text) {

        static final int TOKENS = 4;

        static Route chat(String model, String prompt) {
            ObjectNode body = base(model);
            body.putArray("messages")
                    .add(message("system", "You continue lists."))
                    .add(message("user", prompt));
            return new Route("/v1/chat/completions", body, "/choices/0/delta/content");
        }

        static Route completion(String model, String prompt) {
            return new Route("/v1/completions", base(model).put("prompt", prompt), "/choices/0/text");
        }

        private static ObjectNode base(String model) {
            return Json.MAPPER
                    .createObjectNode()
                    .put("model", model)
                    .put("stream", true)
                    .put("temperature", 0)
                    .put("max_tokens", TOKENS);
        }

        private static ObjectNode message(String role, String content) {
            return Json.MAPPER.createObjectNode().put("role", role).put("content", content);
        }
    }
}
