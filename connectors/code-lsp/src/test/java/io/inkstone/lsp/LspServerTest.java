package io.inkstone.lsp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.inkstone.lsp.gateway.Credentials;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.lsp4j.CompletionItem;
import org.eclipse.lsp4j.CompletionParams;
import org.eclipse.lsp4j.InlineCompletionItem;
import org.eclipse.lsp4j.InlineCompletionTriggerKind;
import org.eclipse.lsp4j.Position;
import org.eclipse.lsp4j.Range;
import org.eclipse.lsp4j.TextDocumentIdentifier;
import org.eclipse.lsp4j.jsonrpc.messages.Either;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The protocol over pipes, with an editor of LSP4J's at the other end and a gateway of the test's. */
class LspServerTest {

    private static final String URI = "file:///work/Sum.java";
    private static final String TEXT = "int sum(int a, int b) {\n    \n}\n";

    private FakeGateway gateway;

    @BeforeEach
    void start() throws Exception {
        gateway = FakeGateway.start();
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void gives_the_gateways_completion_at_the_cursor() throws Exception {
        try (Editor editor = Editor.at(gateway).open()) {
            editor.open(URI, "java", TEXT);

            List<InlineCompletionItem> items = editor.ask(URI, 1, 4).get(20, TimeUnit.SECONDS);

            assertThat(items).hasSize(1);
            assertThat(items.get(0).getInsertText().getLeft()).isEqualTo("return a + b;");
            assertThat(items.get(0).getCommand().getCommand()).isEqualTo("inkstone.accepted");
            JsonObject asked = gateway.nextCompletion().json();
            assertThat(asked.get("prefix").getAsString()).isEqualTo("int sum(int a, int b) {\n    ");
            assertThat(asked.get("suffix").getAsString()).isEqualTo("\n}\n");
            assertThat(asked.get("language").getAsString()).isEqualTo("java");
            assertThat(asked.get("path").getAsString()).isEqualTo("Sum.java");
            assertThat(asked.get("candidates").getAsInt()).isEqualTo(1);
        }
    }

    @Test
    void offers_plain_completion_only_to_an_editor_that_knows_nothing_better() throws Exception {
        try (Editor modern = Editor.at(gateway).open();
                Editor old = Editor.at(gateway).withoutInlineCompletion().open()) {
            assertThat(modern.initialized().getCapabilities().getCompletionProvider())
                    .isNull();
            assertThat(old.initialized().getCapabilities().getCompletionProvider())
                    .isNotNull();
        }
    }

    @Test
    void ends_with_what_the_protocol_wants() throws Exception {
        Editor announced = Editor.at(gateway).open();
        announced.server().shutdown().get(20, TimeUnit.SECONDS);
        announced.server().exit();
        assertThat(announced.exitCode()).isZero();

        Editor vanished = Editor.at(gateway).open();
        vanished.vanish();
        assertThat(vanished.exitCode()).isEqualTo(1);
    }

    @Test
    void a_cancelled_request_closes_the_connection() throws Exception {
        gateway.answer(request ->
                request.path().endsWith("/complete") ? FakeGateway.Response.held() : FakeGateway.otherwise(request));
        try (Editor editor = Editor.at(gateway).open()) {
            editor.open(URI, "java", TEXT);
            var request = editor.request(URI, 1, 4, InlineCompletionTriggerKind.Automatic);
            gateway.nextCompletion();

            request.cancel(true);

            assertThat(gateway.nextAbandoned().path()).endsWith("/complete");
        }
    }

    @Test
    void the_next_keystroke_closes_the_connection_and_the_answer_is_empty() throws Exception {
        gateway.answer(request ->
                request.path().endsWith("/complete") ? FakeGateway.Response.held() : FakeGateway.otherwise(request));
        try (Editor editor = Editor.at(gateway).open()) {
            editor.open(URI, "java", TEXT);
            var asked = editor.ask(URI, 1, 4);
            gateway.nextCompletion();

            editor.insert(URI, 1, 4, "r");

            assertThat(gateway.nextAbandoned().path()).endsWith("/complete");
            assertThat(asked.get(20, TimeUnit.SECONDS)).isEmpty();
        }
    }

    @Test
    void typing_along_what_is_shown_asks_nothing() throws Exception {
        try (Editor editor = Editor.at(gateway).open()) {
            editor.open(URI, "java", TEXT);
            assertThat(editor.texts(URI, 1, 4)).containsExactly("return a + b;");

            editor.insert(URI, 1, 4, "r");
            assertThat(editor.texts(URI, 1, 5)).containsExactly("eturn a + b;");
            editor.insert(URI, 1, 5, "etu");
            assertThat(editor.texts(URI, 1, 8)).containsExactly("rn a + b;");
            editor.replace(URI, 1, 7, 1, 8, "");
            assertThat(editor.texts(URI, 1, 7)).containsExactly("urn a + b;");

            assertThat(gateway.requests("complete")).hasSize(1);
            editor.insert(URI, 1, 7, "x");
            editor.texts(URI, 1, 8);
            assertThat(gateway.requests("complete")).hasSize(2);
        }
    }

    @Test
    void going_back_to_where_an_answer_is_known_asks_nothing() throws Exception {
        try (Editor editor = Editor.at(gateway).open()) {
            editor.open(URI, "java", TEXT);
            editor.texts(URI, 1, 4);
            editor.insert(URI, 1, 4, "x");
            editor.texts(URI, 1, 5);

            editor.replace(URI, 1, 4, 1, 5, "");

            assertThat(editor.texts(URI, 1, 4)).containsExactly("return a + b;");
            assertThat(gateway.requests("complete")).hasSize(2);
        }
    }

    @Test
    void asks_once_for_a_burst_of_keystrokes() throws Exception {
        try (Editor editor = Editor.at(gateway).options("{\"debounce\":400}").open()) {
            editor.open(URI, "java", TEXT);
            List<CompletableFuture<List<InlineCompletionItem>>> asked = new ArrayList<>();
            for (int at = 0; at < 5; at++) {
                editor.insert(URI, 1, 4 + at, "x");
                asked.add(editor.ask(URI, 1, 5 + at));
            }

            assertThat(asked.get(4).get(20, TimeUnit.SECONDS)).hasSize(1);
            for (int at = 0; at < 4; at++) {
                assertThat(asked.get(at).get(20, TimeUnit.SECONDS)).isEmpty();
            }
            assertThat(gateway.requests("complete")).hasSize(1);
        }
    }

    @Test
    void asks_at_once_and_for_several_where_the_person_asked() throws Exception {
        try (Editor editor = Editor.at(gateway)
                .options("{\"debounce\":5000,\"candidates\":3}")
                .open()) {
            editor.open(URI, "java", TEXT);
            editor.insert(URI, 1, 4, "x");

            var asked = editor.ask(URI, 1, 5, InlineCompletionTriggerKind.Invoked);

            assertThat(asked.get(4, TimeUnit.SECONDS)).hasSize(1);
            assertThat(gateway.nextCompletion().json().get("candidates").getAsInt())
                    .isEqualTo(3);
        }
    }

    @Test
    void a_plain_completion_replaces_the_word_at_the_cursor_by_all_of_it() throws Exception {
        gateway.answer(request -> request.path().endsWith("/complete")
                ? FakeGateway.Response.json(200, FakeGateway.completion("c", "urn a + b;\n    // done"))
                : FakeGateway.otherwise(request));
        try (Editor editor = Editor.at(gateway).withoutInlineCompletion().open()) {
            editor.open(URI, "java", TEXT.replace("    \n", "    ret\n"));

            CompletionItem item = editor.server()
                    .getTextDocumentService()
                    .completion(new CompletionParams(new TextDocumentIdentifier(URI), new Position(1, 7)))
                    .get(20, TimeUnit.SECONDS)
                    .getRight()
                    .getItems()
                    .get(0);

            assertThat(item.getLabel()).isEqualTo("return a + b;…");
            assertThat(item.getTextEdit().getLeft().getNewText()).isEqualTo("return a + b;\n    // done");
            assertThat(item.getSortText()).as("Emacs takes no NUL").isEqualTo("!");
            assertThat(item.getTextEdit().getLeft().getRange())
                    .isEqualTo(new Range(new Position(1, 4), new Position(1, 7)));
        }
    }

    @Test
    void survives_a_restart_of_the_gateway() throws Exception {
        try (Editor editor = Editor.at(gateway).open()) {
            editor.open(URI, "java", TEXT);
            editor.awaitStatus("ready");
            assertThat(editor.texts(URI, 1, 4)).hasSize(1);
            int port = gateway.port();

            gateway.close();
            editor.insert(URI, 1, 4, "x");
            assertThat(editor.texts(URI, 1, 5)).isEmpty();
            assertThat(editor.awaitStatus("offline").message()).contains("127.0.0.1:" + port, "./inkstone up");
            try (FakeGateway again = FakeGateway.startAt(port)) {
                editor.awaitStatus("ready");
                editor.insert(URI, 1, 5, "y");
                assertThat(editor.texts(URI, 1, 6)).hasSize(1);
                assertThat(again.requests("complete")).hasSize(1);
            }
        }
    }

    @Test
    void a_gateway_that_dies_while_it_answers_gives_nothing_and_is_offline() throws Exception {
        gateway.answer(request ->
                request.path().endsWith("/complete") ? FakeGateway.Response.held() : FakeGateway.otherwise(request));
        try (Editor editor = Editor.at(gateway).open()) {
            editor.open(URI, "java", TEXT);
            var asked = editor.ask(URI, 1, 4);
            gateway.nextCompletion();

            gateway.close();

            assertThat(asked.get(20, TimeUnit.SECONDS)).isEmpty();
            editor.awaitStatus("offline");
        }
    }

    @Test
    void tells_how_things_stand() throws Exception {
        try (Editor editor = Editor.at(gateway).open()) {
            editor.awaitStatus("ready");
            editor.open(URI, "java", TEXT);
            editor.texts(URI, 1, 4);
            editor.awaitStatus("thinking");
            editor.awaitStatus("ready");

            gateway.answer(request -> new FakeGateway.Response(
                    429,
                    "application/json",
                    "{\"error\":{\"message\":\"The tenant has used its tokens.\"}}",
                    "retry-after: 60"));
            editor.insert(URI, 1, 4, "x");
            editor.texts(URI, 1, 5);
            assertThat(editor.awaitStatus("quota").message()).isEqualTo("The tenant has used its tokens.");
            assertThat(editor.server()
                            .inkstoneStatus()
                            .get(20, TimeUnit.SECONDS)
                            .state())
                    .isEqualTo("quota");
        }
    }

    @Test
    void a_key_that_is_not_known_is_told_and_another_one_is_taken_from_the_editor() throws Exception {
        gateway.takesKey("ink_other");
        try (Editor editor = Editor.at(gateway).open()) {
            editor.awaitStatus("signed-out");
            JsonObject key = new JsonObject();
            key.addProperty("key", "ink_other");

            assertThat(editor.server()
                            .inkstoneSignIn(key)
                            .get(20, TimeUnit.SECONDS)
                            .state())
                    .isEqualTo("key");

            editor.awaitStatus("ready");
        }
    }

    @Test
    void signs_in_with_a_code_that_the_person_confirms() throws Exception {
        CountDownLatch confirmed = new CountDownLatch(1);
        AtomicReference<@Nullable String> token = new AtomicReference<>();
        Credentials credentials = new CodeCredentials(confirmed, token);
        try (Editor editor = Editor.at(gateway).credentials(credentials).open()) {
            editor.awaitStatus("signed-out");

            SigningIn.Answer code =
                    editor.server().inkstoneSignIn(new JsonObject()).get(20, TimeUnit.SECONDS);
            SigningIn.Answer again =
                    editor.server().inkstoneSignIn(new JsonObject()).get(20, TimeUnit.SECONDS);

            assertThat(code).isEqualTo(new SigningIn.Answer("code", "ABCD", "https://id.example.org/device", 600));
            assertThat(again).isEqualTo(code);
            confirmed.countDown();
            editor.awaitStatus("ready");
            assertThat(editor.messages).contains("Signed in.");
        }
    }

    @Test
    void speaks_chinese_to_who_reads_it() throws Exception {
        try (Editor editor = Editor.at(gateway).locale("zh-cn").open()) {
            editor.open("file:///work/.env", "plaintext", "A=1\n");
            editor.texts("file:///work/.env", 0, 0);

            assertThat(editor.awaitStatus("ignored").message()).contains("不会发送");
        }
    }

    @Test
    void follows_settings_and_complains_about_wrong_ones() throws Exception {
        try (Editor editor =
                Editor.at(gateway).options("{\"debounce\":\"fast\"}").open()) {
            editor.awaitStatus("ready");
            assertThat(editor.messages).singleElement().asString().contains("inkstone.debounce", "\"fast\"", "5000");
            editor.open(URI, "java", TEXT);

            editor.configure("{\"inkstone\":{\"languages\":[\"python\"]}}");
            assertThat(editor.texts(URI, 1, 4)).isEmpty();
            editor.awaitStatus("disabled");
            editor.configure("{\"inkstone\":{\"languages\":{\"java\":true},\"multiLine\":\"never\"}}");
            assertThat(editor.texts(URI, 1, 4)).hasSize(1);
            assertThat(gateway.nextCompletion().json().get("mode").getAsString())
                    .isEqualTo("line");
            editor.configure("{\"inkstone\":{\"enabled\":false}}");
            editor.insert(URI, 1, 4, "z");
            assertThat(editor.texts(URI, 1, 5)).isEmpty();
            assertThat(gateway.requests("complete")).hasSize(1);
        }
    }

    @Test
    void streams_an_explanation() throws Exception {
        gateway.answer(request -> request.path().endsWith("/explain")
                ? new FakeGateway.Response(
                        200,
                        "text/event-stream",
                        "event: partial\ndata: {\"text\":\"It \"}\n\nevent: partial\ndata: {\"text\":\"adds.\"}\n\n"
                                + "event: result\ndata: {\"text\":\"It adds.\"}\n\n",
                        "x-none: none")
                : FakeGateway.otherwise(request));
        try (Editor editor = Editor.at(gateway).open()) {
            editor.open(URI, "java", TEXT);
            JsonObject argument = JsonParser.parseString("{\"uri\":\"" + URI
                            + "\",\"range\":{\"start\":{\"line\":0,\"character\":0},\"end\":{\"line\":1,\"character\":0}},"
                            + "\"partialResultToken\":\"t1\"}")
                    .getAsJsonObject();

            Object result = editor.execute("inkstone.explain", argument);

            assertThat(result.toString()).contains("It adds.");
            assertThat(editor.progress.stream()
                            .filter(one -> one.getToken().equals(Either.forLeft("t1")))
                            .map(one -> one.getValue().getRight().toString())
                            .toList())
                    .containsExactly("{\"text\":\"It \"}", "{\"text\":\"adds.\"}");
            JsonObject asked = gateway.requests("explain").get(0).json();
            assertThat(asked.get("code").getAsString()).isEqualTo("int sum(int a, int b) {\n");
            assertThat(asked.get("after").getAsString()).isEqualTo("    \n}\n");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "inkstone.none|{}|is no command of Inkstone",
                "inkstone.fix|{}|the selection has 0 characters",
                "inkstone.fix|{\"uri\":\"file:///other\"}|is not open",
                "inkstone.test|{\"uri\":\"file:///work/Sum.java\",\"range\":5}|'range' is no range",
                "inkstone.comment|{\"code\":\"x\"}|There is no such route",
            })
    void says_what_is_wrong_with_a_command(String command, String argument, String expected) throws Exception {
        try (Editor editor = Editor.at(gateway).open()) {
            editor.open(URI, "java", TEXT);

            assertThatThrownBy(() -> editor.execute(command, JsonParser.parseString(argument)))
                    .hasMessageContaining(expected);
        }
    }

    @Test
    void hands_in_counts_and_no_text() throws Exception {
        try (Editor editor = Editor.at(gateway).open()) {
            editor.open(URI, "java", TEXT);
            editor.texts(URI, 1, 4);
            editor.insert(URI, 1, 4, "return a + b;");
            editor.execute("inkstone.accepted", "c1", "all");
            editor.insert(URI, 0, 0, "xyz");

            editor.server().shutdown().get(20, TimeUnit.SECONDS);

            List<FakeGateway.Request> handedIn = gateway.requests("feedback");
            assertThat(handedIn).hasSize(1);
            assertThat(handedIn.get(0).body())
                    .isEqualTo("{\"events\":["
                            + "{\"completion_id\":\"c1\",\"event\":\"shown\",\"language\":\"java\",\"characters\":13},"
                            + "{\"completion_id\":\"c1\",\"event\":\"accepted\",\"language\":\"java\",\"characters\":13},"
                            + "{\"event\":\"typed\",\"language\":\"java\",\"characters\":3}]}");
        }
    }

    /** Credentials whose code the test confirms. */
    private record CodeCredentials(CountDownLatch confirmed, AtomicReference<@Nullable String> kept)
            implements Credentials {

        @Override
        public Optional<String> token() {
            return Optional.ofNullable(kept.get());
        }

        @Override
        public SignIn begin(java.net.URI gateway) {
            return new SignIn() {
                @Override
                public String userCode() {
                    return "ABCD";
                }

                @Override
                public java.net.URI verification() {
                    return java.net.URI.create("https://id.example.org/device");
                }

                @Override
                public Duration life() {
                    return Duration.ofMinutes(10);
                }

                @Override
                public void await() {
                    try {
                        confirmed.await();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException("interrupted", e);
                    }
                    kept.set("ink_test");
                }
            };
        }
    }
}
