package io.inkstone.model.serving;

import com.fasterxml.jackson.databind.JsonNode;
import io.inkstone.protocol.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;

/** model-core as its launcher runs it: a process of its own, with a secret, on a free port. */
final class RunningModelCore implements AutoCloseable {

    static final String SECRET = "a-secret-for-tests";

    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    private final SupervisedProcess process;
    private final URI base;

    private RunningModelCore(SupervisedProcess process, int port) {
        this.process = process;
        this.base = URI.create("http://127.0.0.1:" + port);
    }

    /** Starts it with settings, given without their prefix. */
    static RunningModelCore start(Map<String, String> settings) throws ProcessFailure, InterruptedException {
        return start(settings, Map.of());
    }

    static RunningModelCore start(Map<String, String> settings, Map<String, String> environment)
            throws ProcessFailure, InterruptedException {
        SupervisedProcess process = describe(settings, environment);
        try {
            JsonNode ready = process.start().get();
            return new RunningModelCore(process, ready.path("port").asInt());
        } catch (ExecutionException e) {
            if (e.getCause() instanceof ProcessFailure failure) {
                throw failure;
            }
            throw new IllegalStateException(e);
        }
    }

    private static SupervisedProcess describe(Map<String, String> settings, Map<String, String> environment) {
        List<String> options = settings.entrySet().stream()
                .map(setting -> "-Dinkstone.model-core." + setting.getKey() + "=" + setting.getValue())
                .collect(Collectors.toCollection(ArrayList::new));
        options.add("-Xmx512m");
        options.add("-Dorg.slf4j.simpleLogger.defaultLogLevel=warn");
        Path data;
        try {
            data = Files.createTempDirectory("model-core-data");
            data.toFile().deleteOnExit();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<String> command =
                SupervisedProcess.javaCommand(ModelCore.class, options, List.of("--data", data.toString()));
        Map<String, String> all = new HashMap<>(environment);
        all.put("INKSTONE_MODEL_CORE_SECRET", SECRET);
        return SupervisedProcess.builder("model-core", () -> command)
                .environment(all)
                .build(new ProcessListener() {
                    @Override
                    public void onErrorLine(String line) {
                        System.err.println("model-core: " + line);
                    }
                });
    }

    /** Where it serves. */
    URI base() {
        return base;
    }

    /** The processes that it has started: one for each engine. */
    List<ProcessHandle> children() {
        return ProcessHandle.of(process.pid().orElseThrow())
                .orElseThrow()
                .children()
                .toList();
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return HTTP.send(request(path).GET().build(), HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<String> post(String path, JsonNode body) throws IOException, InterruptedException {
        return HTTP.send(posting(path, body), HttpResponse.BodyHandlers.ofString());
    }

    CompletableFuture<HttpResponse<String>> postAsync(String path, JsonNode body) {
        return HTTP.sendAsync(posting(path, body), HttpResponse.BodyHandlers.ofString());
    }

    /** An answer that is read while it comes; closing it drops the connection. */
    InputStream open(String path, JsonNode body) throws IOException, InterruptedException {
        return HTTP.send(posting(path, body), HttpResponse.BodyHandlers.ofInputStream())
                .body();
    }

    private HttpRequest posting(String path, JsonNode body) {
        return request(path)
                .POST(HttpRequest.BodyPublishers.ofString(Json.write(body)))
                .build();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(base.resolve(path))
                .timeout(Duration.ofMinutes(2))
                .header("Authorization", "Bearer " + SECRET)
                .header("Content-Type", "application/json");
    }

    /** Ends it as the system would in need: without a word. It is started again after that. */
    void kill() {
        process.restart();
    }

    @Override
    public void close() {
        process.close();
    }
}
