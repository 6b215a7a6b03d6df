package io.inkstone.model.serving;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inkstone.protocol.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The process between model-core and a llama-server: that program knows nothing of a parent that dies, so this one starts
 * it on a free port, says when it serves, ends with it, and ends it when stdin ends. Its arguments are the program and
 * all of its options but host and port.
 */
final class LlamaServerGuard {

    private static final String HOST = "127.0.0.1";

    private LlamaServerGuard() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        ChildOutput out = ChildOutput.takeOver();
        int port = freePort();
        List<String> command = new ArrayList<>(List.of(arguments));
        command.addAll(List.of("--host", HOST, "--port", Integer.toString(port)));
        Process server;
        try {
            server = new ProcessBuilder(command)
                    .redirectInput(ProcessBuilder.Redirect.PIPE)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
        } catch (IOException e) {
            System.err.println(arguments[0] + " cannot be started: " + e.getMessage());
            Runtime.getRuntime().halt(2);
            return;
        }
        ChildOutput.exitWithParent(() -> end(server));
        if (awaitHealth(server, port)) {
            ObjectNode ready = Json.MAPPER.createObjectNode();
            out.ready(ready.put("port", port).put("pid", server.pid()));
        }
        int code = server.waitFor();
        System.err.println(arguments[0] + " ended with code " + code);
        Runtime.getRuntime().halt(code == 0 ? 1 : code);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static void end(Process server) {
        server.destroyForcibly();
        try {
            server.waitFor(2, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits until the server answers that it is well; false when it ended before. */
    private static boolean awaitHealth(Process server, int port) throws InterruptedException {
        HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(1))
                .build();
        HttpRequest health = HttpRequest.newBuilder(URI.create("http://" + HOST + ":" + port + "/health"))
                .timeout(Duration.ofSeconds(2))
                .build();
        while (server.isAlive()) {
            try {
                if (client.send(health, HttpResponse.BodyHandlers.discarding()).statusCode() == 200) {
                    return true;
                }
            } catch (IOException e) {
                // It does not listen yet.
            }
            server.waitFor(50, TimeUnit.MILLISECONDS);
        }
        return false;
    }
}
