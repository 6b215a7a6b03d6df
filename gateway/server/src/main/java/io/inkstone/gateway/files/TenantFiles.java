package io.inkstone.gateway.files;

import io.inkstone.gateway.state.Tables;
import io.inkstone.protocol.ApiException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files of all tenants; to each, those of the others are not there. Their contents lie under random names in a folder for
 * each tenant, and go when the file is deleted or expires. Blocks; thread-safe.
 */
public final class TenantFiles {

    private static final Duration SETTLED = Duration.ofMinutes(10);
    private static final Logger LOG = LoggerFactory.getLogger(TenantFiles.class);
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int SWEPT_AT_ONCE = 1000;

    private final FileStore store;
    private final BatchStore batches;
    private final FileFolder folder;
    private final FileLimits limits;
    private final Clock clock;

    /**
     * @param tables with {@code files} and {@code batches}
     * @param folder where contents are; made when it is not there
     */
    public TenantFiles(Tables tables, Path folder, FileLimits limits, Clock clock) {
        this.store = new FileStore(tables);
        this.batches = new BatchStore(tables);
        this.folder = new FileFolder(folder);
        this.limits = limits;
        this.clock = clock;
    }

    /**
     * Keeps a file.
     *
     * @param keep how long; empty for as long as files are kept at most
     * @throws ApiException 400 {@code too_many_files} or {@code files_full}
     */
    public synchronized StoredFile add(
            String tenant, String filename, String purpose, byte[] content, Optional<Duration> keep) {
        requireRoom(tenant, content.length);
        Instant now = now();
        Duration kept =
                keep.filter(wanted -> wanted.compareTo(limits.keep()) < 0).orElse(limits.keep());
        StoredFile file =
                new StoredFile(newId("file-"), tenant, filename, purpose, content.length, now, now.plus(kept));
        try {
            folder.write(tenant, file.id(), content);
            store.add(file);
            return file;
        } catch (IOException e) {
            folder.delete(tenant, file.id());
            throw cannotWrite(e);
        } catch (RuntimeException e) {
            folder.delete(tenant, file.id());
            throw e;
        }
    }

    /**
     * A file of a tenant.
     *
     * @throws ApiException 404 {@code file_not_found}, also for one of another tenant and one that has expired
     */
    public StoredFile get(String tenant, String id) {
        return store.find(tenant, id, now())
                .orElseThrow(() -> ApiException.notFound(
                        "file_not_found",
                        "There is no file '" + id + "'; GET /v1/files lists those that are, and files expire."));
    }

    /** Where the content of a file is. */
    public Path content(StoredFile file) {
        return folder.content(file.tenant(), file.id());
    }

    /**
     * The files of a tenant.
     *
     * @throws ApiException 404 when the one to go on from is not there
     */
    public List<StoredFile> list(String tenant, FileQuery query) {
        Optional<StoredFile> after = Optional.ofNullable(query.after()).map(id -> get(tenant, id));
        return store.list(tenant, query, after, now());
    }

    /**
     * Deletes a file and its content.
     *
     * @throws ApiException 404 {@code file_not_found}, or 409 {@code file_in_use} while a batch reads it
     */
    public void delete(String tenant, String id) {
        StoredFile file = get(tenant, id);
        if (batches.reads(id)) {
            throw ApiException.badRequest(
                    409,
                    "file_in_use",
                    "A batch still reads file '" + id + "'; cancel it first, or wait until it is over.");
        }
        store.remove(tenant, id);
        folder.delete(tenant, file.id());
    }

    /** Deletes what has expired, and what a crash left behind. */
    public void sweep() {
        Instant now = now();
        batches.removeEndedBefore(now.minus(limits.keep()));
        for (StoredFile file : store.expired(now, SWEPT_AT_ONCE)) {
            store.remove(file.tenant(), file.id());
            folder.delete(file.tenant(), file.id());
        }
    }

    /**
     * Deletes contents that no table names: what a crash left behind. What was written in the last minutes stays, since another
     * gateway on the same folder may be about to name it.
     */
    public void sweepOrphans() {
        try {
            for (FileFolder.Found found : folder.all()) {
                if (isSettled(found.path()) && !store.knows(found.tenant(), found.id())) {
                    Files.deleteIfExists(found.path());
                }
            }
        } catch (IOException e) {
            LOG.warn("Left-over files cannot be deleted: {}", e.getClass().getName());
        }
    }

    private boolean isSettled(Path path) throws IOException {
        return Files.exists(path)
                && Files.getLastModifiedTime(path)
                        .toInstant()
                        .isBefore(Instant.now().minus(SETTLED));
    }

    /** Makes a file of what a batch has written; again without effect. */
    synchronized void adopt(String tenant, String id, String filename) throws IOException {
        Path partial = folder.partial(tenant, id);
        if (Files.exists(partial)) {
            folder.finish(tenant, id);
        }
        Instant now = now();
        if (store.find(tenant, id, now).isEmpty()) {
            long bytes = Files.size(folder.content(tenant, id));
            store.add(new StoredFile(id, tenant, filename, "batch_output", bytes, now, now.plus(limits.keep())));
        }
    }

    FileFolder folder() {
        return folder;
    }

    /** How many bytes a tenant may still keep. */
    long room(String tenant) {
        return limits.maxBytes() - store.kept(tenant).bytes();
    }

    private void requireRoom(String tenant, long bytes) {
        FileStore.Kept kept = store.kept(tenant);
        if (kept.files() >= limits.maxFiles()) {
            throw ApiException.invalidRequest(
                    "too_many_files",
                    "file",
                    "Tenant '" + tenant + "' keeps " + kept.files() + " files, and at most " + limits.maxFiles()
                            + " are kept; delete some.");
        }
        if (kept.bytes() + bytes > limits.maxBytes()) {
            throw ApiException.invalidRequest(
                    "files_full",
                    "file",
                    "The files of tenant '" + tenant + "' have " + kept.bytes() + " bytes, and with this one they would"
                            + " have more than " + limits.maxBytes() + "; delete some.");
        }
    }

    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    static String newId(String prefix) {
        byte[] drawn = new byte[12];
        RANDOM.nextBytes(drawn);
        return prefix + HexFormat.of().formatHex(drawn);
    }

    static RuntimeException cannotWrite(IOException e) {
        return new UncheckedIOException("a tenant's file cannot be written", e);
    }
}
