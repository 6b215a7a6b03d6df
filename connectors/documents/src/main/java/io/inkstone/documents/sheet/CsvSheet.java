package io.inkstone.documents.sheet;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.inkstone.documents.sheet.NumberText.Notation;
import io.inkstone.documents.sheet.SheetCells.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads separated values as a spreadsheet program would open them: each record a row, numbers and days as such. Which sign
 * separates, which one stands before a fraction and in which order days are written is found out from the text; what stays
 * doubtful stays text.
 */
final class CsvSheet {

    private static final char[] SEPARATORS = {',', ';', '\t', '|'};
    private static final int SAMPLE_CHARS = 1 << 16;
    private static final int MAX_COLUMNS = 16_384;
    private static final int MAX_ROWS = 1_048_576;
    private static final int MAX_CELL_CHARS = 32_767;
    private static final Pattern NAMED_SEPARATOR =
            Pattern.compile("\"?sep=(?<sign>.)\"?\\r?\\n", Pattern.CASE_INSENSITIVE);

    /** Not at the end of a field, where the backslash is one that somebody wrote. */
    private static final Pattern BACKSLASHED = Pattern.compile("\\\\\"(?![,;\\t|\\r\\n]|$)");

    private final String text;
    private final char separator;
    private final Map<Integer, TextReading> readings = new HashMap<>();

    private CsvSheet(String text, char separator) {
        this.text = text;
        this.separator = separator;
    }

    static SheetCells read(String written) {
        String content = withQuotesDoubled(written);
        // The line by which Excel is told the separator is no row.
        Matcher named = NAMED_SEPARATOR.matcher(content);
        CsvSheet sheet = named.lookingAt()
                ? new CsvSheet(
                        content.substring(named.end()), named.group("sign").charAt(0))
                : new CsvSheet(content, separator(content));
        try {
            return sheet.cells();
        } catch (CsvParseException e) {
            throw FileFormat.damaged(
                    "A quotation mark in the text is never closed, or a line has more than 16,384 fields");
        }
    }

    /** Some programs write a quotation mark in a field as \\" and not as "". */
    private static String withQuotesDoubled(String content) {
        return BACKSLASHED.matcher(content).find() ? content.replace("\\\"", "\"\"") : content;
    }

    /** The sign that cuts the lines into equally many fields, the most of them. */
    private static char separator(String content) {
        String sample = content;
        if (content.length() > SAMPLE_CHARS) {
            int end = content.lastIndexOf('\n', SAMPLE_CHARS);
            sample = content.substring(0, end < 0 ? SAMPLE_CHARS : end);
        }
        char best = SEPARATORS[0];
        double bestScore = 0;
        for (char separator : SEPARATORS) {
            double score = score(sample, separator);
            if (score > bestScore) {
                best = separator;
                bestScore = score;
            }
        }
        return best;
    }

    private static double score(String sample, char separator) {
        List<Integer> widths = new ArrayList<>();
        try {
            for (CsvRecord line : reader(sample, separator)) {
                if (line.getFieldCount() > 1 || !line.getField(0).isBlank()) {
                    widths.add(line.getFieldCount());
                }
            }
        } catch (CsvParseException e) {
            return 0;
        }
        Map<Integer, Integer> counts = new HashMap<>();
        widths.forEach(width -> counts.merge(width, 1, Integer::sum));
        counts.remove(1);
        int width = counts.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .orElse(0);
        if (width == 0) {
            return 0;
        }
        double share = counts.getOrDefault(width, 0) / (double) widths.size();
        // Fractions may be cut as evenly as fields; headers hold none.
        boolean headerFits = widths.get(0) == width;
        return (headerFits ? share : share / 2) + Math.min(width, 100) / 1000.0;
    }

    private static CsvReader<CsvRecord> reader(String text, char separator) {
        // People who write by hand set a space after the separator, and quotation marks after that.
        boolean spaced = text.contains(separator + " \"");
        return CsvReader.builder()
                .fieldSeparator(separator)
                .skipEmptyLines(false)
                .allowExtraFields(true)
                .allowMissingFields(true)
                .allowExtraCharsAfterClosingQuote(!spaced)
                .trimWhitespacesAroundQuotes(spaced)
                .ofCsvRecord(text);
    }

    private SheetCells cells() {
        for (CsvRecord line : reader(text, separator)) {
            for (int column = 0; column < Math.min(line.getFieldCount(), MAX_COLUMNS); column++) {
                String field = line.getField(column);
                if (NumberText.mayBeNumber(field)) {
                    readings.computeIfAbsent(column, any -> new TextReading()).show(field);
                }
            }
        }
        Notation notation = notation();
        SheetCells.Builder cells = new SheetCells.Builder();
        int row = 0;
        for (CsvRecord line : reader(text, separator)) {
            row++;
            for (int column = 0; column < line.getFieldCount(); column++) {
                String field = line.getField(column).strip();
                if (!field.isEmpty()) {
                    requireInside(line, row, column, field);
                    add(row, column, field, notation, cells);
                }
            }
            WorkbookReader.requireCells(cells.count());
        }
        return cells.build();
    }

    private static void requireInside(CsvRecord line, int row, int column, String field) {
        if (row > MAX_ROWS || column >= MAX_COLUMNS) {
            throw XlsxGuard.tooLarge("The text has more than " + MAX_ROWS + " lines or " + MAX_COLUMNS
                    + " fields in a line, which is more than a sheet can hold. Split it.");
        }
        if (field.length() > MAX_CELL_CHARS) {
            throw FileFormat.damaged("The text has a field of " + field.length() + " characters in line "
                    + line.getStartingLineNumber() + ", as when a quotation mark is never closed");
        }
    }

    /** The notation that the whole text shows; where none is shown, a comma that separates fields leaves the point. */
    private Notation notation() {
        boolean point = readings.values().stream().anyMatch(reading -> reading.shownNotation() == Notation.POINT);
        boolean comma = readings.values().stream().anyMatch(reading -> reading.shownNotation() == Notation.COMMA);
        if (point == comma) {
            return separator == ';' ? Notation.COMMA : Notation.POINT;
        }
        return point ? Notation.POINT : Notation.COMMA;
    }

    private void add(int row, int column, String field, Notation notation, SheetCells.Builder cells) {
        if (field.equalsIgnoreCase("true") || field.equalsIgnoreCase("false")) {
            cells.add(row, column, Kind.TRUTH, field.equalsIgnoreCase("true") ? 1 : 0, false);
            return;
        }
        TextReading reading = readings.get(column);
        if (reading != null && NumberText.mayBeNumber(field)) {
            double number = reading.number(field, notation);
            double day = Double.isNaN(number) ? reading.day(field) : Double.NaN;
            if (!Double.isNaN(number)) {
                cells.add(row, column, Kind.NUMBER, number, false);
                return;
            }
            if (!Double.isNaN(day)) {
                cells.add(row, column, Kind.DAY, day, false);
                return;
            }
        }
        cells.addText(row, column, field, false);
    }
}
