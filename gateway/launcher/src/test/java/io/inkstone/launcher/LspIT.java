package io.inkstone.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The language server as an editor starts it, before the real gateway and the real model. */
@Timeout(600)
class LspIT {

    private static final String MODEL = "qwen2.5-coder-0.5b-instruct";
    private static final String URI = "file:///work/shapes.py";
    private static final String TEXT = "def rectangle_area(width, height):\n    return \n\n\ndef square_area(side):\n"
            + "    return rectangle_area(side, side)\n";

    @TempDir
    Path dir;

    @Test
    void completes_with_the_real_model_and_survives_a_killed_gateway() throws Exception {
        TestModel.assumeAtHand(MODEL);
        String data = dir.resolve("data").toString();
        InkstoneProcess first = up("0", data);
        String port =
                first.awaitLine("Inkstone serves at http://127.0.0.1:").replaceAll(".*127\\.0\\.0\\.1:(\\d+).*", "$1");
        String key = first.awaitLine("Admin key: ").replaceAll(".*(ink_\\w+).*", "$1");
        Path errors = Files.createTempFile(dir, "lsp", ".txt");
        try (InkstoneProcess lsp = InkstoneProcess.start(
                errors, Map.of("INKSTONE_API_KEY", key), "lsp", "--url", "http://127.0.0.1:" + port)) {
            LspEditor editor = new LspEditor(lsp);
            editor.awaitState("ready");
            editor.open(URI, "python", TEXT);
            assertThat(editor.ask(URI, 1, 11)).isNotEmpty();

            first.signal("KILL");
            first.awaitExit();
            editor.open(URI + "2", "python", TEXT);
            assertThat(editor.ask(URI + "2", 1, 11)).isEmpty();
            editor.awaitState("offline");
            try (InkstoneProcess second = up(port, data)) {
                second.awaitLine("Inkstone serves at");
                editor.awaitState("ready");
                editor.open(URI + "3", "python", TEXT);
                assertThat(editor.ask(URI + "3", 1, 11)).isNotEmpty();
            }

            assertThat(framesOf(editor.end())).isPositive();
            assertThat(lsp.awaitExit()).isZero();
            assertThat(Files.readString(errors)).doesNotContain("rectangle", "width", key);
        } finally {
            first.close();
        }
    }

    @Test
    void prints_nothing_but_the_protocol_and_says_that_nobody_is_signed_in() throws Exception {
        Path errors = Files.createTempFile(dir, "lsp", ".txt");
        try (InkstoneProcess lsp = InkstoneProcess.start(
                errors,
                Map.of("INKSTONE_API_KEY", ""),
                "lsp",
                "--url",
                "http://127.0.0.1:9",
                "--data",
                dir.resolve("data").toString())) {
            LspEditor editor = new LspEditor(lsp);
            editor.awaitState("signed-out");

            assertThat(framesOf(editor.end())).isGreaterThanOrEqualTo(3);
            assertThat(lsp.awaitExit()).isZero();
        }
    }

    @Test
    void names_an_address_that_is_none() throws Exception {
        Path errors = Files.createTempFile(dir, "lsp", ".txt");
        try (InkstoneProcess lsp = InkstoneProcess.start(errors, Map.of(), "lsp", "--url", "localhost:8080")) {
            assertThat(lsp.awaitExit()).isEqualTo(2);
            assertThat(lsp.errors()).contains("--url is 'localhost:8080'", "http://127.0.0.1:8080");
        }
    }

    private InkstoneProcess up(String port, String data) throws Exception {
        return InkstoneProcess.start(
                Files.createTempFile(dir, "up", ".txt"),
                Map.of("INKSTONE_MODEL_CORE_MODELS", MODEL),
                "up",
                "--port",
                port,
                "--data",
                data);
    }

    /** Counts the frames; fails on any byte that belongs to none. */
    private static int framesOf(String output) {
        int frames = 0;
        int at = 0;
        while (at < output.length()) {
            int head = output.indexOf("\r\n\r\n", at);
            assertThat(output.substring(at, Math.max(at, head))).matches("Content-Length: \\d+");
            int length = Integer.parseInt(output.substring(at, head).replaceAll("\\D", ""));
            assertThat(output.substring(head + 4, head + 4 + length))
                    .startsWith("{")
                    .endsWith("}");
            at = head + 4 + length;
            frames++;
        }
        return frames;
    }
}
