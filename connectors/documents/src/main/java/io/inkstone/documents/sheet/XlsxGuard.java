package io.inkstone.documents.sheet;

import io.inkstone.connector.ConnectorException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;

/**
 * Looks through an upload before any parser of workbooks sees it: what it inflates to, measured and not believed; where
 * its entries would lie; and in each XML part whatever could make a parser reach out, loop or fill the memory.
 *
 * <p>The archive is read by its central directory, by the same class as the two readers do, so that none of them sees an
 * entry that another does not.
 */
final class XlsxGuard {

    static final int MAX_FILE_BYTES = 32 << 20;
    static final long MAX_INFLATED_BYTES = 256L << 20;
    static final int MAX_ENTRIES = 5_000;

    /** Sheets of numbers reach 30; deflate ends at 1032. */
    private static final int MAX_RATIO = 200;

    private static final long RATIO_MATTERS_FROM_BYTES = 4L << 20;

    private final XmlBudget budget = new XmlBudget();
    private final Map<String, SheetMarks> marks = new HashMap<>();
    private long inflatedBytes;

    /**
     * What was found out about an archive.
     *
     * @param marks by the names of its parts in lower case, what sheets say beside their cells
     */
    record Checked(WorkbookFormat format, Map<String, SheetMarks> marks) {}

    private XlsxGuard() {}

    /**
     * Returns what an archive is when it may be parsed.
     *
     * @throws ConnectorException {@code unsupported_format}, {@code damaged_workbook}, {@code unsafe_workbook} or
     *     {@code workbook_too_large}
     */
    static Checked check(byte[] content) {
        if (content.length > MAX_FILE_BYTES) {
            throw fileTooLarge(content.length);
        }
        try (ZipFile zip = open(content)) {
            return new XlsxGuard().check(zip);
        } catch (IOException e) {
            throw FileFormat.damaged("The workbook is damaged or was cut off on its way");
        }
    }

    static ZipFile open(byte[] content) throws IOException {
        return ZipFile.builder()
                .setSeekableByteChannel(new SeekableInMemoryByteChannel(content))
                .get();
    }

    static ConnectorException fileTooLarge(long sizeBytes) {
        return tooLarge("The file has " + sizeBytes + " bytes; at most " + MAX_FILE_BYTES
                + " are taken. Remove pictures and sheets that are not needed, or split it.");
    }

    static ConnectorException tooLarge(String message) {
        return ConnectorException.tooLarge("workbook_too_large", message);
    }

    static ConnectorException unsafe(String message) {
        return ConnectorException.invalidInput(
                "unsafe_workbook", message + " Save the workbook again with a spreadsheet program and upload that.");
    }

    private Checked check(ZipFile zip) throws IOException {
        List<ZipArchiveEntry> entries = Collections.list(zip.getEntries());
        if (entries.size() > MAX_ENTRIES) {
            throw tooLarge("The workbook has " + entries.size() + " parts; at most " + MAX_ENTRIES + " are taken.");
        }
        Set<String> names = new HashSet<>();
        for (ZipArchiveEntry entry : entries) {
            checkEntry(entry);
            // Names of parts differ by more than case, or two parsers may take two different parts for the same.
            if (!names.add(entry.getName().toLowerCase(Locale.ROOT))) {
                throw unsafe("The workbook holds its part " + shown(entry) + " twice.");
            }
        }
        WorkbookFormat format = FileFormat.ofArchive(names);
        for (ZipArchiveEntry entry : entries) {
            try (InputStream packed = zip.getInputStream(entry)) {
                Measured in = new Measured(packed, entry);
                SheetMarks found = XmlPartScan.scan(in, entry.getName(), budget);
                marks.put(entry.getName().toLowerCase(Locale.ROOT), found);
                in.drain();
            }
        }
        budget.checkTotals();
        return new Checked(format, marks);
    }

    private static void checkEntry(ZipArchiveEntry entry) {
        if (entry.getGeneralPurposeBit().usesEncryption()) {
            throw FileFormat.unsupported("The workbook's archive is encrypted. Save it without a password as .xlsx.");
        }
        String path = entry.getName().replace('\\', '/');
        boolean leavesFolder = path.startsWith("/")
                || path.contains(":")
                || path.indexOf('\0') >= 0
                || List.of(path.split("/", -1)).contains("..");
        if (leavesFolder || entry.isUnixSymlink()) {
            throw unsafe("The workbook has a part that points outside of it: " + shown(entry) + ".");
        }
        if (entry.getMethod() != ZipArchiveEntry.STORED && entry.getMethod() != ZipArchiveEntry.DEFLATED) {
            throw FileFormat.damaged("The workbook is compressed in a way that workbooks are not");
        }
    }

    private static String shown(ZipArchiveEntry entry) {
        String name = entry.getName();
        return "'" + (name.length() > 80 ? name.substring(0, 80) + "…" : name) + "'";
    }

    /** Counts what comes out of the archive, and stops at the limits. */
    private final class Measured extends FilterInputStream {
        private final ZipArchiveEntry entry;
        private long partBytes;

        private Measured(InputStream in, ZipArchiveEntry entry) {
            super(in);
            this.entry = entry;
        }

        @Override
        public int read() throws IOException {
            int next = super.read();
            count(next < 0 ? 0 : 1);
            return next;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int got = super.read(target, offset, length);
            count(Math.max(got, 0));
            return got;
        }

        @Override
        public void close() {
            // The XML parser closes what it has read; whatever follows is measured too.
        }

        private void count(int bytes) {
            partBytes += bytes;
            inflatedBytes += bytes;
            if (inflatedBytes > MAX_INFLATED_BYTES) {
                throw tooLarge("The workbook holds more than " + MAX_INFLATED_BYTES
                        + " bytes when unpacked, which is the most that is taken. Remove sheets that are not needed.");
            }
            if (partBytes > RATIO_MATTERS_FROM_BYTES
                    && partBytes / MAX_RATIO > Math.max(entry.getCompressedSize(), 1)) {
                throw unsafe("The workbook's part " + shown(entry) + " unpacks to more than " + MAX_RATIO
                        + " times its size, as a zip bomb does.");
            }
        }

        private void drain() throws IOException {
            byte[] rest = new byte[8192];
            int got = 0;
            while (got >= 0) {
                got = read(rest, 0, rest.length);
            }
        }
    }
}
