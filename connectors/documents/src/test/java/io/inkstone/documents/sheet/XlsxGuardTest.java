package io.inkstone.documents.sheet;

import static io.inkstone.documents.WrittenTables.row;
import static io.inkstone.documents.sheet.TestWorkbooks.added;
import static io.inkstone.documents.sheet.TestWorkbooks.archive;
import static io.inkstone.documents.sheet.TestWorkbooks.edited;
import static io.inkstone.documents.sheet.TestWorkbooks.sheet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.inkstone.connector.ConnectorException;
import io.inkstone.connector.ConnectorException.Category;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.poi.hssf.usermodel.HSSFWorkbook;
import org.apache.poi.poifs.crypt.EncryptionInfo;
import org.apache.poi.poifs.crypt.EncryptionMode;
import org.apache.poi.poifs.crypt.Encryptor;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class XlsxGuardTest {

    private static final String SHEET = "xl/worksheets/sheet1.xml";
    private static final String TEXTS = "xl/sharedStrings.xml";

    private final byte[] good = sheet(row("Item", "Kind"), row("a", "x"), row("b", "y"));

    @Test
    void takes_a_workbook_whose_chart_like_parts_use_the_names_of_cells() {
        String longText = "v".repeat(500);
        byte[] content = added(
                good,
                "xl/charts/chart1.xml",
                ("<c><f>A1</f><v>" + longText + "</v></c>").getBytes(StandardCharsets.UTF_8));

        assertThat(XlsxGuard.check(content).format()).isEqualTo(WorkbookFormat.XLSX);
    }

    @Test
    void refuses_an_archive_that_unpacks_to_too_much_for_its_size() {
        byte[] content = added(good, "xl/media/image1.png", new byte[8 << 20]);

        assertThat(refusal(content).code()).isEqualTo("unsafe_workbook");
        assertThat(refusal(content)).hasMessageContaining("xl/media/image1.png").hasMessageContaining("zip bomb");
    }

    @Test
    void refuses_an_archive_whose_parts_together_unpack_to_too_much() {
        byte[] noise = new byte[1 << 20];
        Arrays.fill(noise, (byte) 'x');
        // Each part stays below the size from which its ratio matters.
        byte[] content = archive(
                Stream.concat(
                        Stream.of("[Content_Types].xml"),
                        IntStream.range(0, 257).mapToObj(i -> "p" + i)),
                noise);

        ConnectorException refusal = refusal(content);

        assertThat(refusal.category()).isEqualTo(Category.TOO_LARGE);
        assertThat(refusal.code()).isEqualTo("workbook_too_large");
        assertThat(refusal).hasMessageContaining(Long.toString(XlsxGuard.MAX_INFLATED_BYTES));
    }

    @Test
    void refuses_too_many_parts_and_too_large_files() {
        byte[] crowded = archive(IntStream.rangeClosed(0, XlsxGuard.MAX_ENTRIES).mapToObj(i -> "p" + i), new byte[0]);

        assertThat(refusal(crowded).category()).isEqualTo(Category.TOO_LARGE);
        assertThat(refusal(new byte[XlsxGuard.MAX_FILE_BYTES + 1]).category()).isEqualTo(Category.TOO_LARGE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"../evil.xml", "xl/../../evil.xml", "/etc/evil", "xl\\..\\evil.xml", "C:/evil.xml"})
    void refuses_parts_that_point_outside(String name) {
        assertThat(refusal(added(good, name, new byte[1])).code()).isEqualTo("unsafe_workbook");
    }

    @Test
    void refuses_two_parts_whose_names_differ_by_case_only() {
        assertThat(refusal(added(good, "xl/Worksheets/SHEET1.xml", new byte[1])).code())
                .isEqualTo("unsafe_workbook");
    }

    @ParameterizedTest
    @ValueSource(strings = {SHEET, TEXTS, "xl/workbook.xml", "[Content_Types].xml", "_rels/.rels", "xl/styles.xml"})
    void refuses_a_document_type_declaration_in_every_part(String part) {
        byte[] content = edited(good, part, XlsxGuardTest::withExplodingEntities);

        ConnectorException refusal = refusal(content);

        assertThat(refusal.code()).isEqualTo("unsafe_workbook");
        assertThat(refusal).hasMessageContaining(part).hasMessageContaining("DTD");
    }

    @Test
    void refuses_a_declaration_in_utf_16_and_encodings_that_hide_one() {
        String dtd = "<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>";
        byte[] wide = added(good, "xl/extra.xml", dtd.getBytes(StandardCharsets.UTF_16));
        byte[] ebcdic = added(good, "xl/extra.xml", dtd.getBytes(Charset.forName("IBM037")));
        byte[] declared = added(
                good,
                "xl/extra.xml",
                dtd.replace("?>", " encoding=\"IBM037\"?>").getBytes(StandardCharsets.US_ASCII));

        assertThat(refusal(wide).code()).isEqualTo("unsafe_workbook");
        assertThat(refusal(ebcdic).code()).isEqualTo("unsafe_workbook");
        assertThat(refusal(declared).code()).isIn("unsafe_workbook", "damaged_workbook");
    }

    @Test
    void neither_parser_would_resolve_an_external_entity(@TempDir Path folder) throws IOException {
        Path secret = Files.writeString(folder.resolve("secret.txt"), "sesame");
        byte[] content = edited(
                good,
                TEXTS,
                xml -> afterDeclaration(xml, "<!DOCTYPE sst [<!ENTITY e SYSTEM \"" + secret.toUri() + "\">]>")
                        .replace("<t>x</t>", "<t>&e;</t>"));

        assertThat(textsByFastexcel(content)).doesNotContain("sesame");
        assertThat(textsByPoi(content)).doesNotContain("sesame");
        assertThat(refusal(content).code()).isEqualTo("unsafe_workbook");
    }

    @Test
    void refuses_cells_that_would_make_a_reader_allocate_or_count_without_end() {
        UnaryOperator<String> farColumn = xml -> xml.replace("r=\"B2\"", "r=\"FXSHRXW2\"");
        UnaryOperator<String> farRow = xml -> xml.replace("<row r=\"2\"", "<row r=\"2000000\"");
        UnaryOperator<String> farText = xml -> xml.replace("<v>3</v>", "<v>2000000000</v>");
        UnaryOperator<String> nextText = xml -> xml.replace("<v>3</v>", "<v>6</v>");
        UnaryOperator<String> longNumber =
                xml -> xml.replace("t=\"s\" s=\"0\"><v>3</v>", "><v>" + "1".repeat(100_000) + "</v>");

        for (UnaryOperator<String> change : List.of(farColumn, farRow, farText, nextText, longNumber)) {
            byte[] content = edited(good, SHEET, xml -> {
                String changed = change.apply(xml);
                assertThat(changed).isNotEqualTo(xml);
                return changed;
            });
            assertThat(refusal(content).code()).isEqualTo("damaged_workbook");
        }
    }

    @Test
    void refuses_deep_nesting() {
        byte[] content = added(good, "xl/extra.xml", "<a>".repeat(300).getBytes(StandardCharsets.UTF_8));

        assertThat(refusal(content).code()).isEqualTo("unsafe_workbook");
    }

    @Test
    void limits_cells_and_the_work_that_readers_have_with_them() {
        XmlBudget cells = new XmlBudget();
        IntStream.range(0, XmlBudget.MAX_CELLS).forEach(i -> cells.addCell());
        XmlBudget arrays = new XmlBudget();
        IntStream.range(0, 100_000).forEach(i -> {
            arrays.addCell();
            arrays.addFormula(true, false, 10);
        });

        assertThat(catchThrowableOfType(ConnectorException.class, cells::addCell))
                .hasMessageContaining("2500000")
                .extracting(ConnectorException::category)
                .isEqualTo(Category.TOO_LARGE);
        assertThat(catchThrowableOfType(ConnectorException.class, arrays::checkTotals)
                        .category())
                .isEqualTo(Category.TOO_LARGE);
    }

    @Test
    void calls_a_truncated_or_empty_file_damaged() {
        assertThat(refusal(Arrays.copyOf(good, good.length / 2)).code()).isEqualTo("damaged_workbook");
        assertThat(refusal(new byte[0]).code()).isEqualTo("damaged_workbook");
        assertThat(refusal(edited(good, SHEET, xml -> xml.substring(0, xml.length() / 2)))
                        .code())
                .isEqualTo("damaged_workbook");
        assertThat(refusal(edited(good, "xl/workbook.xml", xml -> "<workbook/>"))
                        .code())
                .isEqualTo("damaged_workbook");
    }

    @Test
    void names_an_encrypted_workbook_and_the_old_binary_format() throws IOException {
        assertRefused("encrypted.xlsx", encrypted(good), "encrypted");
        assertRefused("old.xls", oldBinary(), ".xls");
    }

    @Test
    void names_other_formats() {
        assertRefused("data.xls", "<html><table>".getBytes(StandardCharsets.UTF_8), "web page");
        assertRefused("data.pdf", "%PDF-1.7".getBytes(StandardCharsets.UTF_8), "PDF");
        assertRefused("data.bin", new byte[] {1, 2, 3, 0}, "not a workbook");
        assertRefused("data.json", "[{\"a\":1}]".getBytes(StandardCharsets.UTF_8), "JSON");
        assertRefused(
                "data.odt",
                archive(
                        Stream.of("mimetype", "content.xml"),
                        "application/vnd.oasis.opendocument.text".getBytes(StandardCharsets.US_ASCII)),
                "no spreadsheet");
        assertRefused("data.xlsb", archive(Stream.of("xl/workbook.bin"), new byte[0]), ".xlsb");
        assertRefused("data.numbers", archive(Stream.of("Index/Document.iwa"), new byte[0]), "Numbers");
        assertRefused("data.docx", archive(Stream.of("word/document.xml"), new byte[0]), "not a workbook");
        assertRefused("data.zip", archive(Stream.of("readme.txt"), new byte[0]), "zip archive");
        assertRefused(
                "strict.xlsx",
                edited(
                        good,
                        "xl/workbook.xml",
                        xml -> xml.replace(
                                "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
                                "http://purl.oclc.org/ooxml/spreadsheetml/main")),
                "Strict");
    }

    private static void assertRefused(String name, byte[] content, String named) {
        ConnectorException refusal =
                catchThrowableOfType(ConnectorException.class, () -> WorkbookReader.read(name, content));
        assertThat(refusal.category()).isEqualTo(Category.INVALID_INPUT);
        assertThat(refusal.code()).isEqualTo("unsupported_format");
        assertThat(refusal).hasMessageContaining(named).hasMessageContaining("xlsx");
    }

    private static ConnectorException refusal(byte[] content) {
        return catchThrowableOfType(ConnectorException.class, () -> WorkbookReader.read("test.xlsx", content));
    }

    private static String withExplodingEntities(String xml) {
        return afterDeclaration(
                xml,
                "<!DOCTYPE a [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;\">]>");
    }

    private static String afterDeclaration(String xml, String inserted) {
        int end = xml.indexOf("?>") + 2;
        return end < 2 ? inserted + xml : xml.substring(0, end) + inserted + xml.substring(end);
    }

    private static String textsByFastexcel(byte[] content) {
        StringBuilder texts = new StringBuilder();
        try (ReadableWorkbook workbook = new ReadableWorkbook(new ByteArrayInputStream(content));
                Stream<Row> rows = workbook.getFirstSheet().openStream()) {
            rows.forEach(row -> row.forEach(cell -> texts.append(cell.getText()).append('\n')));
        } catch (IOException | RuntimeException e) {
            texts.append(e);
        }
        return texts.toString();
    }

    private static String textsByPoi(byte[] content) {
        StringBuilder texts = new StringBuilder();
        try (XSSFWorkbook workbook = XssfFile.open(content)) {
            workbook.getSheetAt(0)
                    .forEach(row -> row.forEach(cell -> texts.append(cell).append('\n')));
        } catch (IOException | RuntimeException e) {
            texts.append(e);
        }
        return texts.toString();
    }

    private static byte[] encrypted(byte[] workbook) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (POIFSFileSystem file = new POIFSFileSystem()) {
            Encryptor encryptor = new EncryptionInfo(EncryptionMode.standard).getEncryptor();
            encryptor.confirmPassword("password");
            try (var encrypting = encryptor.getDataStream(file)) {
                encrypting.write(workbook);
            } catch (java.security.GeneralSecurityException e) {
                throw new IOException(e);
            }
            file.writeFilesystem(out);
        }
        return out.toByteArray();
    }

    private static byte[] oldBinary() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (HSSFWorkbook workbook = new HSSFWorkbook()) {
            workbook.createSheet("Old");
            workbook.write(out);
        }
        return out.toByteArray();
    }
}
