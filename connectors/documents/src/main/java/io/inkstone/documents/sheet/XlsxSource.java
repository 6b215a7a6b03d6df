package io.inkstone.documents.sheet;

import io.inkstone.documents.sheet.XlsxStructure.SheetPart;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLStreamException;
import org.apache.poi.openxml4j.exceptions.OpenXML4JException;
import org.apache.poi.openxml4j.opc.PackagePart;
import org.apache.poi.xssf.eventusermodel.XSSFReader;
import org.apache.poi.xssf.model.StylesTable;
import org.apache.poi.xssf.usermodel.XSSFCellStyle;
import org.jspecify.annotations.Nullable;

/** A workbook in Open XML as a calculation sees it: parts found by POI, cells read by {@link XlsxSheetScan}. */
final class XlsxSource implements CalculationSource {

    private final XlsxStructure structure;
    private final boolean[] dayStyles;
    private final Map<Integer, SheetContent> read = new HashMap<>();
    private @Nullable List<String> texts;

    private XlsxSource(XlsxStructure structure, boolean[] dayStyles) {
        this.structure = structure;
        this.dayStyles = dayStyles;
    }

    static XlsxSource open(byte[] content) throws IOException {
        XlsxStructure structure = XlsxStructure.open(content);
        // Only there a number has to be turned, and so to be told from a day.
        return new XlsxSource(structure, structure.date1904() ? dayStyles(structure) : new boolean[0]);
    }

    private static boolean[] dayStyles(XlsxStructure structure) throws IOException {
        try {
            StylesTable styles = new XSSFReader(structure.file()).getStylesTable();
            boolean[] days = new boolean[styles == null ? 0 : styles.getNumCellStyles()];
            for (int i = 0; i < days.length; i++) {
                XSSFCellStyle style = styles.getStyleAt(i);
                days[i] = DayFormat.matches(style.getDataFormat(), style.getDataFormatString());
            }
            return days;
        } catch (OpenXML4JException e) {
            throw new IOException(e);
        }
    }

    @Override
    public boolean date1904() {
        return structure.date1904();
    }

    @Override
    public List<String> sheets() {
        return structure.sheets().stream().map(SheetPart::name).toList();
    }

    @Override
    public SheetContent sheet(int index) {
        SheetContent known = read.get(index);
        if (known != null) {
            return known;
        }
        PackagePart part = structure.sheets().get(index).part();
        SheetContent content = part == null ? SheetContent.NOTHING : scan(part);
        read.put(index, content);
        return content;
    }

    private SheetContent scan(PackagePart part) {
        try (InputStream in = part.getInputStream()) {
            return XlsxSheetScan.scan(in, texts(), dayStyles);
        } catch (IOException | XMLStreamException | RuntimeException e) {
            throw FileFormat.damaged("The workbook cannot be opened for calculating");
        }
    }

    private List<String> texts() throws IOException, XMLStreamException {
        PackagePart part = structure.texts();
        if (texts == null && part != null) {
            try (InputStream in = part.getInputStream()) {
                texts = SharedTexts.read(in);
            }
        }
        return texts == null ? List.of() : texts;
    }

    @Override
    public List<DefinedName> names() {
        return structure.names();
    }

    @Override
    public List<ListObject> lists() {
        return structure.lists();
    }
}
