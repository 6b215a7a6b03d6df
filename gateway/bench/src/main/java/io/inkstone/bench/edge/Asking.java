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

/** Single requests, for setting things up. */
final class Asking {

    private static final long START_SECONDS = 180;
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
                        .POST(HttpRequest.BodyPublishers.ofString(Json.write(body)))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() / 100 != 2) {
            throw new BenchException(path + " answered " + answer.statusCode() + ": " + answer.body());
        }
        return Json.MAPPER.readTree(answer.body());
    }

    /** Waits until the subject answers a chat. */
    void awaitAnswer(Subject subject) throws InterruptedException {
        await(subject.name(), () -> {
            HttpRequest.Builder request =
                    HttpRequest.newBuilder(base.resolve(Subject.PATH)).header("content-type", "application/json");
            subject.headers().forEach(request::header);
            HttpResponse<String> answer = http.send(
                    request.POST(HttpRequest.BodyPublishers.ofByteArray(Prompts.chat(false, 16)))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            return answer.statusCode() == 200 ? "" : answer.statusCode() + " " + answer.body();
        });
    }

    /** Waits until something answers at all. */
    void awaitListening(String name) throws InterruptedException {
        await(name, () -> {
            http.send(HttpRequest.newBuilder(base.resolve("/")).build(), HttpResponse.BodyHandlers.discarding());
            return "";
        });
    }

    private interface Try {
        /** What is still wrong; empty when nothing is. */
        String once() throws IOException, InterruptedException;
    }

    private static void await(String name, Try attempt) throws InterruptedException {
        long deadline = System.nanoTime() + Duration.ofSeconds(START_SECONDS).toNanos();
        String wrong = "";
        while (System.nanoTime() < deadline) {
            try {
                wrong = attempt.once();
                if (wrong.isEmpty()) {
                    return;
                }
            } catch (IOException e) {
                wrong = String.valueOf(e.getMessage());
            }
            Thread.sleep(PAUSE_MILLIS);
        }
        throw new BenchException(name + " does not answer: " + wrong);
    }
}
