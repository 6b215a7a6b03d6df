package io.inkstone.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.inkstone.protocol.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That nothing of what is typed is found in anything that a gateway writes. */
class NothingStoredTest {

    private static final List<String> SECRETS =
            List.of("mia.stone@example.org", "13907417741", "a prompt that nobody may keep 7741", "谁也不许保存的话七七四一");

    @TempDir
    Path dataDir;

    @Test
    void leaves_no_word_in_state_logs_and_temporary_files() throws Exception {
        Instant started = Instant.now().minusSeconds(1);
        ByteArrayOutputStream logged = new ByteArrayOutputStream();
        PrintStream console = System.err;
        System.setErr(new PrintStream(logged, true, StandardCharsets.UTF_8));
        LeakSearch search = new LeakSearch(SECRETS);
        List<String> found = new ArrayList<>();
        try (RunningGateway running = new RunningGateway(dataDir)) {
            for (String secret : SECRETS) {
                work(running, secret);
            }
            found.addAll(search.in(dataDir)); // while it runs
        } finally {
            System.setErr(console);
        }
        found.addAll(search.in(dataDir));
        found.addAll(search.in("log", logged.toByteArray()));
        found.addAll(search.in("state", state().getBytes(StandardCharsets.UTF_8)));
        found.addAll(search.in("temporary files", newTemporaryFiles(started)));

        assertThat(found).isEmpty();
        assertThat(logged.toString(StandardCharsets.UTF_8)).contains("operation_failed");
        assertThat(state()).contains("chat.completions", "demo/measure", "privacy=");
    }

    @Test
    void would_find_a_leak_in_every_form(@TempDir Path leaks) throws Exception {
        for (String secret : SECRETS) {
            String text = "something before it, " + secret + " and something after it";
            byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
            List<byte[]> planted = List.of(
                    utf8,
                    text.getBytes(StandardCharsets.UTF_16BE),
                    text.getBytes(StandardCharsets.UTF_16LE),
                    ascii(text).getBytes(StandardCharsets.US_ASCII),
                    Base64.getEncoder().encode(utf8),
                    Base64.getEncoder().encode(("x" + text).getBytes(StandardCharsets.UTF_8)),
                    Base64.getEncoder().encode(("xy" + text).getBytes(StandardCharsets.UTF_8)),
                    deflated(utf8),
                    gzipped(utf8),
                    zipped(utf8));
            for (byte[] leak : planted) {
                Files.write(leaks.resolve("leak"), leak);
                assertThat(new LeakSearch(List.of(secret)).in(leaks)).isNotEmpty();
            }
        }
    }

    /** What a busy day does: answers, streams, files, refusals, faults. */
    private static void work(RunningGateway running, String secret) throws Exception {
        String json = Json.write(Json.MAPPER.getNodeFactory().textNode(secret));
        for (boolean stream : new boolean[] {false, true}) {
            assertThat(running.post("/v1/chat/completions", RunningGateway.chat("say " + secret, stream))
                            .statusCode())
                    .isEqualTo(200);
        }
        running.post("/v1/completions", "{\"model\":\"default\",\"prompt\":" + json + ",\"suffix\":" + json + "}");
        running.post("/v1/embeddings", "{\"model\":\"vectors\",\"input\":" + json + "}");
        running.post("/v1/moderations", "{\"input\":" + json + "}");
        running.post("/v1/responses", "{\"model\":\"default\",\"store\":true,\"input\":" + json + "}");
        running.post(
                "/v1/messages",
                "{\"model\":\"default\",\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":" + json + "}]}");
        running.post("/v1/rerank", "{\"model\":\"vectors\",\"query\":" + json + ",\"documents\":[" + json + "]}");
        running.post("/v1/chat/completions", "{\"model\":" + json + ",\"messages\":[]}");
        running.post("/v1/chat/completions", "{\"messages\":" + json);
        running.post("/v1/connectors/demo/ask", "{\"what\":" + json.replaceFirst("\"", "\"chat say ") + "}");
        running.post("/v1/connectors/demo/ask", "{\"what\":" + json + ",\"" + secret + "\":1}");
        running.post("/v1/connectors/demo/act", "{\"what\":\"fault\"}");
        running.post("/mcp", Mcp.call("demo_ask", "{\"what\":" + json.replaceFirst("\"", "\"chat say ") + "}"));
        running.post(
                "/mcp",
                Mcp.call(
                        "demo_measure",
                        "{\"the_file\":{\"filename\":" + json + ",\"data\":\""
                                + Base64.getEncoder().encodeToString(secret.getBytes(StandardCharsets.UTF_8))
                                + "\"},\"times\":1}"));
        Multipart form = new Multipart()
                .jsonField("input", "{\"times\":1,\"label\":" + json + "}")
                .file("the_file", secret + ".txt", "text/plain", secret.getBytes(StandardCharsets.UTF_8));
        HttpResponse<String> measured = running.send(running.request("/v1/connectors/demo/measure")
                .header("content-type", Multipart.TYPE)
                .POST(HttpRequest.BodyPublishers.ofByteArray(form.bytes())));
        assertThat(measured.statusCode()).as(measured.body()).isEqualTo(200);
    }

    /** All that the database holds, whatever its pages look like. */
    private String state() throws Exception {
        StringBuilder script = new StringBuilder();
        String url = "jdbc:h2:file:" + dataDir.resolve("state/inkstone").toAbsolutePath();
        try (Connection connection = DriverManager.getConnection(url, "sa", "");
                ResultSet lines = connection.createStatement().executeQuery("SCRIPT")) {
            while (lines.next()) {
                script.append(lines.getString(1)).append('\n');
            }
        }
        return script.toString();
    }

    private static byte[] newTemporaryFiles(Instant since) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        Path folder = Path.of(System.getProperty("java.io.tmpdir"));
        try (var files = Files.list(folder)) {
            for (Path file :
                    files.filter(Files::isRegularFile).filter(Files::isReadable).toList()) {
                if (Files.getLastModifiedTime(file).toInstant().isAfter(since) && Files.size(file) < 10_000_000) {
                    all.writeBytes(Files.readAllBytes(file));
                }
            }
        }
        return all.toByteArray();
    }

    private static String ascii(String text) {
        StringBuilder ascii = new StringBuilder();
        text.chars()
                .forEach(sign ->
                        ascii.append(sign < 0x80 ? String.valueOf((char) sign) : String.format("\\u%04x", sign)));
        return ascii.toString();
    }

    private static byte[] deflated(byte[] plain) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflater = new DeflaterOutputStream(out)) {
            deflater.write(plain);
        }
        return out.toByteArray();
    }

    private static byte[] gzipped(byte[] plain) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(plain);
        }
        return out.toByteArray();
    }

    private static byte[] zipped(byte[] plain) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry("a.xml"));
            zip.write(plain);
        }
        return out.toByteArray();
    }
}
