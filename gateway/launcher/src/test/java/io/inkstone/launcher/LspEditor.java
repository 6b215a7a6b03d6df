package io.inkstone.launcher;

import com.google.gson.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.eclipse.lsp4j.ClientCapabilities;
import org.eclipse.lsp4j.DidOpenTextDocumentParams;
import org.eclipse.lsp4j.InitializeParams;
import org.eclipse.lsp4j.InitializedParams;
import org.eclipse.lsp4j.InlineCompletionContext;
import org.eclipse.lsp4j.InlineCompletionParams;
import org.eclipse.lsp4j.InlineCompletionTriggerKind;
import org.eclipse.lsp4j.MessageActionItem;
import org.eclipse.lsp4j.MessageParams;
import org.eclipse.lsp4j.Position;
import org.eclipse.lsp4j.PublishDiagnosticsParams;
import org.eclipse.lsp4j.ShowMessageRequestParams;
import org.eclipse.lsp4j.TextDocumentIdentifier;
import org.eclipse.lsp4j.TextDocumentItem;
import org.eclipse.lsp4j.jsonrpc.Launcher;
import org.eclipse.lsp4j.jsonrpc.services.JsonNotification;
import org.eclipse.lsp4j.services.LanguageClient;
import org.eclipse.lsp4j.services.LanguageServer;

/** An editor that speaks to {@code ./inkstone lsp}, and keeps every byte that came on its standard output. */
final class LspEditor implements LanguageClient {

    private static final long LIMIT_SECONDS = 180;

    private final BlockingQueue<String> states = new LinkedBlockingQueue<>();
    private final ByteArrayOutputStream heard = new ByteArrayOutputStream();
    private final LanguageServer server;
    private final Future<Void> listening;

    LspEditor(InkstoneProcess process) throws Exception {
        Launcher<LanguageServer> launcher = new Launcher.Builder<LanguageServer>()
                .setLocalService(this)
                .setRemoteInterface(LanguageServer.class)
                .setInput(kept(process.output()))
                .setOutput(process.input())
                .create();
        listening = launcher.startListening();
        server = launcher.getRemoteProxy();
        InitializeParams params = new InitializeParams();
        params.setCapabilities(new ClientCapabilities());
        params.setLocale("en");
        server.initialize(params).get(LIMIT_SECONDS, TimeUnit.SECONDS);
        server.initialized(new InitializedParams());
    }

    private InputStream kept(InputStream output) {
        return new FilterInputStream(output) {
            @Override
            public int read() throws IOException {
                int next = super.read();
                if (next >= 0) {
                    heard.write(next);
                }
                return next;
            }

            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                int count = super.read(buffer, offset, length);
                if (count > 0) {
                    heard.write(buffer, offset, count);
                }
                return count;
            }
        };
    }

    void open(String uri, String language, String text) {
        server.getTextDocumentService()
                .didOpen(new DidOpenTextDocumentParams(new TextDocumentItem(uri, language, 1, text)));
    }

    /** Asks as an editor does after a pause in typing. */
    List<String> ask(String uri, int line, int character) throws Exception {
        InlineCompletionParams params = new InlineCompletionParams(
                new TextDocumentIdentifier(uri),
                new Position(line, character),
                new InlineCompletionContext(InlineCompletionTriggerKind.Automatic));
        return server
                .getTextDocumentService()
                .inlineCompletion(params)
                .get(LIMIT_SECONDS, TimeUnit.SECONDS)
                .getRight()
                .getItems()
                .stream()
                .map(item -> item.getInsertText().getLeft())
                .toList();
    }

    void awaitState(String state) throws InterruptedException {
        String next = states.poll(LIMIT_SECONDS, TimeUnit.SECONDS);
        while (next != null && !next.equals(state)) {
            next = states.poll(LIMIT_SECONDS, TimeUnit.SECONDS);
        }
        if (next == null) {
            throw new AssertionError("the state '" + state + "' never came");
        }
    }

    /** Ends the server; what came on its standard output, from its first byte to its last. */
    String end() throws Exception {
        server.shutdown().get(LIMIT_SECONDS, TimeUnit.SECONDS);
        server.exit();
        listening.get(LIMIT_SECONDS, TimeUnit.SECONDS);
        return heard.toString(StandardCharsets.ISO_8859_1);
    }

    /** What the server tells of itself. */
    @JsonNotification("inkstone/status")
    public void inkstoneStatus(JsonObject status) {
        states.add(status.get("state").getAsString());
    }

    @Override
    public void telemetryEvent(Object object) {}

    @Override
    public void publishDiagnostics(PublishDiagnosticsParams diagnostics) {}

    @Override
    public void showMessage(MessageParams message) {}

    @Override
    public CompletableFuture<MessageActionItem> showMessageRequest(ShowMessageRequestParams request) {
        return new CompletableFuture<>();
    }

    @Override
    public void logMessage(MessageParams message) {}
}
