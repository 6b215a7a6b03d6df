package io.inkstone.documents.sheet;

import io.inkstone.connector.ConnectorException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;

/** Tells by its content what an upload is, and refuses what cannot be read with the mend. */
final class FileFormat {

    private static final byte[] ZIP = {'P', 'K', 3, 4};
    private static final byte[] OLE2 = {
        (byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0, (byte) 0xA1, (byte) 0xB1, 0x1A, (byte) 0xE1
    };
    private static final String MEND = "Save it as an Excel workbook (.xlsx) and upload that.";

    private FileFormat() {}

    /** Whether the content begins as a zip archive does; what is in the archive is for {@link #ofArchive}. */
    static boolean isZip(byte[] content) {
        return startsWith(content, ZIP);
    }

    /** The text of a file that is no archive. */
    static String text(byte[] content) {
        if (content.length == 0) {
            throw damaged("The file is empty");
        }
        if (startsWith(content, OLE2)) {
            throw contains(content, "EncryptedPackage".getBytes(StandardCharsets.UTF_16LE))
                    ? unsupported(
                            "The workbook is encrypted with a password. Remove the password (File > Info > Protect"
                                    + " Workbook), save it as .xlsx and upload that.")
                    : unsupported("This is a workbook of the old binary format (.xls). " + MEND);
        }
        refuseOther(content);
        String text = PlainText.decode(content);
        if (text == null) {
            throw unsupported("This is not a workbook. Upload an Excel workbook (.xlsx), an OpenDocument spreadsheet"
                    + " (.ods) or a text file with separated values (.csv).");
        }
        return text;
    }

    /** What an archive is by the names of its entries. */
    static WorkbookFormat ofArchive(Set<String> entries) {
        if (entries.contains("xl/workbook.bin")) {
            throw unsupported("This is a binary workbook (.xlsb). " + MEND);
        }
        if (entries.contains("content.xml") && entries.contains("mimetype")) {
            return WorkbookFormat.ODS;
        }
        if (entries.contains("index/document.iwa")) {
            throw unsupported("This is a Numbers document. Export it as an Excel workbook (.xlsx) and upload that.");
        }
        if (entries.contains("word/document.xml") || entries.contains("ppt/presentation.xml")) {
            throw unsupported("This is a text document or a presentation, not a workbook. Upload an .xlsx file.");
        }
        if (!entries.contains("[content_types].xml")) {
            throw unsupported("This is a zip archive without a workbook in it. Upload the .xlsx file itself.");
        }
        return WorkbookFormat.XLSX;
    }

    static ConnectorException unsupported(String message) {
        return ConnectorException.invalidInput("unsupported_format", message);
    }

    /** The refusal of a file that cannot be read; {@code what} is a sentence without its full stop. */
    static ConnectorException damaged(String what) {
        return ConnectorException.invalidInput(
                "damaged_workbook",
                what + ". Open it in a spreadsheet program, save it again as .xlsx and upload that.");
    }

    private static void refuseOther(byte[] content) {
        String head = new String(content, 0, Math.min(content.length, 512), StandardCharsets.ISO_8859_1)
                .strip()
                .toLowerCase(Locale.ROOT);
        if (head.startsWith("%pdf")) {
            throw unsupported("This is a PDF document. Upload the .xlsx workbook it was made from.");
        }
        if (head.contains("<html") || head.contains("<table") || head.startsWith("<?xml")) {
            throw unsupported("This is a web page or an XML file, whatever its name says. Open it in a spreadsheet"
                    + " program. " + MEND);
        }
        if (head.startsWith("{\\rtf")) {
            throw unsupported("This is a text document (.rtf), not a workbook. Upload an .xlsx file.");
        }
        if (head.startsWith("{") || head.startsWith("[{")) {
            throw unsupported("This is JSON, not a table. Save the table as .csv or as an Excel workbook (.xlsx) and"
                    + " upload that.");
        }
    }

    private static boolean startsWith(byte[] content, byte[] magic) {
        return content.length >= magic.length && Arrays.equals(content, 0, magic.length, magic, 0, magic.length);
    }

    private static boolean contains(byte[] content, byte[] part) {
        for (int at = 0; at + part.length <= content.length; at++) {
            if (content[at] == part[0] && Arrays.equals(content, at, at + part.length, part, 0, part.length)) {
                return true;
            }
        }
        return false;
    }
}
