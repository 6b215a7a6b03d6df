package io.inkstone.documents.edit;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.compress.archivers.zip.Zip64Mode;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;

/**
 * The parts of a workbook in its archive, by their names without a leading slash, upper and lower case the same. Parts that
 * are changed are kept until {@link #save}, which copies all others as the compressed bytes that they are. Not thread-safe.
 */
final class WorkbookParts implements Closeable {

    private static final int HEAD_BYTES = 256;
    private static final Pattern DECLARATION = Pattern.compile("\\A\\uFEFF?<\\?xml[^>]*\\?>");
    private static final Pattern ENCODING = Pattern.compile("encoding\\s*=\\s*[\"']([A-Za-z0-9_-]+)[\"']");

    private final ZipFile zip;
    private final List<ZipArchiveEntry> entries;
    private final Map<String, ZipArchiveEntry> byName = new HashMap<>();
    private final Map<String, Splices> spliced = new HashMap<>();
    private final Map<String, byte[]> written = new HashMap<>();
    private final Map<String, byte[]> added = new HashMap<>();
    private final List<String> removed = new ArrayList<>();

    private WorkbookParts(ZipFile zip) {
        this.zip = zip;
        this.entries = Collections.list(zip.getEntriesInPhysicalOrder());
        entries.forEach(entry -> byName.put(key(entry.getName()), entry));
    }

    static WorkbookParts open(byte[] content) throws IOException {
        return new WorkbookParts(ZipFile.builder()
                .setSeekableByteChannel(new SeekableInMemoryByteChannel(content))
                .get());
    }

    private static String key(String name) {
        return name.replace('\\', '/').toLowerCase(Locale.ROOT);
    }

    boolean has(String name) {
        return byName.containsKey(key(name)) && !removed.contains(key(name));
    }

    /** Whether any part lies in a folder, named with a slash at its end. */
    boolean hasFolder(String folder) {
        return byName.keySet().stream().anyMatch(name -> name.startsWith(key(folder)));
    }

    /** An XML part in UTF-8 as it now is. */
    byte[] read(String name) throws IOException {
        byte[] changed = written.get(key(name));
        if (changed != null) {
            return changed;
        }
        try (InputStream in = open(name)) {
            return in.readAllBytes();
        }
    }

    /** An XML part in UTF-8, as the archive has it; one in another encoding is written anew in UTF-8. */
    InputStream open(String name) throws IOException {
        ZipArchiveEntry entry = byName.get(key(name));
        if (entry == null) {
            throw new IOException("there is no part " + name);
        }
        BufferedInputStream in = new BufferedInputStream(zip.getInputStream(entry), 1 << 14);
        in.mark(HEAD_BYTES);
        byte[] head = in.readNBytes(HEAD_BYTES);
        in.reset();
        Charset charset = charset(head);
        if (charset.equals(StandardCharsets.UTF_8)) {
            return in;
        }
        String xml = new String(in.readAllBytes(), charset);
        return new ByteArrayInputStream(
                DECLARATION.matcher(xml).replaceFirst("").getBytes(StandardCharsets.UTF_8));
    }

    private static Charset charset(byte[] head) {
        if (head.length >= 2 && (head[0] == 0 || head[1] == 0 || head[0] == (byte) 0xFE || head[0] == (byte) 0xFF)) {
            boolean marked = head[0] == (byte) 0xFE || head[0] == (byte) 0xFF;
            return marked
                    ? StandardCharsets.UTF_16
                    : head[0] == 0 ? StandardCharsets.UTF_16BE : StandardCharsets.UTF_16LE;
        }
        String ascii = new String(head, StandardCharsets.ISO_8859_1);
        int end = ascii.indexOf("?>");
        Matcher declared = ENCODING.matcher(end < 0 ? "" : ascii.substring(0, end));
        boolean latin = declared.find() && declared.group(1).equalsIgnoreCase("iso-8859-1");
        return latin ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8;
    }

    /** Changes a part where it stands, while it is saved. */
    void splice(String name, Splices splices) {
        if (!splices.isEmpty()) {
            spliced.put(key(name), splices);
        }
    }

    void write(String name, byte[] content) {
        if (byName.containsKey(key(name))) {
            written.put(key(name), content);
        } else {
            added.put(name, content);
        }
    }

    void remove(String name) {
        removed.add(key(name));
    }

    /** The whole workbook. */
    byte[] save() throws IOException {
        // Not a channel in memory: that copies all it holds with every piece that is added.
        ByteArrayOutputStream target = new ByteArrayOutputStream();
        try (ZipArchiveOutputStream out = new ZipArchiveOutputStream(target)) {
            // Nothing here is larger than 4 GiB, and some programs stumble over the room that is else left for it.
            out.setUseZip64(Zip64Mode.Never);
            for (ZipArchiveEntry entry : entries) {
                save(entry, out);
            }
            for (Map.Entry<String, byte[]> part : added.entrySet()) {
                put(new ZipArchiveEntry(part.getKey()), part.getValue(), out);
            }
        }
        return target.toByteArray();
    }

    private void save(ZipArchiveEntry entry, ZipArchiveOutputStream out) throws IOException {
        String key = key(entry.getName());
        if (removed.contains(key)) {
            return;
        }
        byte[] content = written.get(key);
        Splices splices = spliced.get(key);
        if (content != null) {
            put(changed(entry), content, out);
        } else if (splices != null) {
            out.putArchiveEntry(changed(entry));
            try (InputStream in = open(entry.getName())) {
                splices.apply(in, out);
            }
            out.closeArchiveEntry();
        } else {
            try (InputStream raw = zip.getRawInputStream(entry)) {
                out.addRawArchiveEntry(entry, raw);
            }
        }
    }

    private static ZipArchiveEntry changed(ZipArchiveEntry entry) {
        ZipArchiveEntry changed = new ZipArchiveEntry(entry.getName());
        changed.setTime(entry.getTime());
        return changed;
    }

    private static void put(ZipArchiveEntry entry, byte[] content, ZipArchiveOutputStream out) throws IOException {
        out.putArchiveEntry(entry);
        out.write(content);
        out.closeArchiveEntry();
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }
}
