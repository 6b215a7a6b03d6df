package io.inkstone.model.serving;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A child's own directory for the native libraries that it unpacks: the engines unpack to fixed names, so two children
 * in one directory would overwrite each other's. Its name holds the process's id, so that those of dead processes can be
 * told and removed.
 */
final class ScratchDirectory {

    private static final Pattern NAME = Pattern.compile("inkstone-native-([0-9]+)-.*");

    private final Path path;

    private ScratchDirectory(Path path) {
        this.path = path;
    }

    /** A fresh directory; those that dead processes left are removed. */
    static ScratchDirectory create() {
        Path parent = Path.of(System.getProperty("java.io.tmpdir"));
        try {
            removeStale(parent);
            String name = "inkstone-native-" + ProcessHandle.current().pid() + "-"
                    + Long.toHexString(new SecureRandom().nextLong());
            return new ScratchDirectory(Files.createDirectory(parent.resolve(name), ownerOnly(parent)));
        } catch (IOException e) {
            throw new UncheckedIOException("no directory can be made in " + parent, e);
        }
    }

    /** The one that this process's parent gave it as its place for temporary files; a fresh one when it gave none. */
    static ScratchDirectory given() {
        Path place = Path.of(System.getProperty("java.io.tmpdir"));
        return NAME.matcher(place.getFileName().toString()).matches() ? new ScratchDirectory(place) : create();
    }

    private static FileAttribute<?>[] ownerOnly(Path parent) {
        return parent.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
                }
                : new FileAttribute<?>[0];
    }

    static void removeStale(Path parent) throws IOException {
        try (DirectoryStream<Path> directories = Files.newDirectoryStream(parent, "inkstone-native-*")) {
            for (Path directory : directories) {
                Matcher name = NAME.matcher(directory.getFileName().toString());
                if (name.matches() && !isAlive(name.group(1))) {
                    delete(directory);
                }
            }
        }
    }

    private static boolean isAlive(String pid) {
        return pid.length() > 18 || ProcessHandle.of(Long.parseLong(pid)).isPresent();
    }

    Path path() {
        return path;
    }

    /** Removes it with all it holds. A library that is loaded stays usable, but on Windows its file cannot go yet. */
    void delete() {
        delete(path);
    }

    private static void delete(Path directory) {
        List<Path> inside;
        try (Stream<Path> walk = Files.walk(directory)) {
            inside = walk.sorted(Comparator.reverseOrder()).toList();
        } catch (IOException | UncheckedIOException e) {
            return; // Another process removes it at the same time, or it belongs to somebody else.
        }
        for (Path file : inside) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                // In use, on Windows; the next start tries again.
            }
        }
    }
}
