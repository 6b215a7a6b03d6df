package io.inkstone.model.catalog;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/** One fetch of a file at a time, among the threads of this process and among processes; a killed one frees it. */
final class FetchLock implements AutoCloseable {

    // The operating system's locks hold for a process as a whole, so threads need one of their own.
    private static final Map<Path, ReentrantLock> THREADS = new ConcurrentHashMap<>();

    private final ReentrantLock threads;
    private final FileChannel channel;

    private FetchLock(ReentrantLock threads, FileChannel channel) {
        this.threads = threads;
        this.channel = channel;
    }

    /** Waits for it; {@code onWait} is told when it is not free at once. */
    static FetchLock acquire(Path lockFile, Runnable onWait) throws IOException {
        ReentrantLock threads = THREADS.computeIfAbsent(lockFile, path -> new ReentrantLock());
        if (!threads.tryLock()) {
            onWait.run();
            threads.lock();
        }
        FileChannel channel = null;
        try {
            channel = FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock free = channel.tryLock();
            if (free == null) {
                onWait.run();
                channel.lock();
            }
            return new FetchLock(threads, channel);
        } catch (IOException | RuntimeException e) {
            if (channel != null) {
                channel.close();
            }
            threads.unlock();
            throw e;
        }
    }

    @Override
    public void close() throws IOException {
        try {
            channel.close();
        } finally {
            threads.unlock();
        }
    }
}
