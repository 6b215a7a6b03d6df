package io.inkstone.gateway.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The contents of files, a folder for each tenant, which nobody else on the machine can read. Blocks; thread-safe. */
final class FileFolder {

    private static final String PARTIAL = ".part";

    private final Path folder;

    FileFolder(Path folder) {
        this.folder = folder;
    }

    /** A content on the disk. */
    record Found(String tenant, String id, Path path) {}

    Path content(String tenant, String id) {
        return folder.resolve(tenant).resolve(id);
    }

    /** Where a content is while it is being written. */
    Path partial(String tenant, String id) {
        return folder.resolve(tenant).resolve(id + PARTIAL);
    }

    /** Makes an empty file, where there is none, that only its owner can read. */
    Path create(String tenant, String id) throws IOException {
        Path path = partial(tenant, id);
        Files.createDirectories(folder.resolve(tenant), permissions("rwx------"));
        if (!Files.exists(path)) {
            Files.createFile(path, permissions("rw-------"));
        }
        return path;
    }

    /** Goes on writing a content, also one that was finished before a crash; made where there is none. */
    Path reopen(String tenant, String id) throws IOException {
        Path partial = partial(tenant, id);
        if (!Files.exists(partial) && Files.exists(content(tenant, id))) {
            Files.move(content(tenant, id), partial, StandardCopyOption.ATOMIC_MOVE);
        }
        return create(tenant, id);
    }

    /** Writes a whole content. */
    void write(String tenant, String id, byte[] content) throws IOException {
        Files.write(create(tenant, id), content, StandardOpenOption.WRITE);
        finish(tenant, id);
    }

    /** Makes a content of what was being written. */
    void finish(String tenant, String id) throws IOException {
        Files.move(partial(tenant, id), content(tenant, id), StandardCopyOption.ATOMIC_MOVE);
    }

    void delete(String tenant, String id) {
        try {
            Files.deleteIfExists(content(tenant, id));
            Files.deleteIfExists(partial(tenant, id));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All that is there. */
    List<Found> all() throws IOException {
        List<Found> found = new ArrayList<>();
        if (!Files.isDirectory(folder)) {
            return found;
        }
        try (Stream<Path> files = Files.walk(folder, 2)) {
            for (Path path : files.filter(Files::isRegularFile).toList()) {
                Path place = folder.relativize(path);
                String name = place.getName(place.getNameCount() - 1).toString();
                String id = name.endsWith(PARTIAL) ? name.substring(0, name.length() - PARTIAL.length()) : name;
                found.add(new Found(place.getName(0).toString(), id, path));
            }
        } catch (UncheckedIOException e) {
            if (!(e.getCause() instanceof NoSuchFileException)) {
                throw e;
            }
        }
        return found;
    }

    private FileAttribute<?>[] permissions(String posix) {
        return folder.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(posix))}
                : new FileAttribute<?>[0];
    }
}
