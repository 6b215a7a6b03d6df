package io.inkstone.lsp.workspace;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jgit.ignore.IgnoreNode;
import org.jspecify.annotations.Nullable;

/**
 * What git and the person exclude below one folder: {@code .gitignore} and {@code .inkstoneignore} in every folder,
 * {@code .git/info/exclude}, and names that are never sent unless an {@code .inkstoneignore} lets them ({@code !name}).
 * Thread-safe; files are looked at anew when they changed.
 */
final class IgnoreFiles {

    private static final String GIT = ".gitignore";
    private static final String OURS = ".inkstoneignore";
    private static final String STANDARD = "never-sent.gitignore";
    private static final long LOOK_AGAIN_NANOS = 2_000_000_000L;
    private static final long MOST_BYTES = 1 << 20;

    private final Path top;
    private final IgnoreNode standard = standard();
    private final Map<Path, Rules> folders = new ConcurrentHashMap<>();

    /**
     * @param top the working tree's top, absolute and normalized; what is above it says nothing
     */
    IgnoreFiles(Path top) {
        this.top = top;
    }

    Path top() {
        return top;
    }

    /** Whether a file or folder below the top, or any folder it is in, is excluded. */
    boolean ignores(Path path, boolean folder) {
        Path relative = top.relativize(path);
        int parts = relative.getNameCount();
        for (int length = 1; length <= parts; length++) {
            boolean isFolder = length < parts || folder;
            if (ignoresOne(relative.subpath(0, length), isFolder)) {
                return true;
            }
        }
        return false;
    }

    /** The same for what lies in a folder that is known not to be excluded. */
    boolean ignoresIn(Path path, boolean folder) {
        return ignoresOne(top.relativize(path), folder);
    }

    private boolean ignoresOne(Path relative, boolean folder) {
        if (relative.toString().isEmpty()) {
            return false;
        }
        if (Boolean.TRUE.equals(said(relative, folder, Rules::git))) {
            return true;
        }
        Boolean ours = said(relative, folder, Rules::ours);
        if (ours != null) {
            return ours;
        }
        String lower = slashes(relative).toLowerCase(Locale.ROOT);
        return Boolean.TRUE.equals(standard.checkIgnored(lower, folder));
    }

    private interface Kind {
        @Nullable
        IgnoreNode of(Rules rules);
    }

    /** The nearest folder that says something decides; null when none does. */
    private @Nullable Boolean said(Path relative, boolean folder, Kind kind) {
        for (Path parent = relative.getParent(); ; parent = parent.getParent()) {
            Path at = parent == null ? top : top.resolve(parent);
            IgnoreNode node = kind.of(rules(at));
            if (node != null) {
                String path = slashes(parent == null ? relative : parent.relativize(relative));
                Boolean said = node.checkIgnored(path, folder);
                if (said != null) {
                    return said;
                }
            }
            if (parent == null) {
                return null;
            }
        }
    }

    private static String slashes(Path path) {
        return path.toString().replace('\\', '/');
    }

    private Rules rules(Path folder) {
        Rules known = folders.get(folder);
        long now = System.nanoTime();
        if (known != null && now - known.lookedAt < LOOK_AGAIN_NANOS) {
            return known;
        }
        long stamp = stamp(folder);
        Rules current = known != null && known.stamp == stamp
                ? new Rules(known.git, known.ours, stamp, now)
                : read(folder, stamp, now);
        folders.put(folder, current);
        return current;
    }

    /** Forgets what was read: a file of rules changed. */
    void changed() {
        folders.clear();
    }

    static boolean holdsRules(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.equals(GIT) || name.equals(OURS);
    }

    private Rules read(Path folder, long stamp, long now) {
        IgnoreNode git = new IgnoreNode();
        if (folder.equals(top)) {
            parse(git, top.resolve(".git/info/exclude"));
        }
        parse(git, folder.resolve(GIT));
        IgnoreNode ours = new IgnoreNode();
        parse(ours, folder.resolve(OURS));
        return new Rules(orNull(git), orNull(ours), stamp, now);
    }

    private static @Nullable IgnoreNode orNull(IgnoreNode node) {
        return node.getRules().isEmpty() ? null : node;
    }

    private static void parse(IgnoreNode node, Path file) {
        try {
            if (Files.isRegularFile(file) && Files.size(file) <= MOST_BYTES) {
                try (InputStream in = Files.newInputStream(file)) {
                    node.parse(in);
                }
            }
        } catch (IOException e) {
            // It went away meanwhile.
        }
    }

    private static long stamp(Path folder) {
        return modified(folder.resolve(GIT)) * 31 + modified(folder.resolve(OURS));
    }

    private static long modified(Path file) {
        try {
            return Files.getLastModifiedTime(file).toMillis();
        } catch (IOException e) {
            return 0;
        }
    }

    private static IgnoreNode standard() {
        try (InputStream in = Optional.ofNullable(IgnoreFiles.class.getResourceAsStream(STANDARD))
                .orElseThrow(() -> new IllegalStateException(STANDARD + " is missing"))) {
            IgnoreNode node = new IgnoreNode();
            node.parse(in);
            return node;
        } catch (IOException e) {
            throw new IllegalStateException("cannot read " + STANDARD, e);
        }
    }

    private static final class Rules {

        private final @Nullable IgnoreNode git;
        private final @Nullable IgnoreNode ours;
        private final long stamp;
        private final long lookedAt;

        private Rules(@Nullable IgnoreNode git, @Nullable IgnoreNode ours, long stamp, long lookedAt) {
            this.git = git;
            this.ours = ours;
            this.stamp = stamp;
            this.lookedAt = lookedAt;
        }

        private @Nullable IgnoreNode git() {
            return git;
        }

        private @Nullable IgnoreNode ours() {
            return ours;
        }
    }
}
