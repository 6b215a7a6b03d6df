package io.inkstone.documents.sheet;

import io.inkstone.connector.ConnectorException;
import io.inkstone.connector.FilePart;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Workbooks that were read lately, by tenant and SHA-256 of their content, so that a conversation about one file reads it
 * once. No tenant sees another's, not even that it is there. Lives in memory alone.
 *
 * <p>Thread-safe. The same content of one tenant is read by one thread while others wait for it; failures are not kept.
 */
public final class WorkbookCache {

    static final Duration KEPT_AFTER_USE = Duration.ofMinutes(10);
    private static final int MAX_WORKBOOKS = 32;
    private static final long MAX_BYTES = 256L << 20;

    private final Clock clock;
    private final int maxWorkbooks;
    private final long maxBytes;

    /** In the order of their last use, the latest last. Guarded by itself. */
    private final Map<Key, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);

    /** The name only where the content is a text, whose sheet is called by it. */
    private record Key(String tenant, String sha256, String sheetName) {}

    private static final class Entry {
        private final FutureTask<WorkbookView> reading;
        private Instant lastUse;
        private long bytes;

        private Entry(FutureTask<WorkbookView> reading, Instant lastUse, long bytes) {
            this.reading = reading;
            this.lastUse = lastUse;
            this.bytes = bytes;
        }
    }

    /** A cache of at most 32 workbooks and about 256 MiB. */
    public WorkbookCache(Clock clock) {
        this(clock, MAX_WORKBOOKS, MAX_BYTES);
    }

    WorkbookCache(Clock clock, int maxWorkbooks, long maxBytes) {
        this.clock = clock;
        this.maxWorkbooks = maxWorkbooks;
        this.maxBytes = maxBytes;
    }

    /**
     * The workbook, read now or a short while ago.
     *
     * @throws ConnectorException as {@link WorkbookReader#read(FilePart)}; {@code interrupted} when the thread is
     *     interrupted while it waits for another one
     */
    public WorkbookView read(String tenant, FilePart file) {
        byte[] content = WorkbookReader.content(file);
        Key key = new Key(tenant, sha256(content), WorkbookReader.sheetName(file.name(), content));
        Entry entry = entry(key, file.name(), content);
        // Does nothing unless this thread is the first.
        entry.reading.run();
        try {
            WorkbookView view = entry.reading.get();
            keep(key, entry, view);
            return view;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw ConnectorException.unavailable("interrupted", "The request was stopped. Send it again.", e);
        } catch (ExecutionException e) {
            forget(key, entry);
            throw e.getCause() instanceof ConnectorException refusal
                    ? refusal
                    : ConnectorException.internal("workbook_not_read", "The workbook could not be read.", e.getCause());
        }
    }

    /** How many workbooks are kept now. */
    int size() {
        synchronized (entries) {
            evict();
            return entries.size();
        }
    }

    private Entry entry(Key key, String name, byte[] content) {
        synchronized (entries) {
            evict();
            Entry entry = entries.computeIfAbsent(
                    key,
                    any -> new Entry(
                            new FutureTask<>(() -> WorkbookReader.read(name, content)),
                            clock.instant(),
                            content.length));
            entry.lastUse = clock.instant();
            return entry;
        }
    }

    private void keep(Key key, Entry entry, WorkbookView view) {
        synchronized (entries) {
            entry.lastUse = clock.instant();
            entry.bytes = bytes(view);
            // It may have been pushed out while it was read.
            entries.putIfAbsent(key, entry);
            evict();
        }
    }

    private void forget(Key key, Entry entry) {
        synchronized (entries) {
            entries.remove(key, entry);
        }
    }

    private void evict() {
        Instant expired = clock.instant().minus(KEPT_AFTER_USE);
        entries.values().removeIf(entry -> !entry.lastUse.isAfter(expired));
        long bytes = entries.values().stream().mapToLong(entry -> entry.bytes).sum();
        Iterator<Entry> oldestFirst = entries.values().iterator();
        while (oldestFirst.hasNext() && (entries.size() > maxWorkbooks || bytes > maxBytes)) {
            bytes -= oldestFirst.next().bytes;
            oldestFirst.remove();
        }
    }

    /** About: the file, and for each cell a number, a reference and what is behind it. */
    private static long bytes(WorkbookView view) {
        long cells = view.tables().stream()
                .mapToLong(table -> (long) table.rows() * table.columns().size())
                .sum();
        return view.content().length + cells * 32;
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
