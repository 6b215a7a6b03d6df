package io.inkstone.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How long {@code ./inkstone guard} takes until it serves, and how much memory its process then holds: at once, and after
 * requests of 3 KB, whose server nobody runs. To be run in Inkstone's own folder, on Linux.
 */
public final class ProxyFootprint {

    private static final int REQUESTS = 300;
    private static final Pattern PORT = Pattern.compile("http://127\\.0\\.0\\.1:(\\d+)");
    private static final String TEXT =
            "Write to mia.stone@example.org, my name is Anna Fischer, phone 13912345678. ".repeat(40);

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private ProxyFootprint() {}

    /** Measures and prints. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        long started = System.nanoTime();
        Process proxy = new ProcessBuilder("./inkstone", "guard", "--upstream", "http://127.0.0.1:9/v1", "--port", "0")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader said =
                new BufferedReader(new InputStreamReader(proxy.getInputStream(), StandardCharsets.UTF_8))) {
            String line = said.readLine();
            double seconds = (System.nanoTime() - started) / 1e9;
            Matcher port = PORT.matcher(line == null ? "" : line);
            if (!port.find()) {
                throw new BenchException("./inkstone guard said '" + line + "'; expected its address");
            }
            String atOnce = residentMegabytes(proxy);
            for (int i = 0; i < REQUESTS; i++) {
                ask(port.group(1));
            }
            System.out.printf(
                    Locale.ROOT,
                    "%s, up after %.2f s; resident %s MB, after %d requests %s MB%n",
                    Machine.here().cpu(),
                    seconds,
                    atOnce,
                    REQUESTS,
                    residentMegabytes(proxy));
        } finally {
            proxy.destroy();
            proxy.waitFor();
        }
    }

    private static void ask(String port) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v1/chat/completions"))
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(
                        "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"" + TEXT + "\"}]}"))
                .build();
        int status =
                CLIENT.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        if (status != 503) {
            throw new BenchException("the proxy answered " + status + "; expected 503, as its upstream does not run");
        }
    }

    private static String residentMegabytes(Process process) throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/" + process.pid() + "/status"))) {
            if (line.startsWith("VmRSS")) {
                return String.valueOf(Long.parseLong(line.replaceAll("\\D", "")) / 1024);
            }
        }
        throw new BenchException("/proc does not tell the memory of the process " + process.pid());
    }
}
