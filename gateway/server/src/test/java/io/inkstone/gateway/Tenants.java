package io.inkstone.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Calls a running gateway as several tenants. */
final class Tenants {

    private final RunningGateway running;

    Tenants(RunningGateway running) {
        this.running = running;
    }

    /** A new key of a tenant, which is made where it is not there. */
    String key(String tenant) throws Exception {
        return RunningGateway.json(running.post("/admin/v1/keys", "{\"tenant\":\"" + tenant + "\"}"))
                .path("key")
                .asText();
    }

    HttpResponse<String> get(String key, String path) throws Exception {
        return running.send(as(key, path).GET());
    }

    HttpResponse<String> delete(String key, String path) throws Exception {
        return running.send(as(key, path).DELETE());
    }

    HttpResponse<String> post(String key, String path, String json) throws Exception {
        return running.send(as(key, path)
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json)));
    }

    HttpResponse<String> upload(String key, String path, String purpose, String content) throws Exception {
        Multipart form = new Multipart()
                .field("purpose", purpose)
                .file("file", "notes.txt", "text/plain", content.getBytes(StandardCharsets.UTF_8));
        return running.send(as(key, path)
                .header("content-type", Multipart.TYPE)
                .POST(HttpRequest.BodyPublishers.ofByteArray(form.bytes())));
    }

    /** The identifier of a new file. */
    String uploaded(String key, String purpose, String content) throws Exception {
        HttpResponse<String> response = upload(key, "/v1/files", purpose, content);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return RunningGateway.json(response).path("id").asText();
    }

    private HttpRequest.Builder as(String key, String path) {
        return HttpRequest.newBuilder(running.uri(path))
                .timeout(Duration.ofSeconds(20))
                .header("authorization", "Bearer " + key);
    }
}
