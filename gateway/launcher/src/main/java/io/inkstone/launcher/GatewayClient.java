package io.inkstone.launcher;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inkstone.protocol.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Asks a gateway over HTTP, as any client does. */
final class GatewayClient {

    private static final Duration TIMEOUT = Duration.ofMinutes(2);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final URI base;
    private final String key;

    GatewayClient(URI base, String key) {
        this.base = base;
        this.key = key;
    }

    static GatewayClient local(int port, String key) {
        return new GatewayClient(URI.create("http://127.0.0.1:" + port), key);
    }

    /** An answer: its status and its bytes. */
    static final class Answer {

        private final int status;
        private final byte[] body;

        Answer(int status, byte[] body) {
            this.status = status;
            this.body = body;
        }

        int status() {
            return status;
        }

        byte[] body() {
            return body;
        }

        boolean ok() {
            return status >= 200 && status < 300;
        }

        JsonNode json() {
            try {
                return Json.MAPPER.readTree(body);
            } catch (IOException e) {
                return Json.MAPPER.missingNode();
            }
        }

        /** The error's own words, else the status. */
        String error() {
            return json().path("error").path("message").asText("HTTP " + status);
        }
    }

    Answer get(String path) {
        return send(request(path).GET());
    }

    Answer get(String path, String accept) {
        return send(request(path).header("accept", accept).GET());
    }

    Answer put(String path, String type, String body) {
        return send(request(path).header("content-type", type).PUT(BodyPublishers.ofString(body)));
    }

    /** Posts nothing and writes what comes into a file; the answer holds the body only of an error. */
    Answer download(String path, Path target) {
        try {
            HttpResponse<InputStream> response =
                    http.send(request(path).POST(BodyPublishers.noBody()).build(), BodyHandlers.ofInputStream());
            try (InputStream body = response.body()) {
                if (response.statusCode() != 200) {
                    return new Answer(response.statusCode(), body.readAllBytes());
                }
                Files.copy(body, target, StandardCopyOption.REPLACE_EXISTING);
                return new Answer(200, new byte[0]);
            }
        } catch (IOException e) {
            throw unreachable(e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    Answer post(String path, ObjectNode body) {
        return send(json(path, body));
    }

    /** Posts and closes the connection after a while, whatever has come by then. */
    void postAndLeave(String path, ObjectNode body, Duration after) {
        CompletableFuture<HttpResponse<byte[]>> answer =
                http.sendAsync(json(path, body).build(), BodyHandlers.ofByteArray());
        try {
            answer.get(after.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            answer.cancel(true);
        } catch (ExecutionException e) {
            throw unreachable(e.getCause() instanceof IOException cause ? cause : new IOException(e));
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    Answer delete(String path) {
        return send(request(path).DELETE());
    }

    /** A request with a file, as a browser sends it: part {@code input} is JSON, part {@code name} the file. */
    Answer upload(String path, ObjectNode input, String name, Path file, String accept) {
        String boundary = "inkstone-" + UUID.randomUUID();
        return send(request(path)
                .header("content-type", "multipart/form-data; boundary=" + boundary)
                .header("accept", accept)
                .POST(multipart(boundary, input, name, file)));
    }

    /** Asks for a stream of events and hands each event's JSON on as it comes. */
    void stream(String path, ObjectNode body, Consumer<JsonNode> event) {
        HttpRequest request =
                json(path, body).header("accept", "text/event-stream").build();
        try {
            HttpResponse<Stream<String>> response = http.send(request, BodyHandlers.ofLines());
            try (Stream<String> lines = response.body()) {
                if (response.statusCode() != 200) {
                    String text = String.join("\n", lines.toList());
                    throw new LaunchException(
                            new Answer(response.statusCode(), text.getBytes(StandardCharsets.UTF_8)).error());
                }
                lines.filter(line -> line.startsWith("data:"))
                        .map(line -> line.substring("data:".length()).strip())
                        .takeWhile(data -> !data.equals("[DONE]"))
                        .forEach(data -> event.accept(parse(data)));
            }
        } catch (IOException e) {
            throw unreachable(e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private Answer send(HttpRequest.Builder builder) {
        try {
            HttpResponse<InputStream> response = http.send(builder.build(), BodyHandlers.ofInputStream());
            try (InputStream body = response.body()) {
                return new Answer(response.statusCode(), body.readAllBytes());
            }
        } catch (IOException e) {
            throw unreachable(e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private HttpRequest.Builder json(String path, ObjectNode body) {
        return request(path).header("content-type", "application/json").POST(BodyPublishers.ofString(Json.write(body)));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(base.resolve(path)).timeout(TIMEOUT).header("authorization", "Bearer " + key);
    }

    private static BodyPublisher multipart(String boundary, ObjectNode input, String name, Path file) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(text("--" + boundary + "\r\nContent-Disposition: form-data; name=\"input\"\r\n"
                + "Content-Type: application/json\r\n\r\n" + Json.write(input) + "\r\n"));
        body.writeBytes(text("--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + name + "\"; filename=\""
                + file.getFileName() + "\"\r\nContent-Type: application/octet-stream\r\n\r\n"));
        try {
            body.writeBytes(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new LaunchException("cannot read " + file + "; expected a readable file", e);
        }
        body.writeBytes(text("\r\n--" + boundary + "--\r\n"));
        return BodyPublishers.ofByteArray(body.toByteArray());
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static JsonNode parse(String data) {
        try {
            return Json.MAPPER.readTree(data);
        } catch (JsonProcessingException e) {
            throw new LaunchException("the gateway sent an event that is not JSON", e);
        }
    }

    private LaunchException unreachable(IOException e) {
        return new LaunchException(
                "the gateway at " + base + " does not answer (" + e.getClass().getSimpleName()
                        + "); expected a running one: ./inkstone up",
                e);
    }

    private static LaunchException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new LaunchException("interrupted", e);
    }
}
