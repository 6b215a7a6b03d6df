package io.inkstone.model.catalog;

/** Told how far a fetch is; called often, from the thread that fetches. */
@FunctionalInterface
public interface ProgressListener {

    /** What is being done. */
    enum Stage {
        /** Another process fetches the same file; this one waits for it. */
        WAITING,
        /** Bytes arrive. */
        DOWNLOADING,
        /** The checksum is computed. */
        VERIFYING
    }

    /** So many of so many bytes are done. */
    void onProgress(Stage stage, long doneBytes, long totalBytes);

    /** Tells nobody. */
    static ProgressListener silent() {
        return (stage, doneBytes, totalBytes) -> {};
    }
}
