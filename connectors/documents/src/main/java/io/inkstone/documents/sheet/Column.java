package io.inkstone.documents.sheet;

import java.time.LocalDate;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One column of a table: its header and its cells, header excluded. Row numbers here count from 0 at the first row of
 * data. Immutable and thread-safe.
 */
public final class Column {

    private static final long DAY_ZERO = LocalDate.of(1899, 12, 30).toEpochDay();

    private final String header;
    private final int index;
    private final ColumnType type;
    private final double[] numbers;
    private final @Nullable String[] texts;
    private final List<String> distinctTexts;
    private final boolean key;
    private final ColumnNotes notes;
    private final @Nullable String term;
    private final @Nullable Join join;

    /** A column of which nothing else is known. */
    Column(String header, int index, ColumnType type, double[] numbers, @Nullable String[] texts) {
        this(header, index, type, numbers, texts, ColumnNotes.of(header));
    }

    /**
     * Takes over both arrays, which have the same length.
     *
     * @param header as written in the sheet, stripped
     * @param index the sheet's column, counted from 0
     * @param numbers the number of each cell, days as serial numbers of the 1900 system; NaN where the cell holds none
     * @param texts the text of each cell; null where the cell holds none
     */
    Column(String header, int index, ColumnType type, double[] numbers, @Nullable String[] texts, ColumnNotes notes) {
        this(header, index, type, numbers, texts, notes, null, null);
    }

    private Column(
            String header,
            int index,
            ColumnType type,
            double[] numbers,
            @Nullable String[] texts,
            ColumnNotes notes,
            @Nullable String term,
            @Nullable Join join) {
        this.header = header;
        this.notes = notes;
        this.index = index;
        this.type = type;
        this.numbers = numbers;
        this.texts = texts;
        Set<String> distinct = new LinkedHashSet<>();
        for (String text : texts) {
            if (text != null) {
                distinct.add(text);
            }
        }
        this.distinctTexts = Collections.unmodifiableList(List.copyOf(distinct));
        this.key = allDiffer();
        this.term = term;
        this.join = join;
    }

    /**
     * A column that is not on the sheet but computed from each row of it. Takes over both arrays.
     *
     * @param term how a formula says it for one row, with <code>{row}</code> where the row's number goes
     */
    public static Column derived(
            String header, ColumnType type, double[] numbers, @Nullable String[] texts, String term) {
        return new Column(header, -1, type, numbers, texts, ColumnNotes.of(header), term, null);
    }

    /** A computed column whose cells are looked up in another table. Takes over both arrays. */
    static Column joined(
            String header, ColumnType type, double[] numbers, @Nullable String[] texts, String term, Join join) {
        return new Column(header, -1, type, numbers, texts, ColumnNotes.of(header), term, join);
    }

    /** Where its cells are looked up; empty unless they are. */
    public Optional<Join> join() {
        return Optional.ofNullable(join);
    }

    /** How a formula says the cell itself, also where its text says a number. */
    public String cell() {
        return term == null ? "$" + letters() + "{row}" : term;
    }

    /** Whether it is computed and has no cells of its own. */
    public boolean isDerived() {
        return term != null;
    }

    /** How a formula says its cell in a row, with <code>{row}</code> where the row's number goes. */
    public String term() {
        if (term != null) {
            return term;
        }
        StoredText stored = notes.stored();
        return stored == null ? "$" + letters() + "{row}" : StoredTerm.of(letters(), stored, distinctTexts);
    }

    /** Whether formulas may take its cells as they are: it is on the sheet, and holds no texts that say numbers or days. */
    public boolean isPlain() {
        return term == null && notes.stored() == null;
    }

    /** The texts of the header cells from the top, joined by spaces; letters where there is none. */
    public String header() {
        return header;
    }

    /** The texts of the header cells from the top, e.g. {@code [2024, Sales]} for {@code 2024 Sales}; at least one. */
    public List<String> headerParts() {
        return notes.headerParts();
    }

    /** Whether the column has no header, so that it is called by its letters. */
    public boolean unnamed() {
        return notes.unnamed();
    }

    /** Whether the sheet does not show the column; it counts all the same. */
    public boolean hidden() {
        return notes.hidden();
    }

    /**
     * Whether its cells hold texts that say numbers or days, which {@link #number} gives: formulas that compute with the
     * cells have to turn them into such, see {@link #storedText}. The texts are there as well.
     */
    public boolean storedAsText() {
        return notes.stored() != null;
    }

    /** How its texts say numbers or days; empty unless {@link #storedAsText}. */
    public Optional<StoredText> storedText() {
        return Optional.ofNullable(notes.stored());
    }

    /**
     * Whether a filled cell stands for the blank ones under it as well, because they are merged, or written but once as in
     * reports. Conditions on such a column meet the first row of each group only.
     */
    public boolean groups() {
        return notes.groupStarts().length > 0;
    }

    /** The row whose cell says what a row belongs to: itself, unless the column {@link #groups}. */
    public int groupStart(int row) {
        return groups() ? notes.groupStarts()[row] : row;
    }

    /** The sheet's column, counted from 0. */
    public int index() {
        return index;
    }

    /** The sheet's column in letters, e.g. {@code AB}. */
    public String letters() {
        if (index < 0) {
            throw new IllegalStateException("the column '" + header + "' is computed and has no letters");
        }
        return letters(index);
    }

    /** A column of a sheet, counted from 0, in letters. */
    public static String letters(int index) {
        StringBuilder letters = new StringBuilder();
        for (int rest = index + 1; rest > 0; rest = (rest - 1) / 26) {
            letters.insert(0, (char) ('A' + (rest - 1) % 26));
        }
        return letters.toString();
    }

    /** What most cells hold. */
    public ColumnType type() {
        return type;
    }

    /** How many rows of data there are. */
    public int size() {
        return numbers.length;
    }

    /** The number in a row, a day as the serial number of the 1900 system; NaN when there is none. */
    public double number(int row) {
        return numbers[row];
    }

    /** The text in a row, or null. */
    public @Nullable String text(int row) {
        return texts[row];
    }

    /** Whether a row holds neither number nor text. */
    public boolean blank(int row) {
        return texts[row] == null && Double.isNaN(numbers[row]);
    }

    /** Whether every filled cell differs from the others, so that the column tells rows apart. */
    public boolean isKey() {
        return key;
    }

    private boolean allDiffer() {
        Set<Object> seen = new HashSet<>();
        for (int row = 0; row < size(); row++) {
            String text = texts[row];
            if (!blank(row) && !seen.add(text != null ? text : (Object) numbers[row])) {
                return false;
            }
        }
        return !seen.isEmpty();
    }

    /** Whether the filled cells hold truth values, which formulas tell from the texts TRUE and FALSE. */
    public boolean holdsTruths() {
        return !distinctTexts.isEmpty()
                && distinctTexts.stream().allMatch(text -> text.equals("TRUE") || text.equals("FALSE"));
    }

    /** The different texts of the column, in the order of their first appearance. */
    public List<String> distinctTexts() {
        return distinctTexts;
    }

    /** The day of a serial number of the 1900 system. */
    public static LocalDate day(double serial) {
        return LocalDate.ofEpochDay(DAY_ZERO + (long) Math.floor(serial));
    }

    /** The serial number of a day, in the 1900 system. */
    public static double serial(LocalDate day) {
        return day.toEpochDay() - DAY_ZERO;
    }

    @Override
    public String toString() {
        return (isDerived() ? "computed" : letters()) + " '" + header + "' " + type;
    }
}
