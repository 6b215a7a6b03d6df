package io.inkstone.lsp;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.inkstone.lsp.gateway.Credentials;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.channels.Channels;
import java.nio.channels.Pipe;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.eclipse.lsp4j.ClientCapabilities;
import org.eclipse.lsp4j.DidChangeConfigurationParams;
import org.eclipse.lsp4j.DidChangeTextDocumentParams;
import org.eclipse.lsp4j.DidChangeWatchedFilesParams;
import org.eclipse.lsp4j.DidOpenTextDocumentParams;
import org.eclipse.lsp4j.ExecuteCommandParams;
import org.eclipse.lsp4j.FileChangeType;
import org.eclipse.lsp4j.FileEvent;
import org.eclipse.lsp4j.InitializeParams;
import org.eclipse.lsp4j.InitializeResult;
import org.eclipse.lsp4j.InitializedParams;
import org.eclipse.lsp4j.InlineCompletionCapabilities;
import org.eclipse.lsp4j.InlineCompletionContext;
import org.eclipse.lsp4j.InlineCompletionItem;
import org.eclipse.lsp4j.InlineCompletionParams;
import org.eclipse.lsp4j.InlineCompletionTriggerKind;
import org.eclipse.lsp4j.MessageActionItem;
import org.eclipse.lsp4j.MessageParams;
import org.eclipse.lsp4j.Position;
import org.eclipse.lsp4j.ProgressParams;
import org.eclipse.lsp4j.PublishDiagnosticsParams;
import org.eclipse.lsp4j.Range;
import org.eclipse.lsp4j.RegistrationParams;
import org.eclipse.lsp4j.ShowMessageRequestParams;
import org.eclipse.lsp4j.TextDocumentClientCapabilities;
import org.eclipse.lsp4j.TextDocumentContentChangeEvent;
import org.eclipse.lsp4j.TextDocumentIdentifier;
import org.eclipse.lsp4j.TextDocumentItem;
import org.eclipse.lsp4j.VersionedTextDocumentIdentifier;
import org.eclipse.lsp4j.WindowClientCapabilities;
import org.eclipse.lsp4j.WorkDoneProgressCreateParams;
import org.eclipse.lsp4j.WorkspaceClientCapabilities;
import org.eclipse.lsp4j.WorkspaceFolder;
import org.eclipse.lsp4j.jsonrpc.Launcher;
import org.eclipse.lsp4j.jsonrpc.messages.Either;
import org.eclipse.lsp4j.jsonrpc.services.JsonRequest;
import org.eclipse.lsp4j.services.LanguageServer;
import org.jspecify.annotations.Nullable;

/** An editor at the other end of the pipes, and the server at this end. */
final class Editor implements EditorClient, AutoCloseable {

    private static final long LIMIT_SECONDS = 20;

    /** The server as an editor calls it. */
    interface Server extends LanguageServer {

        @JsonRequest("inkstone/getStatus")
        CompletableFuture<StatusMessage> inkstoneStatus();

        @JsonRequest("inkstone/signIn")
        CompletableFuture<SigningIn.Answer> inkstoneSignIn(JsonObject params);
    }

    private final BlockingQueue<StatusMessage> statuses = new LinkedBlockingQueue<>();
    final List<String> messages = new CopyOnWriteArrayList<>();
    final BlockingQueue<ProgressParams> progress = new LinkedBlockingQueue<>();
    private final Thread serving;
    private final CompletableFuture<Integer> exitCode = new CompletableFuture<>();
    private final OutputStream toServer;
    private Server server;
    private @Nullable InitializeResult initialized;
    private int version = 1;

    private Editor(LspOptions options) throws IOException {
        // Pipes of the system: those of java.io break when a thread that wrote ends.
        Pipe in = Pipe.open();
        Pipe out = Pipe.open();
        toServer = Channels.newOutputStream(in.sink());
        InputStream serverIn = Channels.newInputStream(in.source());
        OutputStream serverOut = Channels.newOutputStream(out.sink());
        InputStream fromServer = Channels.newInputStream(out.source());
        serving = new Thread(
                () -> {
                    try {
                        exitCode.complete(LspServer.serve(serverIn, serverOut, options));
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                "server-under-test");
        serving.setDaemon(true);
        serving.start();
        Launcher<Server> launcher = new Launcher.Builder<Server>()
                .setLocalService(this)
                .setRemoteInterface(Server.class)
                .setInput(fromServer)
                .setOutput(toServer)
                .create();
        var unused = launcher.startListening();
        server = launcher.getRemoteProxy();
    }

    /** What an editor says at the start. */
    static final class Start {
        private URI gateway = URI.create("http://127.0.0.1:9");
        private Credentials credentials = Credentials.of("ink_test");
        private final List<Path> folders = new ArrayList<>();
        private String options = "{\"debounce\":0}";
        private boolean inline = true;
        private String locale = "en";

        Start gateway(URI address) {
            gateway = address;
            return this;
        }

        Start credentials(Credentials other) {
            credentials = other;
            return this;
        }

        Start folder(Path folder) {
            folders.add(folder);
            return this;
        }

        Start options(String json) {
            options = json;
            return this;
        }

        Start withoutInlineCompletion() {
            inline = false;
            return this;
        }

        Start locale(String tag) {
            locale = tag;
            return this;
        }

        Editor open() throws Exception {
            Editor editor = new Editor(new LspOptions(gateway, credentials));
            InitializeParams params = new InitializeParams();
            params.setLocale(locale);
            params.setProcessId((int) ProcessHandle.current().pid());
            params.setWorkspaceFolders(folders.stream()
                    .map(folder -> new WorkspaceFolder(
                            folder.toUri().toString(), folder.getFileName().toString()))
                    .toList());
            ClientCapabilities can = new ClientCapabilities();
            TextDocumentClientCapabilities documents = new TextDocumentClientCapabilities();
            if (inline) {
                documents.setInlineCompletion(new InlineCompletionCapabilities());
            }
            can.setTextDocument(documents);
            can.setWorkspace(new WorkspaceClientCapabilities());
            WindowClientCapabilities window = new WindowClientCapabilities();
            window.setWorkDoneProgress(true);
            can.setWindow(window);
            params.setCapabilities(can);
            params.setInitializationOptions(JsonParser.parseString(options));
            editor.initialized = editor.server.initialize(params).get(LIMIT_SECONDS, TimeUnit.SECONDS);
            editor.server.initialized(new InitializedParams());
            return editor;
        }
    }

    static Start at(FakeGateway gateway) {
        return new Start().gateway(gateway.address());
    }

    Server server() {
        return server;
    }

    InitializeResult initialized() {
        return Objects.requireNonNull(initialized);
    }

    void open(String uri, String language, String text) {
        server.getTextDocumentService()
                .didOpen(new DidOpenTextDocumentParams(new TextDocumentItem(uri, language, version, text)));
    }

    /** Types at a place. */
    void insert(String uri, int line, int character, String text) {
        replace(uri, line, character, line, character, text);
    }

    void replace(String uri, int line, int character, int endLine, int endCharacter, String text) {
        TextDocumentContentChangeEvent event = new TextDocumentContentChangeEvent(
                new Range(new Position(line, character), new Position(endLine, endCharacter)), text);
        server.getTextDocumentService()
                .didChange(new DidChangeTextDocumentParams(
                        new VersionedTextDocumentIdentifier(uri, ++version), List.of(event)));
    }

    CompletableFuture<List<InlineCompletionItem>> ask(String uri, int line, int character) {
        return ask(uri, line, character, InlineCompletionTriggerKind.Automatic);
    }

    CompletableFuture<List<InlineCompletionItem>> ask(
            String uri, int line, int character, InlineCompletionTriggerKind kind) {
        return request(uri, line, character, kind)
                .thenApply(answer ->
                        answer.isLeft() ? answer.getLeft() : answer.getRight().getItems());
    }

    /** The request itself, to be cancelled. */
    CompletableFuture<Either<List<InlineCompletionItem>, org.eclipse.lsp4j.InlineCompletionList>> request(
            String uri, int line, int character, InlineCompletionTriggerKind kind) {
        InlineCompletionParams params = new InlineCompletionParams(
                new TextDocumentIdentifier(uri), new Position(line, character), new InlineCompletionContext(kind));
        return server.getTextDocumentService().inlineCompletion(params);
    }

    /** The texts that come at a place. */
    List<String> texts(String uri, int line, int character) throws Exception {
        return ask(uri, line, character).get(LIMIT_SECONDS, TimeUnit.SECONDS).stream()
                .map(item -> item.getInsertText().getLeft())
                .toList();
    }

    Object execute(String command, Object... arguments) throws Exception {
        return server.getWorkspaceService()
                .executeCommand(new ExecuteCommandParams(command, List.of(arguments)))
                .get(LIMIT_SECONDS, TimeUnit.SECONDS);
    }

    /** Changes settings; what is asked after it meets them. */
    void configure(String json) {
        server.getWorkspaceService()
                .didChangeConfiguration(new DidChangeConfigurationParams(JsonParser.parseString(json)));
    }

    void fileChanged(String uri) {
        server.getWorkspaceService()
                .didChangeWatchedFiles(
                        new DidChangeWatchedFilesParams(List.of(new FileEvent(uri, FileChangeType.Changed))));
    }

    /** Waits until the server tells a state. */
    StatusMessage awaitStatus(String state) throws InterruptedException {
        while (true) {
            StatusMessage next = statuses.poll(LIMIT_SECONDS, TimeUnit.SECONDS);
            if (next == null) {
                throw new AssertionError("the server never told the state '" + state + "'");
            }
            if (next.state().equals(state)) {
                return next;
            }
        }
    }

    void awaitIndexed() throws InterruptedException {
        while (true) {
            StatusMessage next = statuses.poll(LIMIT_SECONDS, TimeUnit.SECONDS);
            if (next == null) {
                throw new AssertionError("the server never finished reading the workspace");
            }
            if (!next.indexing() && next.state().equals("ready")) {
                return;
            }
        }
    }

    int exitCode() throws Exception {
        return exitCode.get(LIMIT_SECONDS, TimeUnit.SECONDS);
    }

    /** The editor's process is gone. */
    void vanish() throws IOException {
        toServer.close();
    }

    @Override
    public void inkstoneStatus(StatusMessage status) {
        statuses.add(status);
    }

    @Override
    public void notifyProgress(ProgressParams params) {
        progress.add(params);
    }

    @Override
    public CompletableFuture<Void> createProgress(WorkDoneProgressCreateParams params) {
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletableFuture<Void> registerCapability(RegistrationParams params) {
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public void telemetryEvent(Object object) {}

    @Override
    public void publishDiagnostics(PublishDiagnosticsParams diagnostics) {}

    @Override
    public void showMessage(MessageParams params) {
        messages.add(params.getMessage());
    }

    @Override
    public CompletableFuture<MessageActionItem> showMessageRequest(ShowMessageRequestParams params) {
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public void logMessage(MessageParams message) {}

    @Override
    public void close() {
        server.exit();
    }
}
