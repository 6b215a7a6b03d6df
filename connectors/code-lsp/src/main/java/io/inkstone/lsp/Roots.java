package io.inkstone.lsp;

import java.net.URI;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.lsp4j.InitializeParams;
import org.eclipse.lsp4j.WorkspaceFolder;

/** The folders that the editor works in. */
final class Roots {

    private Roots() {}

    @SuppressWarnings("deprecation") // Editors without folders still say their root the old way.
    static List<Path> of(InitializeParams params) {
        List<WorkspaceFolder> folders = params.getWorkspaceFolders();
        if (folders != null && !folders.isEmpty()) {
            return folders.stream()
                    .flatMap(folder -> file(folder.getUri()).stream())
                    .toList();
        }
        return Stream.ofNullable(params.getRootUri())
                .flatMap(uri -> file(uri).stream())
                .toList();
    }

    /** The file that a URI names, when it is one of this machine; a notebook's cell is in the notebook's file. */
    static Optional<Path> file(String uri) {
        try {
            URI parsed = URI.create(uri);
            if ("vscode-notebook-cell".equals(parsed.getScheme())) {
                return file("file://" + parsed.getRawPath());
            }
            return "file".equals(parsed.getScheme())
                    ? Optional.of(Path.of(parsed).toAbsolutePath().normalize())
                    : Optional.empty();
        } catch (IllegalArgumentException | FileSystemNotFoundException e) {
            return Optional.empty();
        }
    }
}
