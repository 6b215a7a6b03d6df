package io.inkstone.lsp.workspace;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Decides which files may be read and sent. What it refuses enters no prompt, neither as the file that is completed nor
 * as context. Thread-safe.
 */
public final class FileGate {

    /** Larger files are written by machines. */
    public static final int MOST_BYTES = 1 << 20;

    private static final int LOOKED_AT_BYTES = 8_192;
    private static final int MOST_TREES = 1_000;

    private final Map<Path, IgnoreFiles> trees = new ConcurrentHashMap<>();
    private volatile List<Path> roots;

    /**
     * @param roots the workspace's folders
     */
    public FileGate(List<Path> roots) {
        this.roots = List.copyOf(roots);
    }

    public void roots(List<Path> now) {
        roots = List.copyOf(now);
        trees.clear();
    }

    /** Whether a file's name and place allow it. A link counts as what it points at, too. */
    public boolean allows(Path file) {
        Path path = file.toAbsolutePath().normalize();
        if (treeOf(path).ignores(path, false)) {
            return false;
        }
        try {
            Path real = path.toRealPath();
            return real.equals(path) || !treeOf(real).ignores(real, false);
        } catch (IOException e) {
            // Not written yet.
            return true;
        }
    }

    /** Whether a text is one that a person would edit. */
    public boolean allows(CharSequence text) {
        if (text.length() > MOST_BYTES) {
            return false;
        }
        int end = Math.min(text.length(), LOOKED_AT_BYTES);
        for (int at = 0; at < end; at++) {
            if (text.charAt(at) == 0) {
                return false;
            }
        }
        return true;
    }

    /** The text of a file that is allowed, a regular one and no link, small enough and UTF-8; else empty. */
    public Optional<String> read(Path file) {
        try {
            if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || Files.size(file) > MOST_BYTES) {
                return Optional.empty();
            }
            byte[] bytes;
            try (InputStream in = Files.newInputStream(file)) {
                bytes = in.readNBytes(MOST_BYTES + 1);
            }
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(java.nio.ByteBuffer.wrap(bytes))
                    .toString();
            return allows(text) ? Optional.of(text) : Optional.empty();
        } catch (CharacterCodingException e) {
            return Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** The rules for what is below a folder, for walks. */
    IgnoreFiles below(Path folder) {
        return treeOf(folder.resolve("x"));
    }

    /** A file of rules changed. */
    void rulesChanged() {
        trees.values().forEach(IgnoreFiles::changed);
    }

    /**
     * The rules for a path: those of the working tree it is in, else of the workspace's folder, else of its own folder.
     */
    private IgnoreFiles treeOf(Path path) {
        Path folder = Optional.ofNullable(path.getParent()).orElse(path);
        IgnoreFiles known = trees.get(folder);
        if (known != null) {
            return known;
        }
        if (trees.size() > MOST_TREES) {
            trees.clear();
        }
        Path top = topOf(folder);
        IgnoreFiles tree = trees.computeIfAbsent(top, IgnoreFiles::new);
        trees.put(folder, tree);
        return tree;
    }

    private Path topOf(Path folder) {
        Optional<Path> root = roots.stream().filter(folder::startsWith).findFirst();
        for (Path at = folder; at != null; at = at.getParent()) {
            if (Files.exists(at.resolve(".git"))) {
                // The outer rules hold for a repository inside another or inside the workspace, too.
                return root.isPresent() && at.startsWith(root.get()) ? outermost(root.get()) : at;
            }
        }
        return root.orElse(folder);
    }

    private static Path outermost(Path root) {
        for (Path at = root; at != null; at = at.getParent()) {
            if (Files.exists(at.resolve(".git"))) {
                return at;
            }
        }
        return root;
    }
}
