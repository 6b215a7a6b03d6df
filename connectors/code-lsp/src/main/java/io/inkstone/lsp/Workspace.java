package io.inkstone.lsp;

import io.inkstone.lsp.context.ContextMemory;
import io.inkstone.lsp.context.DocumentFiles;
import io.inkstone.lsp.context.RecentEdits;
import io.inkstone.lsp.document.OpenDocuments;
import io.inkstone.lsp.document.Snapshot;
import io.inkstone.lsp.gateway.ContextItem;
import io.inkstone.lsp.workspace.FileGate;
import io.inkstone.lsp.workspace.WorkspaceIndex;
import io.inkstone.lsp.workspace.WorkspaceReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.eclipse.lsp4j.DidChangeWatchedFilesRegistrationOptions;
import org.eclipse.lsp4j.FileSystemWatcher;
import org.eclipse.lsp4j.Registration;
import org.eclipse.lsp4j.RegistrationParams;
import org.eclipse.lsp4j.jsonrpc.messages.Either;

/**
 * The editor's workspace: which documents may be sent, and the index that follows the disk and the editor. Files are read
 * on one thread of its own, so that a large workspace delays no answer.
 */
final class Workspace implements DocumentFiles {

    private static final String UNWRITTEN = "untitled";
    /** As much as the gateway takes. */
    private static final int MOST_PATH = 1_024;

    private final Session session;
    private final FileGate gate = new FileGate(List.of());
    private final WorkspaceIndex index = new WorkspaceIndex();
    private final WorkspaceReader reader = new WorkspaceReader(gate, index, List.of());
    private final RecentEdits edits = new RecentEdits();
    private final ContextMemory memory;
    private final IndexingQueue queue;
    private volatile List<Path> roots = List.of();

    Workspace(Session session, OpenDocuments documents) {
        this.session = session;
        this.memory = new ContextMemory(index, gate, documents, edits, this, System::nanoTime);
        this.queue = new IndexingQueue();
    }

    void roots(List<Path> folders) {
        roots = List.copyOf(folders);
        gate.roots(folders);
        reader.roots(folders);
    }

    /** Reads the workspace and has the editor say what changes in it. */
    void start() {
        if (session.abilities().watchesFiles()) {
            DidChangeWatchedFilesRegistrationOptions watched = new DidChangeWatchedFilesRegistrationOptions(
                    List.of(new FileSystemWatcher(Either.forLeft("**/*"))));
            var unused = session.client()
                    .registerCapability(new RegistrationParams(
                            List.of(new Registration("inkstone-files", "workspace/didChangeWatchedFiles", watched))));
        }
        readAll(roots);
    }

    private void readAll(List<Path> folders) {
        if (!session.settings().index() || folders.isEmpty()) {
            return;
        }
        queue.add(() -> {
            session.status().indexing(true);
            try (IndexingProgress progress = new IndexingProgress(session)) {
                reader.readAll(folders, progress);
            } finally {
                session.status().indexing(false);
            }
            session.documents().all().forEach(this::takeText);
        });
    }

    void settingsChanged() {
        memory.clear();
    }

    void opened(Snapshot document) {
        queue.add(() -> takeText(document));
    }

    void changed(OpenDocuments.Change change) {
        edits.changed(change);
    }

    void saved(Snapshot document) {
        queue.add(() -> takeText(document));
    }

    /** What was not saved is no more: the disk counts again. */
    void closed(Snapshot document) {
        edits.closed(document.uri());
        memory.closed(document.uri());
        fileOf(document.uri()).ifPresent(file -> queue.add(() -> reader.changed(file)));
    }

    private void takeText(Snapshot document) {
        if (session.settings().index()) {
            fileOf(document.uri()).ifPresent(file -> reader.open(file, document.text()));
        }
    }

    void filesChanged(List<Path> files) {
        if (session.settings().index()) {
            List<Path> open = session.documents().all().stream()
                    .flatMap(document -> fileOf(document.uri()).stream())
                    .toList();
            queue.add(() -> files.stream().filter(file -> !open.contains(file)).forEach(reader::changed));
        }
    }

    void foldersChanged(List<Path> added, List<Path> removed) {
        List<Path> now = new ArrayList<>(roots);
        now.removeAll(removed);
        now.addAll(added);
        roots(now);
        queue.add(() -> removed.forEach(index::removeBelow));
        readAll(added);
    }

    /** What goes with a request. */
    List<ContextItem> context(Snapshot document, int offset) {
        return memory.at(document, offset);
    }

    @Override
    public Optional<Path> fileOf(String uri) {
        return Roots.file(uri);
    }

    @Override
    public String pathOf(String uri) {
        String path = wholePathOf(uri);
        return path.length() > MOST_PATH ? path.substring(path.length() - MOST_PATH) : path;
    }

    private String wholePathOf(String uri) {
        Optional<Path> file = fileOf(uri);
        if (file.isEmpty()) {
            return uri.substring(Math.max(uri.lastIndexOf('/'), uri.lastIndexOf(':')) + 1);
        }
        return roots.stream()
                .filter(root -> file.get().startsWith(root))
                .map(root -> root.relativize(file.get()).toString().replace('\\', '/'))
                .findFirst()
                .orElseGet(() -> String.valueOf(file.get().getFileName()));
    }

    @Override
    public boolean mayBeSent(Snapshot document) {
        Optional<Path> file = fileOf(document.uri());
        boolean named = file.map(gate::allows).orElse(document.uri().startsWith(UNWRITTEN + ":"));
        return named && gate.allows(document.text());
    }

    void close() {
        queue.close();
    }

    /** Reads files one after the other, in the background. */
    private static final class IndexingQueue {

        private static final int MOST_WAITING = 10_000;

        private final ThreadPoolExecutor thread =
                new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(MOST_WAITING), task -> {
                    Thread reading = new Thread(task, "inkstone-lsp-index");
                    reading.setDaemon(true);
                    return reading;
                });

        private void add(Runnable task) {
            try {
                thread.execute(task);
            } catch (RejectedExecutionException e) {
                // The session has ended, or far too much changes at once: a later change of the file reads it.
            }
        }

        private void close() {
            thread.shutdownNow();
        }
    }
}
