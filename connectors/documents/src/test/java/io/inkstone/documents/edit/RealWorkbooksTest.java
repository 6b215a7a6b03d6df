package io.inkstone.documents.edit;

import static io.inkstone.documents.edit.EditedFiles.changed;
import static org.assertj.core.api.Assertions.assertThat;

import io.inkstone.connector.ConnectorException;
import io.inkstone.documents.sheet.CellValue;
import io.inkstone.documents.sheet.SheetCalculator;
import io.inkstone.documents.sheet.SheetFormula;
import io.inkstone.documents.sheet.Table;
import io.inkstone.documents.sheet.WorkbookFormat;
import io.inkstone.documents.sheet.WorkbookReader;
import io.inkstone.documents.sheet.WorkbookView;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Writes a formula into every workbook under the folder that the property {@code inkstone.workbooks} names. */
@EnabledIfSystemProperty(named = "inkstone.workbooks", matches = ".+")
final class RealWorkbooksTest {

    private static final Path FOLDER = Path.of(System.getProperty("inkstone.workbooks", "."));

    private final Map<String, List<String>> refused = new TreeMap<>();
    private final List<String> failed = new ArrayList<>();
    private int unchanged;

    @Test
    void writes_into_every_workbook_and_changes_only_the_cell() throws IOException {
        for (Path file : workbooks()) {
            String name = FOLDER.relativize(file).toString();
            try {
                edit(Files.readAllBytes(file), name);
            } catch (ConnectorException e) {
                if (e.category() == ConnectorException.Category.INTERNAL) {
                    failed.add(name + ": " + e.getCause());
                } else {
                    refused.computeIfAbsent(e.code() + ": " + e.getMessage(), any -> new ArrayList<>())
                            .add(name);
                }
            } catch (IOException | RuntimeException | StackOverflowError e) {
                failed.add(name + ": " + e);
            }
        }
        System.out.printf("%d unchanged but for the cell%n", unchanged);
        refused.forEach((why, files) -> System.out.printf("%d refused, %s%n  %s%n", files.size(), why, files));
        failed.forEach(System.out::println);
        assertThat(failed).isEmpty();
        assertThat(unchanged).isPositive();
    }

    private void edit(byte[] before, String name) throws IOException {
        WorkbookView view = WorkbookReader.read(name, before);
        if (view.sheets().isEmpty()) {
            throw ConnectorException.invalidInput("no_such_sheet", "no visible sheet has cells");
        }
        WorkbookEditor editor = WorkbookEditor.open(view);
        Table table = view.tables().isEmpty() ? null : view.tables().get(0);
        String sheet = table == null ? view.sheets().get(0) : table.sheet();
        CellAddress from = CellAddress.of(table == null ? "A1" : table.cellBeside(1));
        CellAddress at = editor.firstFree(sheet, from, 1).orElse(from);
        SheetFormula formula = new SheetFormula("1+COUNT(XFC1048575:XFC1048576)", false, null);
        CellValue value = SheetCalculator.open(view).evaluate(sheet, formula);
        EditedWorkbook edited = editor.edit(sheet, List.of(CellEdit.insert(at, formula, value)));

        Set<String> problems = new TreeSet<>();
        // Excel's own lock files are no workbooks: read as a text, they come back as a new workbook.
        boolean patched = view.format() == WorkbookFormat.XLSX;
        Set<String> changed = patched ? changed(before, edited.content()) : Set.of(sheet);
        changed = new TreeSet<>(changed);
        changed.removeIf(part -> part.toLowerCase(Locale.ROOT).endsWith("styles.xml"));
        if (changed.size() != 1) {
            problems.add("changed " + changed);
        }
        WorkbookView again = WorkbookReader.read(name, edited.content());
        if (!again.sheets().equals(view.sheets())) {
            problems.add("sheets " + again.sheets());
        }
        byte[] undone = WorkbookEditor.open(again).undo(edited.undo());
        WorkbookReader.read(name, undone);
        comparePoi(patched ? before : edited.content(), edited.content(), sheet, at, problems);
        if (problems.isEmpty()) {
            unchanged++;
        } else {
            failed.add(name + ": " + problems);
        }
    }

    /** What POI sees of the sheet, where it can open the file at all. */
    private static void comparePoi(byte[] before, byte[] after, String sheet, CellAddress at, Set<String> problems) {
        Map<String, String> old;
        try {
            old = cells(before, sheet);
        } catch (RuntimeException e) {
            return;
        }
        try {
            Map<String, String> now = cells(after, sheet);
            String written = String.valueOf(now.remove(at.toString()));
            old.remove(at.toString());
            if (!written.startsWith("1+COUNT(XFC1048575:XFC1048576)")) {
                problems.add("POI finds " + written + " in " + at);
            }
            if (!old.equals(now)) {
                now.entrySet().removeAll(old.entrySet());
                problems.add("POI finds other cells: " + now);
            }
        } catch (RuntimeException e) {
            problems.add("POI: " + e);
        }
    }

    private static Map<String, String> cells(byte[] content, String name) {
        Map<String, String> cells = new TreeMap<>();
        try (XSSFWorkbook workbook = EditedFiles.open(content)) {
            XSSFSheet sheet = workbook.getSheet(name);
            sheet.forEach(row -> row.forEach(cell -> cells.put(
                    cell.getAddress().toString(),
                    cell + " " + cell.getCellStyle().getIndex())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return cells;
    }

    private static List<Path> workbooks() throws IOException {
        try (Stream<Path> files = Files.walk(FOLDER)) {
            return files.filter(file -> file.toString().matches(".*\\.(xlsx|xlsm)"))
                    .sorted()
                    .toList();
        }
    }
}
