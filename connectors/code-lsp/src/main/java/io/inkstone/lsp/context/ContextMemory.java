package io.inkstone.lsp.context;

import io.inkstone.lsp.document.OpenDocuments;
import io.inkstone.lsp.document.Snapshot;
import io.inkstone.lsp.gateway.ContextItem;
import io.inkstone.lsp.workspace.FileGate;
import io.inkstone.lsp.workspace.WorkspaceIndex;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * The context of each open document, kept while the person types on a line, so that what the model reads first stays the
 * same and need not be read again. Gathered anew on another line or after a pause; what was there before and still helps
 * keeps its place. Thread-safe.
 */
public final class ContextMemory {

    private static final long PAUSE_NANOS = Duration.ofSeconds(5).toNanos();

    private final ContextGatherer gatherer;
    private final LongSupplier nanos;
    private final Map<String, Kept> kept = new ConcurrentHashMap<>();

    private record Kept(int line, long usedAt, List<ContextItem> items) {}

    /**
     * @param nanos a clock, as {@link System#nanoTime}
     */
    public ContextMemory(
            WorkspaceIndex index,
            FileGate gate,
            OpenDocuments documents,
            RecentEdits edits,
            DocumentFiles files,
            LongSupplier nanos) {
        this.nanos = nanos;
        this.gatherer = new ContextGatherer(index, gate, documents, edits, files);
    }

    /** The context for a cursor. */
    public List<ContextItem> at(Snapshot document, int offset) {
        long now = nanos.getAsLong();
        int line = document.lineOf(offset);
        Kept former = kept.get(document.uri());
        if (former != null && former.line() == line && now - former.usedAt() < PAUSE_NANOS) {
            kept.put(document.uri(), new Kept(line, now, former.items()));
            return former.items();
        }
        List<ContextItem> before = former == null ? List.of() : former.items();
        List<ContextItem> items = ordered(gatherer.gather(document, offset), before);
        kept.put(document.uri(), new Kept(line, now, items));
        return items;
    }

    public void closed(String uri) {
        kept.remove(uri);
    }

    /** Rules or settings changed: nothing that was gathered counts. */
    public void clear() {
        kept.clear();
    }

    private static List<ContextItem> ordered(List<ContextItem> gathered, List<ContextItem> former) {
        List<ContextItem> ordered = new ArrayList<>();
        for (ContextItem before : former) {
            gathered.stream().filter(item -> sameText(item, before)).findFirst().ifPresent(ordered::add);
        }
        gathered.stream()
                .filter(item -> ordered.stream().noneMatch(one -> sameText(one, item)))
                .forEach(ordered::add);
        return ordered;
    }

    private static boolean sameText(ContextItem a, ContextItem b) {
        return a.path().equals(b.path()) && a.text().equals(b.text());
    }
}
