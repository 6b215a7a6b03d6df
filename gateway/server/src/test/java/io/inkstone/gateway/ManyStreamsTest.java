package io.inkstone.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.inkstone.orchestration.UpstreamOptions;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** As it is installed, without any setting. */
class ManyStreamsTest {

    private static final int STREAMS = 520;

    @TempDir
    Path dataDir;

    @Test
    void holds_more_than_512_streams_at_one_time() throws Exception {
        try (OpenAiServer upstream = new OpenAiServer();
                Gateway gateway = Gateway.start(GatewayOptions.in(dataDir)
                        .port(0)
                        .upstream(UpstreamOptions.of("local", upstream.uri(), () -> "secret")))) {
            HttpClient http =
                    HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
            HttpRequest request = HttpRequest.newBuilder(
                            URI.create("http://127.0.0.1:" + gateway.port() + "/v1/chat/completions"))
                    .header("authorization", "Bearer " + gateway.newAdminKey().orElseThrow())
                    .header("content-type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(RunningGateway.chat("hang", true)))
                    .build();
            List<CompletableFuture<HttpResponse<InputStream>>> begun = new ArrayList<>();
            for (int i = 0; i < STREAMS; i++) {
                begun.add(http.sendAsync(request, HttpResponse.BodyHandlers.ofInputStream()));
            }

            // The head of a stream comes with its first chunk, and none of them ends.
            List<HttpResponse<InputStream>> held = new ArrayList<>();
            for (CompletableFuture<HttpResponse<InputStream>> one : begun) {
                held.add(one.get(60, TimeUnit.SECONDS));
            }

            assertThat(held).extracting(HttpResponse::statusCode).containsOnly(200);
            assertThat(upstream.calls).hasSize(STREAMS);
            assertThat(upstream.abandoned).isEmpty();
            for (HttpResponse<InputStream> one : held) {
                one.body().close();
            }
        }
    }
}
