package io.inkstone.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.inkstone.protocol.ProtocolContract.Target;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Speaks to a server as any client would. */
record ContractClient(Target target) {

    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();

    /** A whole answer. */
    record Reply(int status, HttpHeaders headers, String text) {

        JsonNode json() {
            return parse(text);
        }
    }

    static JsonNode parse(String text) {
        try {
            return Json.MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError("not JSON: " + text, e);
        }
    }

    Reply get(String path) {
        return send(request(path, Optional.of(target.token())).GET().build());
    }

    Reply post(String path, JsonNode body) {
        return post(path, Json.write(body), Optional.of(target.token()));
    }

    Reply post(String path, String body) {
        return post(path, body, Optional.of(target.token()));
    }

    Reply post(String path, String body, Optional<String> token) {
        return send(request(path, token)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    /** All events of a streamed answer, the last of which is checked to be the end mark and left out. */
    List<JsonNode> stream(String path, JsonNode body) {
        try (Stream stream = open(path, body)) {
            List<JsonNode> chunks = new ArrayList<>();
            for (Optional<SseEvent> event = stream.next(); event.isPresent(); event = stream.next()) {
                assertThat(stream.done).as("an event after [DONE]").isFalse();
                if (event.get().isDone()) {
                    stream.done = true;
                } else {
                    chunks.add(parse(event.get().data()));
                }
            }
            assertThat(stream.done).as("[DONE] at the end of %s", chunks).isTrue();
            return chunks;
        }
    }

    /** A streamed answer that is read event by event and can be left at any time. */
    Stream open(String path, JsonNode body) {
        HttpRequest request = request(path, Optional.of(target.token()))
                .POST(HttpRequest.BodyPublishers.ofString(Json.write(body)))
                .build();
        try {
            HttpResponse<InputStream> response = HTTP.send(request, BodyHandlers.ofInputStream());
            if (response.statusCode() != 200) {
                String text = new String(response.body().readAllBytes(), StandardCharsets.UTF_8);
                throw new AssertionError("status " + response.statusCode() + ": " + text);
            }
            assertThat(response.headers().firstValue("content-type").orElse("none"))
                    .startsWith(Sse.CONTENT_TYPE);
            return new Stream(response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private HttpRequest.Builder request(String path, Optional<String> token) {
        HttpRequest.Builder builder = HttpRequest.newBuilder(target.baseUri().resolve(path))
                .timeout(Duration.ofMinutes(2))
                .header("Content-Type", "application/json");
        token.ifPresent(value -> builder.header("Authorization", "Bearer " + value));
        return builder;
    }

    private static Reply send(HttpRequest request) {
        try {
            HttpResponse<String> response = HTTP.send(request, BodyHandlers.ofString());
            return new Reply(response.statusCode(), response.headers(), response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Events as they come; closing it drops the connection. */
    static final class Stream implements AutoCloseable {
        private final InputStream body;
        private final SseParser parser = new SseParser();
        private final List<SseEvent> ready = new ArrayList<>();
        private boolean done;

        private Stream(InputStream body) {
            this.body = body;
        }

        /** The next event; empty at the end of the stream. */
        Optional<SseEvent> next() {
            try {
                byte[] bytes = new byte[8192];
                while (ready.isEmpty()) {
                    int count = body.read(bytes);
                    if (count < 0) {
                        return Optional.empty();
                    }
                    ready.addAll(parser.push(Arrays.copyOf(bytes, count)));
                }
                return Optional.of(ready.remove(0));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() {
            try {
                body.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
