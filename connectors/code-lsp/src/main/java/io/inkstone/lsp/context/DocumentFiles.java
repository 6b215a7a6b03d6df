package io.inkstone.lsp.context;

import io.inkstone.lsp.document.Snapshot;
import java.nio.file.Path;
import java.util.Optional;

/** How open documents relate to files. Thread-safe. */
public interface DocumentFiles {

    /** The file of a document's URI; empty for one that is not written. */
    Optional<Path> fileOf(String uri);

    /** A document's path relative to the workspace, with slashes. */
    String pathOf(String uri);

    /** Whether a document's text may leave this machine. */
    boolean mayBeSent(Snapshot document);
}
