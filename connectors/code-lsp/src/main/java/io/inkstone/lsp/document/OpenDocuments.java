package io.inkstone.lsp.document;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.lsp4j.Range;
import org.eclipse.lsp4j.TextDocumentContentChangeEvent;
import org.eclipse.lsp4j.TextDocumentItem;

/** The documents that the editor has open. Changes come from one thread, as the protocol orders them; any thread may read. */
public final class OpenDocuments {

    private final Map<String, Snapshot> open = new ConcurrentHashMap<>();

    public Snapshot open(TextDocumentItem item) {
        Snapshot opened =
                new Snapshot(item.getUri(), String.valueOf(item.getLanguageId()), item.getVersion(), item.getText());
        open.put(item.getUri(), opened);
        return opened;
    }

    /**
     * Applies changes in their order.
     *
     * @return the edits that change something, each with the document after it; none for a document that is not open
     */
    public List<Change> change(String uri, int version, List<TextDocumentContentChangeEvent> events) {
        Snapshot document = open.get(uri);
        List<Change> changes = new ArrayList<>();
        if (document == null) {
            return changes;
        }
        for (TextDocumentContentChangeEvent event : events) {
            Edit edit = edit(document, event);
            document = document.with(edit, version);
            if (!edit.isNothing()) {
                changes.add(new Change(edit, document));
            }
        }
        open.put(uri, document);
        return changes;
    }

    /** An edit and the document after it. */
    public record Change(Edit edit, Snapshot after) {}

    public Optional<Snapshot> close(String uri) {
        return Optional.ofNullable(open.remove(uri));
    }

    public Optional<Snapshot> find(String uri) {
        return Optional.ofNullable(open.get(uri));
    }

    public Collection<Snapshot> all() {
        return List.copyOf(open.values());
    }

    private static Edit edit(Snapshot document, TextDocumentContentChangeEvent event) {
        Range range = event.getRange();
        int start = range == null ? 0 : document.offsetOf(range.getStart());
        int end = range == null ? document.text().length() : document.offsetOf(range.getEnd());
        return Edit.between(document.text(), Math.min(start, end), Math.max(start, end), event.getText());
    }
}
