package io.inkstone.documents.sheet;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.poi.openxml4j.exceptions.InvalidFormatException;
import org.apache.poi.openxml4j.opc.OPCPackage;
import org.apache.poi.openxml4j.util.ZipFileZipEntrySource;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;

/**
 * Opens workbooks with POI by the central directory of their archive, as {@link XlsxGuard} has read it: an entry that only
 * the archive's local headers name stays unseen.
 */
final class XssfFile {

    private XssfFile() {}

    /** Opens a workbook for reading; it can be changed in memory, and not be saved. */
    static XSSFWorkbook open(byte[] content) throws IOException {
        try {
            return new XSSFWorkbook(OPCPackage.open(new ZipFileZipEntrySource(XlsxGuard.open(content))));
        } catch (InvalidFormatException e) {
            throw new IOException(e);
        }
    }

    /** Opens a workbook that can be saved. */
    static XSSFWorkbook openForSaving(byte[] content) throws IOException {
        ByteArrayOutputStream repacked = new ByteArrayOutputStream(content.length);
        // POI saves only what it has read as a stream, hence by local headers: they are written anew.
        try (ZipFile zip = XlsxGuard.open(content);
                ZipArchiveOutputStream out = new ZipArchiveOutputStream(repacked)) {
            zip.copyRawEntries(out, entry -> true);
        }
        return new XSSFWorkbook(new ByteArrayInputStream(repacked.toByteArray()));
    }

    /** The workbook as a file. */
    static byte[] save(XSSFWorkbook workbook) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            workbook.write(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
