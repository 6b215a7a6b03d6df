package io.inkstone.lsp;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What reaches the gateway of a workspace, and what never does. */
class PrivacyTest {

    private static final String MARK = "never_to_be_seen";

    @TempDir
    Path root;

    private FakeGateway gateway;

    @BeforeEach
    void start() throws Exception {
        root = root.toRealPath();
        gateway = FakeGateway.start();
        write(".gitignore", "local.py\nprivate/\n");
        write(".inkstoneignore", "hidden.py\n");
        write(
                "shop/parcel.py",
                "class Parcel:\n    def weigh_parcel(self, scale):\n        return scale.weigh(self)\n");
        write("shop/order.py", "from shop.parcel import Parcel\n\nparcel = Parcel()\n");
        for (String path :
                List.of("local.py", "private/parcel.py", "hidden.py", ".env", "key.pem", "build/parcel.py")) {
            write(
                    path,
                    "class Parcel:\n    def weigh_parcel_" + MARK + "(self, scale):\n        return '" + MARK + "'\n");
        }
        write(
                "shop/keys.py",
                "def weigh_parcel_key(scale):\n    parcel = '''-----BEGIN RSA PRIVATE KEY-----\n" + MARK + "'''\n");
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void allowed_files_help_and_others_never_go_out() throws Exception {
        try (Editor editor = Editor.at(gateway).folder(root).open()) {
            editor.awaitIndexed();
            // Open and lately changed, yet ignored.
            editor.open(uri("local.py"), "python", "weigh_parcel = '" + MARK + "'\n");
            editor.insert(uri("local.py"), 0, 0, "# parcel\n");
            editor.open(
                    uri("shop/order.py"),
                    "python",
                    "from shop.parcel import Parcel\n\nparcel = Parcel()\nparcel.weigh_parcel(\n");

            assertThat(editor.texts(uri("shop/order.py"), 3, 20)).hasSize(1);

            JsonObject asked = gateway.nextCompletion().json();
            assertThat(asked.get("path").getAsString()).isEqualTo("shop/order.py");
            assertThat(asked.getAsJsonArray("context").toString())
                    .contains("\"import\"", "shop/parcel.py", "def weigh_parcel(self, scale)");
            assertThat(gateway.requests())
                    .isNotEmpty()
                    .allSatisfy(request -> assertThat(request.body()).doesNotContain(MARK));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"local.py", "private/parcel.py", "hidden.py", ".env", "key.pem", "build/parcel.py"})
    void a_file_that_is_ignored_is_not_completed(String path) throws Exception {
        try (Editor editor = Editor.at(gateway).folder(root).open()) {
            editor.awaitIndexed();
            editor.open(uri(path), "python", Files.readString(root.resolve(path)));

            assertThat(editor.texts(uri(path), 0, 0)).isEmpty();

            StatusMessage status = editor.awaitStatus("ignored");
            assertThat(status.uri()).isEqualTo(uri(path));
            assertThat(status.message()).contains(".inkstoneignore");
            assertThat(gateway.requests("complete")).isEmpty();
        }
    }

    @Test
    void a_text_without_a_file_is_completed_and_other_schemes_are_not() throws Exception {
        try (Editor editor = Editor.at(gateway).folder(root).open()) {
            editor.open("untitled:Untitled-1", "python", "def f():\n");
            editor.open("git:/shop/order.py?x", "python", "def f():\n");

            assertThat(editor.texts("untitled:Untitled-1", 1, 0)).hasSize(1);
            assertThat(editor.texts("git:/shop/order.py?x", 1, 0)).isEmpty();
            assertThat(gateway.requests("complete")).hasSize(1);
        }
    }

    @Test
    void the_context_keeps_its_order_while_a_line_is_typed() throws Exception {
        try (Editor editor = Editor.at(gateway).folder(root).open()) {
            editor.awaitIndexed();
            editor.open(uri("shop/order.py"), "python", "from shop.parcel import Parcel\n\nparcel = Parcel()\n\n");
            gateway.answer(request -> request.path().endsWith("/complete")
                    ? FakeGateway.Response.json(200, FakeGateway.completion("c"))
                    : FakeGateway.otherwise(request));
            editor.texts(uri("shop/order.py"), 3, 0);
            String first = gateway.nextCompletion().json().get("context").toString();
            String text = "weigh_parcel";
            for (int at = 0; at < text.length(); at++) {
                editor.insert(uri("shop/order.py"), 3, at, text.substring(at, at + 1));
                editor.texts(uri("shop/order.py"), 3, at + 1);

                assertThat(gateway.nextCompletion().json().get("context").toString())
                        .isEqualTo(first);
            }
        }
    }

    @Test
    void a_file_that_changed_on_the_disk_is_read_anew() throws Exception {
        try (Editor editor = Editor.at(gateway).folder(root).open()) {
            editor.awaitIndexed();
            write("shop/parcel.py", "class Parcel:\n    def lift_parcel(self):\n        pass\n");

            editor.fileChanged(uri("shop/parcel.py"));
            editor.open(uri("shop/order.py"), "python", "from shop.parcel import Parcel\nParcel().\n");
            // The disk is read in the background, after a pause the context is gathered anew.
            for (int line = 1; ; line++) {
                editor.insert(uri("shop/order.py"), line, 0, "Parcel()\n");
                editor.texts(uri("shop/order.py"), line + 1, 0);
                if (gateway.nextCompletion().body().contains("lift_parcel")) {
                    break;
                }
                assertThat(line).isLessThan(500);
            }
        }
    }

    private String uri(String path) {
        return root.resolve(path).toUri().toString();
    }

    private void write(String path, String text) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
