package io.inkstone.model.catalog;

import io.inkstone.model.catalog.ModelException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Says before a long transfer, and not in the middle of it, that a disk is too full. */
final class DiskSpace {

    /** How many bytes this user may still write there. */
    @FunctionalInterface
    interface Gauge {
        long usableBytes(Path dir) throws IOException;
    }

    private static final double GIB = 1L << 30;

    private final Gauge gauge;

    DiskSpace() {
        this(dir -> Files.getFileStore(dir).getUsableSpace());
    }

    DiskSpace(Gauge gauge) {
        this.gauge = gauge;
    }

    /**
     * Checks.
     *
     * @throws ModelException NO_SPACE
     */
    void require(Path dir, long neededBytes) throws IOException {
        long usableBytes = gauge.usableBytes(dir);
        if (usableBytes < neededBytes) {
            throw full(dir, neededBytes, usableBytes);
        }
    }

    /** What a write that failed was about: a full disk, or something else. */
    IOException explain(IOException e, Path dir, long neededBytes) throws IOException {
        String message = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
        if (message.contains("no space left")
                || message.contains("disk quota")
                || message.contains("not enough space")) {
            throw full(dir, neededBytes, gauge.usableBytes(dir));
        }
        return e;
    }

    private static ModelException full(Path dir, long neededBytes, long usableBytes) {
        return new ModelException(
                Reason.NO_SPACE,
                String.format(
                        Locale.ROOT,
                        "The disk is too full: needs %.2f GiB free at %s, has %.2f GiB. Make room there, or set"
                                + " INKSTONE_MODELS to a directory on another disk.",
                        neededBytes / GIB,
                        dir,
                        usableBytes / GIB));
    }
}
