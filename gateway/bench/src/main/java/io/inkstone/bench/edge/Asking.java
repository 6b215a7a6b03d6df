package io.inkstone.bench.edge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inkstone.bench.BenchException;
import io.inkstone.protocol.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Single requests, for setting things up. */
final class Asking {

    private static final Duration OWN_START = Duration.ofMinutes(3);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long PAUSE_MILLIS = 250;

    private final URI base;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    Asking(int port) {
        this.base = URI.create("http://127.0.0.1:" + port);
    }

    JsonNode post(String path, String bearer, ObjectNode body) throws IOException, InterruptedException {
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(base.resolve(path))
                        .header("authorization", "Bearer " + bearer)
                        .header("content-type", "application/json")
                        .timeout(PATIENCE)
                        .POST(HttpRequest.BodyPublishers.ofString(Json.write(body)))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() / 100 != 2) {
            throw new BenchException(path + " answered " + answer.statusCode() + ": " + answer.body());
        }
        return Json.MAPPER.readTree(answer.body());
    }

    /** Waits until one of our own subjects answers a chat. */
    void awaitAnswer(Subject subject) throws InterruptedException {
        awaitAnswer(subject, OWN_START, () -> true);
    }

    /**
     * Waits until the subject answers a chat.
     *
     * @param atMost for so long
     * @param alive and only while it runs
     * @throws BenchException when it did not
     */
    void awaitAnswer(Subject subject, Duration atMost, BooleanSupplier alive) throws InterruptedException {
        await(subject.name(), atMost, alive, () -> {
            HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(Subject.PATH))
                    .timeout(PATIENCE)
                    .header("content-type", "application/json");
            subject.headers().forEach(request::header);
            HttpResponse<String> answer = http.send(
                    request.POST(HttpRequest.BodyPublishers.ofByteArray(Prompts.chat(false, 16)))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            return answer.statusCode() == 200 ? "" : answer.statusCode() + " " + answer.body();
        });
    }

    /** Waits until something answers at all. */
    void awaitListening(String name, Duration atMost, BooleanSupplier alive) throws InterruptedException {
        await(name, atMost, alive, () -> {
            http.send(
                    HttpRequest.newBuilder(base.resolve("/")).timeout(PATIENCE).build(),
                    HttpResponse.BodyHandlers.discarding());
            return "";
        });
    }

    private interface Try {
        /** What is still wrong; empty when nothing is. */
        String once() throws IOException, InterruptedException;
    }

    private static void await(String name, Duration atMost, BooleanSupplier alive, Try attempt)
            throws InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        String wrong = "";
        while (System.nanoTime() < deadline && alive.getAsBoolean()) {
            try {
                wrong = attempt.once();
                if (wrong.isEmpty()) {
                    return;
                }
            } catch (IOException e) {
                wrong = String.valueOf(e.getMessage() == null ? e : e.getMessage());
            }
            Thread.sleep(PAUSE_MILLIS);
        }
        throw new BenchException(name + " does not answer within " + atMost.toSeconds() + " s: " + wrong);
    }
}
