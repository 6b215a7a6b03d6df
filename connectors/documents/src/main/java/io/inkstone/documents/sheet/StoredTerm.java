package io.inkstone.documents.sheet;

import java.util.List;
import java.util.Locale;

/** How a formula turns a text that says a number or a day into one, for one row. */
final class StoredTerm {

    private static final String MONTHS = "\"janfebmaraprmayjunjulaugsepoctnovdec\"";
    private static final String CELL = "$%s{row}";

    private StoredTerm() {}

    /**
     * The term.
     *
     * @param letters the sheet's column
     * @param texts the different texts of the column
     */
    static String of(String letters, StoredText stored, List<String> texts) {
        String cell = CELL.formatted(letters);
        DayOrder order = stored.order();
        return order == null ? number(cell, stored) : day(cell, order, texts);
    }

    /** An empty text, which is no number, where the cell is empty or says something else. */
    private static String number(String cell, StoredText stored) {
        String text = cell + "&\"\"";
        for (char sign : stored.signs().toCharArray()) {
            text = "SUBSTITUTE(" + text + ",\"" + (sign == '"' ? "\"\"" : String.valueOf(sign)) + "\",\"\")";
        }
        if (stored.decimal() == ',') {
            text = "SUBSTITUTE(" + text + ",\",\",\".\")";
        }
        return "IFERROR(VALUE(" + text + ")" + (stored.percent() ? "/100" : "") + ",\"\")";
    }

    private static String day(String cell, DayOrder order, List<String> texts) {
        boolean twoDigits = texts.stream().allMatch(text -> text.strip().matches("\\d\\d.\\d\\d.\\d{4}"));
        String day = switch (order) {
            case YEAR_FIRST ->
                texts.stream().allMatch(text -> text.strip().length() <= 10)
                        ? "DATEVALUE(SUBSTITUTE(" + cell + ",\".\",\"-\"))"
                        : "DATEVALUE(LEFT(" + cell + ",10))";
            case DAY_FIRST ->
                twoDigits
                        ? "DATE(RIGHT(" + cell + ",4),MID(" + cell + ",4,2),LEFT(" + cell + ",2))"
                        : "DATEVALUE(" + cell + ")";
            case MONTH_FIRST ->
                twoDigits
                        ? "DATE(RIGHT(" + cell + ",4),LEFT(" + cell + ",2),MID(" + cell + ",4,2))"
                        : "DATEVALUE(" + cell + ")";
            case NAMED -> named(cell, texts);
        };
        return "IFERROR(" + day + ",\"\")";
    }

    private static String named(String cell, List<String> texts) {
        if (texts.stream().allMatch(text -> text.contains("年"))) {
            String month = "FIND(\"月\"," + cell + ")";
            return "DATE(LEFT(" + cell + ",4),MID(" + cell + ",6," + month + "-6),MID(" + cell + "," + month + "+1,LEN("
                    + cell + ")-" + month + "-1))";
        }
        boolean fixed = texts.stream().allMatch(text -> text.strip().matches("\\d\\d[- ]\\p{L}{3}[- ]\\d{4}"));
        if (fixed) {
            return "DATE(RIGHT(" + cell + ",4),(SEARCH(LOWER(MID(" + cell + ",4,3))," + MONTHS.toLowerCase(Locale.ROOT)
                    + ")+2)/3,LEFT(" + cell + ",2))";
        }
        return "DATEVALUE(" + cell + ")";
    }
}
