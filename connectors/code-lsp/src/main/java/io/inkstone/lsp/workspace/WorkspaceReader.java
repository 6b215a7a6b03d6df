package io.inkstone.lsp.workspace;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Fills the index from the disk: the whole workspace once, then what changed. Each method reads on the caller's thread. */
public final class WorkspaceReader {

    private static final int MOST_DEPTH = 64;

    private final FileGate gate;
    private final WorkspaceIndex index;
    private volatile List<Path> roots;

    /** Told how far it is. */
    public interface Progress {
        /** False to stop. */
        boolean read(int done, int all);
    }

    public WorkspaceReader(FileGate gate, WorkspaceIndex index, List<Path> roots) {
        this.gate = gate;
        this.index = index;
        this.roots = List.copyOf(roots);
    }

    public void roots(List<Path> now) {
        roots = List.copyOf(now);
    }

    /** Reads every file that may be read below the given folders. */
    public void readAll(List<Path> folders, Progress progress) {
        List<Path> found = new ArrayList<>();
        for (Path folder : folders) {
            find(folder, found);
        }
        for (int at = 0; at < found.size(); at++) {
            if (!progress.read(at, found.size())) {
                return;
            }
            readAllowed(found.get(at));
        }
        progress.read(found.size(), found.size());
    }

    /** Reads a file or folder anew, or takes it out when it is gone or may not be read. */
    public void changed(Path file) {
        if (IgnoreFiles.holdsRules(file)) {
            gate.rulesChanged();
            recheck();
            return;
        }
        if (Files.isDirectory(file)) {
            List<Path> found = new ArrayList<>();
            if (gate.allows(file.resolve("x"))) {
                find(file, found);
            }
            found.forEach(this::readAllowed);
        } else if (wanted(file) && gate.allows(file)) {
            readAllowed(file);
        } else {
            index.remove(file);
            index.removeBelow(file);
        }
    }

    /** Takes the text of an open document in place of what is on disk. */
    public void open(Path file, String text) {
        Optional<Language> language = Language.ofFile(String.valueOf(file.getFileName()));
        if (language.isPresent() && pathOf(file).isPresent() && gate.allows(file) && gate.allows(text)) {
            index.put(file, pathOf(file).get(), language.get(), text);
        } else {
            index.remove(file);
        }
    }

    /** New rules may exclude what was read; what they let in comes when it is next touched. */
    private void recheck() {
        index.files().stream()
                .map(IndexedFile::file)
                .filter(file -> !gate.allows(file))
                .forEach(index::remove);
    }

    private void readAllowed(Path file) {
        Optional<Language> language = Language.ofFile(String.valueOf(file.getFileName()));
        Optional<String> path = pathOf(file);
        Optional<String> text = language.isPresent() && path.isPresent() ? gate.read(file) : Optional.empty();
        if (text.isPresent()) {
            index.put(file, path.get(), language.get(), text.get());
        } else {
            index.remove(file);
        }
    }

    private boolean wanted(Path file) {
        return pathOf(file).isPresent()
                && Language.ofFile(String.valueOf(file.getFileName())).isPresent();
    }

    private Optional<String> pathOf(Path file) {
        return roots.stream()
                .filter(file::startsWith)
                .map(root -> root.relativize(file).toString().replace('\\', '/'))
                .findFirst();
    }

    private void find(Path folder, List<Path> found) {
        IgnoreFiles rules = gate.below(folder);
        try {
            Files.walkFileTree(folder, java.util.Set.of(), MOST_DEPTH, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes attributes) {
                    boolean excluded = !dir.equals(folder) && rules.ignoresIn(dir, true);
                    return excluded ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    boolean read = attributes.isRegularFile()
                            && attributes.size() <= FileGate.MOST_BYTES
                            && Language.ofFile(String.valueOf(file.getFileName()))
                                    .isPresent()
                            && !rules.ignoresIn(file, false);
                    if (read) {
                        found.add(file);
                    }
                    return found.size() < WorkspaceIndex.MOST_FILES
                            ? FileVisitResult.CONTINUE
                            : FileVisitResult.TERMINATE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException failure) {
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            // What was found until then is read.
        }
    }
}
