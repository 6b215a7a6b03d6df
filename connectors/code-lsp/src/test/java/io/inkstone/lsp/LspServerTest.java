package io.inkstone.lsp;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.eclipse.lsp4j.InlineCompletionItem;
import org.eclipse.lsp4j.InlineCompletionTriggerKind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

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
}
