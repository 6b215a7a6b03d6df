package io.inkstone.lsp;

import com.google.gson.JsonObject;
import io.inkstone.lsp.adoption.Adoption;
import io.inkstone.lsp.adoption.FeedbackQueue;
import io.inkstone.lsp.adoption.Timer;
import io.inkstone.lsp.completion.InlineCompletions;
import io.inkstone.lsp.completion.Suggestion;
import io.inkstone.lsp.document.OpenDocuments;
import io.inkstone.lsp.document.Snapshot;
import io.inkstone.lsp.gateway.GatewayConnection;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.lsp4j.ConfigurationItem;
import org.eclipse.lsp4j.ConfigurationParams;
import org.eclipse.lsp4j.MessageParams;
import org.eclipse.lsp4j.MessageType;
import org.jspecify.annotations.Nullable;

/** One editor's session: the parts, put together, and what they share. Thread-safe. */
final class Session implements AutoCloseable {

    private final ExecutorService workers;
    private final ScheduledThreadPoolExecutor timer;
    private final GatewayConnection gateway;
    private final Reconnection reconnection;
    private final StatusBoard status;
    private final OpenDocuments documents = new OpenDocuments();
    private final InlineCompletions completions;
    private final SigningIn signingIn;
    private final Workspace workspace;
    private final FeedbackQueue feedback;
    private final Adoption adoption;
    private volatile EditorSettings settings = EditorSettings.STANDARD;
    private volatile EditorAbilities abilities = EditorAbilities.NONE;
    private volatile Phrases phrases = Phrases.in(Locale.getDefault());
    private volatile @Nullable EditorClient client;

    Session(LspOptions options) {
        AtomicInteger count = new AtomicInteger();
        this.workers = Executors.newCachedThreadPool(task -> daemon(task, "inkstone-lsp-" + count.incrementAndGet()));
        this.timer = new ScheduledThreadPoolExecutor(1, task -> daemon(task, "inkstone-lsp-timer"));
        timer.setRemoveOnCancelPolicy(true);
        timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        this.gateway = new GatewayConnection(options.gateway(), options.credentials(), workers, this::gatewayAnswered);
        this.status = new StatusBoard(gateway::base, this::phrases, message -> {
            EditorClient editor = client;
            if (editor != null) {
                editor.inkstoneStatus(message);
            }
        });
        this.reconnection = new Reconnection(gateway::probe, timer);
        this.completions = new InlineCompletions(new GatewayModel(this), timer, EditorSettings.STANDARD.debounce());
        Timer later = (delay, task) -> {
            try {
                var unused = timer.schedule(() -> workers.execute(task), delay.toMillis(), TimeUnit.MILLISECONDS);
            } catch (RejectedExecutionException e) {
                // The session has ended.
            }
        };
        this.feedback = new FeedbackQueue(gateway::feedback, later);
        this.adoption = new Adoption(documents, feedback, later);
        this.workspace = new Workspace(this, documents);
        this.signingIn = new SigningIn(options.credentials(), gateway, workers, this::signInEnded);
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    void connect(EditorClient editor) {
        client = editor;
    }

    void speak(Locale locale) {
        phrases = Phrases.in(locale);
        gateway.language(locale);
    }

    void roots(List<Path> folders) {
        workspace.roots(folders);
    }

    void editorCan(EditorAbilities can) {
        abilities = can;
    }

    /** The editor is ready: looks for the gateway and reads the workspace. */
    void start() {
        askForSettings();
        reconnection.look();
        workspace.start();
    }

    /** A document was opened. */
    void opened(Snapshot document) {
        workspace.opened(document);
    }

    /** A document changed: requests for it end. */
    void changed(OpenDocuments.Change change) {
        completions.changed(change.after().uri(), change.edit());
        workspace.changed(change);
        adoption.changed(change);
    }

    void closed(Snapshot document) {
        completions.closed(document.uri());
        workspace.closed(document);
        adoption.closed(document);
    }

    /** The editor was given suggestions. */
    void answered(Snapshot document, int offset, List<Suggestion> suggestions) {
        adoption.answered(document, offset, suggestions);
    }

    Adoption adoption() {
        return adoption;
    }

    /** Whether a document is completed; the status says why it is not. */
    boolean completes(Snapshot document) {
        if (!settings.completes(document.language())) {
            status.skips("disabled", document.uri());
            return false;
        }
        if (!workspace.mayBeSent(document)) {
            status.skips("ignored", document.uri());
            return false;
        }
        return true;
    }

    /** Asks the editor for settings, where it answers that. */
    void askForSettings() {
        EditorClient editor = client;
        if (editor == null || !abilities.configuration()) {
            return;
        }
        ConfigurationItem item = new ConfigurationItem();
        item.setSection("inkstone");
        var unused = editor.configuration(new ConfigurationParams(List.of(item)))
                .thenAccept(sections -> {
                    if (!sections.isEmpty() && sections.get(0) instanceof JsonObject section) {
                        configure(section);
                    }
                });
    }

    /** Takes settings; what is wrong in them is told and left as it was. */
    void configure(JsonObject json) {
        EditorSettings.Read read = settings.with(json);
        settings = read.settings();
        completions.delay(settings.debounce());
        completions.clear();
        status.enabled(settings.enabled());
        workspace.settingsChanged();
        adoption.settings(settings.reportsShown(), settings.feedback());
        settings.url().filter(url -> !url.equals(gateway.base())).ifPresent(url -> {
            gateway.moveTo(url);
            reconnection.look();
        });
        read.complaints().forEach(complaint -> tell(MessageType.Warning, complaint));
    }

    /** Shows the person a line. */
    void tell(MessageType type, String message) {
        EditorClient editor = client;
        if (editor != null) {
            editor.showMessage(new MessageParams(type, message));
        }
    }

    private void gatewayAnswered(GatewayConnection.GatewayAnswered answered) {
        status.answered(answered);
        reconnection.answered(answered);
    }

    private void signInEnded(String why) {
        tell(why.isEmpty() ? MessageType.Info : MessageType.Error, why.isEmpty() ? phrases.of("signed-in") : why);
        reconnection.look();
    }

    /** Whether plain completion is offered: where the editor knows nothing better, unless set otherwise. */
    boolean offersPlainCompletion() {
        return switch (settings.fallback()) {
            case "always" -> true;
            case "never" -> false;
            default -> !abilities.inlineCompletion();
        };
    }

    /** Hands in what is still to be handed in, within a second. */
    CompletableFuture<Void> shutDown() {
        adoption.end();
        return feedback.flush().completeOnTimeout(null, 1, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        workspace.close();
        timer.shutdownNow();
        workers.shutdownNow();
    }

    EditorClient client() {
        return Objects.requireNonNull(client, "no editor is connected yet");
    }

    EditorSettings settings() {
        return settings;
    }

    EditorAbilities abilities() {
        return abilities;
    }

    Phrases phrases() {
        return phrases;
    }

    Workspace workspace() {
        return workspace;
    }

    StatusBoard status() {
        return status;
    }

    OpenDocuments documents() {
        return documents;
    }

    InlineCompletions completions() {
        return completions;
    }

    GatewayConnection gateway() {
        return gateway;
    }

    SigningIn signingIn() {
        return signingIn;
    }

    ExecutorService workers() {
        return workers;
    }

    ScheduledExecutorService timer() {
        return timer;
    }
}
