package io.inkstone.lsp;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.eclipse.lsp4j.CompletionOptions;
import org.eclipse.lsp4j.ExecuteCommandOptions;
import org.eclipse.lsp4j.InitializeParams;
import org.eclipse.lsp4j.InitializeResult;
import org.eclipse.lsp4j.InitializedParams;
import org.eclipse.lsp4j.SaveOptions;
import org.eclipse.lsp4j.ServerCapabilities;
import org.eclipse.lsp4j.ServerInfo;
import org.eclipse.lsp4j.SetTraceParams;
import org.eclipse.lsp4j.TextDocumentSyncKind;
import org.eclipse.lsp4j.TextDocumentSyncOptions;
import org.eclipse.lsp4j.WorkspaceFoldersOptions;
import org.eclipse.lsp4j.WorkspaceServerCapabilities;
import org.eclipse.lsp4j.jsonrpc.messages.Either;
import org.eclipse.lsp4j.jsonrpc.services.JsonRequest;
import org.eclipse.lsp4j.services.LanguageServer;
import org.eclipse.lsp4j.services.TextDocumentService;
import org.eclipse.lsp4j.services.WorkspaceService;
import org.jspecify.annotations.Nullable;

/** The server's life: what it offers, what the editor can do, and its end. */
final class CodeLanguageServer implements LanguageServer {

    private final Session session;
    private final DocumentRequests documents;
    private final WorkspaceRequests workspace;
    private final CountDownLatch exited = new CountDownLatch(1);
    private volatile boolean shutDown;

    CodeLanguageServer(LspOptions options) {
        this.session = new Session(options);
        this.documents = new DocumentRequests(session);
        this.workspace = new WorkspaceRequests(session);
    }

    void connect(EditorClient client) {
        session.connect(client);
    }

    @Override
    public CompletableFuture<InitializeResult> initialize(InitializeParams params) {
        Locale locale = Optional.ofNullable(params.getLocale())
                .map(Locale::forLanguageTag)
                .orElse(Locale.getDefault());
        session.speak(locale);
        session.roots(Roots.of(params));
        session.editorCan(EditorAbilities.of(params.getCapabilities()));
        if (params.getInitializationOptions() instanceof JsonObject options) {
            session.configure(section(options));
        }
        Integer editor = params.getProcessId();
        if (editor != null && editor != ProcessHandle.current().pid()) {
            ProcessHandle.of(editor).ifPresent(process -> {
                var unused = process.onExit().thenRun(this::exit);
            });
        }
        return CompletableFuture.completedFuture(
                new InitializeResult(capabilities(), new ServerInfo("Inkstone", "0.1.0")));
    }

    /** The options alone, or under our name, as editors differ. */
    static JsonObject section(JsonObject options) {
        JsonElement ours = options.get("inkstone");
        return ours instanceof JsonObject named ? named : options;
    }

    private ServerCapabilities capabilities() {
        ServerCapabilities all = new ServerCapabilities();
        TextDocumentSyncOptions sync = new TextDocumentSyncOptions();
        sync.setOpenClose(true);
        sync.setChange(TextDocumentSyncKind.Incremental);
        sync.setSave(Either.forRight(new SaveOptions(false)));
        all.setTextDocumentSync(sync);
        all.setInlineCompletionProvider(true);
        if (session.offersPlainCompletion()) {
            CompletionOptions plain = new CompletionOptions(false, List.of(".", "(", "=", " ", ":", ","));
            all.setCompletionProvider(plain);
        }
        all.setExecuteCommandProvider(new ExecuteCommandOptions(Commands.ALL));
        WorkspaceFoldersOptions folders = new WorkspaceFoldersOptions();
        folders.setSupported(true);
        folders.setChangeNotifications(true);
        all.setWorkspace(new WorkspaceServerCapabilities(folders));
        return all;
    }

    @Override
    public void initialized(InitializedParams params) {
        session.start();
    }

    /** How things stand now, for an editor that asks rather than listens. Not named as the notification: libraries keep one shape a name. */
    @JsonRequest("inkstone/getStatus")
    public CompletableFuture<StatusMessage> inkstoneStatus() {
        return CompletableFuture.completedFuture(session.status().now());
    }

    /** The same under the notification's name, for editors whose library bears that. */
    @JsonRequest("inkstone/status")
    public CompletableFuture<StatusMessage> inkstoneStatusByItsName() {
        return inkstoneStatus();
    }

    /** Signs in: with a key of the editor's at once, else with a code that the person confirms in a browser. */
    @JsonRequest("inkstone/signIn")
    public CompletableFuture<SigningIn.Answer> inkstoneSignIn(SigningIn.@Nullable Params params) {
        return session.signingIn().begin(params == null ? new SigningIn.Params() : params);
    }

    @Override
    public CompletableFuture<Object> shutdown() {
        shutDown = true;
        return session.shutDown().thenApply(nothing -> new Object());
    }

    @Override
    public void exit() {
        exited.countDown();
    }

    /** Waits for the end; 0 when it was announced, else 1. */
    int awaitExit() throws InterruptedException {
        exited.await();
        return shutDown ? 0 : 1;
    }

    void close() {
        session.close();
    }

    @Override
    public void setTrace(SetTraceParams params) {
        // There is nothing to trace: texts are not logged.
    }

    @Override
    public TextDocumentService getTextDocumentService() {
        return documents;
    }

    @Override
    public WorkspaceService getWorkspaceService() {
        return workspace;
    }
}
