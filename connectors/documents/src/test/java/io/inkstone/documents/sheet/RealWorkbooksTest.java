package io.inkstone.documents.sheet;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.inkstone.connector.ConnectorException;
import io.inkstone.documents.sheet.NumberText.Notation;
import io.inkstone.documents.sheet.SheetCells.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Reads every workbook under the folder that the property {@code inkstone.workbooks} names, twice: as tables and for
 * calculating. Beside it may lie, in {@code excel2016_csv_of_poi}, what Excel shows of the sheets.
 */
@EnabledIfSystemProperty(named = "inkstone.workbooks", matches = ".+")
final class RealWorkbooksTest {

    private static final Path FOLDER = Path.of(System.getProperty("inkstone.workbooks", "."));

    private final Map<String, List<String>> refused = new TreeMap<>();
    private final List<String> failed = new ArrayList<>();
    private final Map<String, Long> millis = new HashMap<>();
    private int opened;
    private int tables;

    @Test
    void reads_or_refuses_every_workbook() throws IOException {
        for (Path file : workbooks()) {
            byte[] content = Files.readAllBytes(file);
            long start = System.nanoTime();
            try {
                WorkbookView view = WorkbookReader.read(file.getFileName().toString(), content);
                SheetCalculator calculator = SheetCalculator.open(view);
                for (String sheet : view.sheets()) {
                    calculator.isEmpty(sheet, "A1");
                }
                opened++;
                tables += view.tables().size();
            } catch (ConnectorException e) {
                refused.computeIfAbsent(e.code() + ": " + e.getMessage(), any -> new ArrayList<>())
                        .add(FOLDER.relativize(file).toString());
            } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
                failed.add(file + ": " + e);
            }
            millis.put(FOLDER.relativize(file).toString(), (System.nanoTime() - start) / 1_000_000);
        }
        report();
        assertThat(failed).isEmpty();
        assertThat(opened).isPositive();
    }

    private void report() {
        System.out.printf("%d workbooks opened with %d tables%n", opened, tables);
        refused.forEach((reason, files) -> System.out.printf("%d refused, %s%n  %s%n", files.size(), reason, files));
        System.out.printf(
                "median %d ms%n",
                millis.values().stream()
                        .sorted()
                        .skip(millis.size() / 2)
                        .findFirst()
                        .orElse(0L));
        millis.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .limit(10)
                .forEach(slow -> System.out.printf("%6d ms %s%n", slow.getValue(), slow.getKey()));
    }

    @Test
    void reads_what_excel_shows() throws IOException {
        Path shown = FOLDER.resolve("excel2016_csv_of_poi");
        Map<String, Integer> verdicts = new TreeMap<>();
        List<String> differences = new ArrayList<>();
        for (Path file : workbooks()) {
            byte[] content = Files.readAllBytes(file);
            if (!file.startsWith(FOLDER.resolve("poi"))) {
                continue;
            }
            try {
                XlsxGuard.check(content);
                List<String> names = XlsxSource.open(content).sheets();
                WorkbookReader.readSheets(content, (name, visible, cells) -> {
                    Path csv = shown.resolve("apachepoi_" + file.getFileName() + "." + names.indexOf(name) + ".csv");
                    if (Files.exists(csv)) {
                        compare(file.getFileName() + "!" + name, csv, cells, verdicts, differences);
                    }
                });
            } catch (ConnectorException | IOException e) {
                verdicts.merge("refused", 1, Integer::sum);
            }
        }
        System.out.println(verdicts);
        Map<String, List<String>> bySheet = differences.stream()
                .collect(Collectors.groupingBy(difference -> difference.replaceAll("(?s) [A-Z]+[0-9]+: Excel .*", "")));
        bySheet.forEach((sheet, found) -> System.out.printf("%4d %s, e.g. %s%n", found.size(), sheet, found.get(0)));
        assertThat(verdicts.getOrDefault("same", 0)).isPositive();
    }

    private static void compare(
            String sheet, Path csv, SheetCells cells, Map<String, Integer> verdicts, List<String> differences) {
        List<List<String>> lines;
        try (CsvReader<CsvRecord> reader = CsvReader.builder()
                .allowExtraFields(true)
                .allowMissingFields(true)
                .skipEmptyLines(false)
                .ofCsvRecord(Objects.requireNonNull(PlainText.decode(Files.readAllBytes(csv))))) {
            lines = reader.stream().map(CsvRecord::getFields).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        // Excel wrote some from A1 and some from the first cell in use.
        int firstColumn =
                IntStream.range(0, cells.size()).map(cells::column).min().orElse(0);
        int firstRow = cells.rowCount() == 0 ? 1 : cells.row(0);
        Map<String, Integer> best = new TreeMap<>();
        List<String> bestDifferences = new ArrayList<>();
        for (int corner = 0; corner < 4; corner++) {
            Map<String, Integer> found = new TreeMap<>();
            List<String> different = new ArrayList<>();
            int rowsDown = corner % 2 == 0 ? 0 : firstRow - 1;
            int columnsRight = corner < 2 ? 0 : firstColumn;
            compare(sheet, lines, rowsDown, columnsRight, cells, found, different);
            if (best.isEmpty() || found.getOrDefault("same", 0) > best.getOrDefault("same", 0)) {
                best = found;
                bestDifferences = different;
            }
        }
        best.forEach((verdict, count) -> verdicts.merge(verdict, count, Integer::sum));
        differences.addAll(bestDifferences);
    }

    private static void compare(
            String sheet,
            List<List<String>> lines,
            int rowsDown,
            int columnsRight,
            SheetCells cells,
            Map<String, Integer> verdicts,
            List<String> differences) {
        for (int line = 0; line < lines.size(); line++) {
            for (int at = 0; at < lines.get(line).size(); at++) {
                String field = lines.get(line).get(at).strip();
                int row = line + 1 + rowsDown;
                int column = at + columnsRight;
                int cell = cells.find(row, column);
                String verdict = verdict(field, cells, cell);
                verdicts.merge(verdict, 1, Integer::sum);
                if (verdict.equals("different")) {
                    differences.add(sheet + " " + Column.letters(column) + row + ": Excel '" + field + "', read "
                            + (cell == SheetCells.NONE ? "nothing" : read(cells, cell)));
                }
            }
        }
    }

    private static String read(SheetCells cells, int cell) {
        return cells.kind(cell) + " "
                + (cells.kind(cell) == Kind.TEXT ? cells.text(cell) : String.valueOf(cells.number(cell)));
    }

    private static String verdict(String field, SheetCells cells, int cell) {
        if (field.isEmpty()) {
            return cell == SheetCells.NONE ? "both blank" : "shown blank";
        }
        if (field.startsWith("#")) {
            return cell == SheetCells.NONE ? "error" : "shown as error";
        }
        if (cell == SheetCells.NONE) {
            return "different";
        }
        if (cells.kind(cell) == Kind.TEXT) {
            return alike(cells.text(cell), field) ? "same" : "different";
        }
        double number = NumberText.parse(field, Notation.POINT);
        if (Double.isNaN(number)) {
            return cells.kind(cell) == Kind.DAY ? "day in a format" : "number in a format";
        }
        int point = field.indexOf('.');
        long digits = point < 0
                ? 0
                : field.substring(point + 1).chars().filter(Character::isDigit).count();
        double unit = Math.pow(10, -digits) * (field.endsWith("%") ? 0.01 : 1);
        boolean scientific = field.toLowerCase(Locale.ROOT).contains("e");
        double tolerance = scientific ? Math.abs(number) * 0.01 : unit * 0.51;
        return Math.abs(number - cells.number(cell)) <= tolerance ? "same" : "different";
    }

    /** Excel writes an underscore or a question mark for what its encoding does not hold, and ends lines in another way. */
    private static boolean alike(String text, String field) {
        String plain = text.strip()
                .replace("\r", "")
                .replaceAll("[^\\x20-\\x7e\\n]", "_")
                .replaceAll("[_?]+", "_");
        String shown =
                field.replace("\r", "").replaceAll("[^\\x20-\\x7e\\n]", "_").replaceAll("[_?]+", "_");
        return plain.equals(shown);
    }

    private static List<Path> workbooks() throws IOException {
        try (Stream<Path> files = Files.walk(FOLDER)) {
            return files.filter(file -> file.toString().matches(".*\\.(xlsx|xlsm)"))
                    .sorted()
                    .toList();
        }
    }
}
