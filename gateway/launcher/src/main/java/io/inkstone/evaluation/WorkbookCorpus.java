package io.inkstone.evaluation;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.poi.ooxml.POIXMLException;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.jspecify.annotations.Nullable;

/**
 * Workbooks of all kinds and makers, into each of which a formula is written, to see whether anything else of the file
 * changes. Files are compared as archives, and their cells as Apache POI sees them.
 */
public final class WorkbookCorpus {

    /** Where in a folder of public data sets it lies. */
    private static final Path FOLDER = Path.of("formula", "workbooks");

    private final Path folder;
    private final FormulaWriter writer;
    private final Map<String, List<String>> refused = new TreeMap<>();
    private final List<String> failed = new ArrayList<>();
    private int opened;
    private int unchanged;

    /** What reads a workbook, computes a formula on it and writes it into a free cell. */
    public interface FormulaWriter {

        /**
         * A workbook with a formula.
         *
         * @param sheet where it was written
         * @param cell the cell, in A1 notation
         * @param formula without an equals sign, as the file stores it
         */
        @SuppressWarnings("ArrayRecordComponent") // never compared
        record Written(byte[] content, String sheet, String cell, String formula) {}

        /**
         * Reads and writes.
         *
         * @throws Refusal when it will not, and says why
         */
        Written write(String name, byte[] workbook) throws Refusal;
    }

    /** Why a workbook was not read or not written into. */
    public static final class Refusal extends Exception {

        private static final long serialVersionUID = 1L;

        private final boolean wasOpened;

        /** @param wasOpened whether it was read, and only not written into */
        public Refusal(String reason, boolean wasOpened) {
            super(reason);
            this.wasOpened = wasOpened;
        }
    }

    /** @param data a folder of public data sets */
    public WorkbookCorpus(Path data, FormulaWriter writer) {
        this.folder = data.resolve(FOLDER);
        this.writer = writer;
    }

    /** Whether the folder holds it. */
    public boolean isThere() {
        return Files.isDirectory(folder);
    }

    /**
     * Goes through all of them, some tenths of a second each. Progress goes to stderr.
     *
     * @param out lists what failed, and with {@code verbose} what was refused and why
     */
    public WorkbookCounts count(PrintWriter out, boolean verbose) {
        List<Path> files = files();
        boolean terminal = Boolean.getBoolean("inkstone.terminal");
        try (EvaluationProgress progress = new EvaluationProgress("formula", files.size(), System.err, terminal)) {
            for (Path file : files) {
                String name = folder.relativize(file).toString();
                count(file, name);
                progress.next(name);
            }
        }
        failed.forEach(workbook -> out.println("failed: " + workbook));
        if (verbose) {
            refused.forEach((reason, names) -> out.println("refused, " + reason + ": " + String.join(", ", names)));
        }
        int refusals = refused.values().stream().mapToInt(List::size).sum();
        return new WorkbookCounts(opened, unchanged, refusals, failed.size());
    }

    private List<Path> files() {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().matches(".*\\.(xlsx|xlsm)"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new EvaluationException("cannot list " + folder + "; expected a folder of workbooks", e);
        }
    }

    private void count(Path file, String name) {
        try {
            byte[] before = Files.readAllBytes(file);
            FormulaWriter.Written written = writer.write(name, before);
            opened++;
            String loss = loss(before, written);
            if (loss == null) {
                unchanged++;
            } else {
                failed.add(name + ": " + loss);
            }
        } catch (Refusal e) {
            opened += e.wasOpened ? 1 : 0;
            refused.computeIfAbsent(String.valueOf(e.getMessage()), any -> new ArrayList<>())
                    .add(name);
        } catch (IOException | RuntimeException | StackOverflowError e) {
            failed.add(name + ": " + e);
        }
    }

    /** What a workbook lost, or null for nothing. */
    private static @Nullable String loss(byte[] before, FormulaWriter.Written written) throws IOException {
        // A lock file of Excel's is a text by its content, and comes back as a new workbook.
        boolean archive = before.length > 1 && before[0] == 'P' && before[1] == 'K';
        String loss = archive ? ArchiveComparison.loss(before, written.content()) : null;
        return loss == null ? cellLoss(archive ? before : written.content(), written) : loss;
    }

    private static @Nullable String cellLoss(byte[] before, FormulaWriter.Written written) throws IOException {
        Map<String, String> old;
        try {
            old = cells(before, written.sheet());
        } catch (IOException | POIXMLException | IllegalArgumentException | IllegalStateException e) {
            // Not all that is read here can be opened by POI; the archives have been compared.
            return null;
        }
        Map<String, String> now = cells(written.content(), written.sheet());
        String formula = now.remove(written.cell());
        old.remove(written.cell());
        if (formula == null || !formula.equals("=" + written.formula())) {
            return "cell " + written.cell() + " holds " + formula + " and not =" + written.formula();
        }
        now.entrySet().removeAll(old.entrySet());
        return now.isEmpty() ? null : "other cells changed: " + now;
    }

    /** The cells of a sheet with formula or value, and style. */
    private static Map<String, String> cells(byte[] content, String name) throws IOException {
        Map<String, String> cells = new TreeMap<>();
        try (XSSFWorkbook book = new XSSFWorkbook(new ByteArrayInputStream(content))) {
            XSSFSheet sheet = book.getSheet(name);
            sheet.forEach(row -> row.forEach(cell -> cells.put(cell.getAddress().toString(), shown(cell))));
        }
        return cells;
    }

    private static String shown(Cell cell) {
        if (cell.getCellType() == CellType.FORMULA) {
            return "=" + cell.getCellFormula();
        }
        // POI gives no style where the file has none.
        CellStyle style = cell.getCellStyle();
        return style == null ? cell.toString() : cell + ", style " + style.getIndex();
    }
}
