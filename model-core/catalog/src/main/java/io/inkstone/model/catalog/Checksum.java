package io.inkstone.model.catalog;

import io.inkstone.model.catalog.ProgressListener.Stage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * SHA-256 of files, remembered in a sidecar {@code FILE.verified} with the size and time of change that it holds for, so
 * that half a gigabyte is not read at each start.
 */
final class Checksum {

    private static final int BUFFER_BYTES = 1 << 20;

    /** The file's checksum, computed when the file changed since. */
    String of(Path file, ProgressListener progress) throws IOException {
        Optional<String> known = remembered(file);
        if (known.isPresent()) {
            return known.get();
        }
        // The stamp is taken before reading, so that a change while reading is noticed the next time.
        String stamp = stamp(file);
        String sha256 = compute(file, progress);
        remember(file, stamp, sha256);
        return sha256;
    }

    /** The checksum that was computed for the file as it is now; empty when there is none. */
    Optional<String> remembered(Path file) {
        try {
            String note = Files.readString(sidecar(file)).strip();
            String prefix = stamp(file) + " ";
            return note.startsWith(prefix) ? Optional.of(note.substring(prefix.length())) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Notes a checksum that was computed while the file was written. */
    void remember(Path file, String sha256) {
        try {
            remember(file, stamp(file), sha256);
        } catch (IOException e) {
            forget(file);
        }
    }

    void forget(Path file) {
        try {
            Files.deleteIfExists(sidecar(file));
        } catch (IOException e) {
            // It holds for another size or time and is not believed.
        }
    }

    static String compute(Path file, ProgressListener progress) throws IOException {
        MessageDigest digest = sha256();
        long totalBytes = Files.size(file);
        long doneBytes = 0;
        byte[] buffer = new byte[BUFFER_BYTES];
        try (InputStream in = Files.newInputStream(file)) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                digest.update(buffer, 0, n);
                doneBytes += n;
                progress.onProgress(Stage.VERIFYING, doneBytes, totalBytes);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static void remember(Path file, String stamp, String sha256) {
        try {
            Files.writeString(sidecar(file), stamp + " " + sha256 + "\n");
        } catch (IOException e) {
            // A directory that cannot be written, as a shared one may be: the next start computes it again.
        }
    }

    private static String stamp(Path file) throws IOException {
        return Files.size(file) + " " + Files.getLastModifiedTime(file).toMillis();
    }

    private static Path sidecar(Path file) {
        return file.resolveSibling(file.getFileName() + ".verified");
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
