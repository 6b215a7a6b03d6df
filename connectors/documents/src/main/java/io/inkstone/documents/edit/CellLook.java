package io.inkstone.documents.edit;

import io.inkstone.documents.edit.StyleSheet.Style;
import io.inkstone.documents.sheet.Column;
import io.inkstone.documents.sheet.Table;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Chooses how a formula's cell looks: as it looked before where somebody gave it a look, else like the cell above or left of it in
 * the same table; its number format from the cell that the edit names, or from the one above, where both are days or
 * both are none.
 */
final class CellLook {

    private static final String ISO_DAY = "yyyy-mm-dd";
    private static final Map<String, String> FROM_NEIGHBOUR =
            Map.of("fontId", "applyFont", "fillId", "applyFill", "borderId", "applyBorder");

    private final SheetFacts facts;
    private final StyleSheet styles;
    private final List<Table> tables;
    private final Map<Choice, Integer> chosen = new HashMap<>();

    /** What a style follows from. */
    private record Choice(
            int own,
            @Nullable Integer neighbour,
            @Nullable Integer above,
            @Nullable Integer like,
            boolean date) {}

    /** @param tables those of the sheet */
    CellLook(SheetFacts facts, StyleSheet styles, List<Table> tables) {
        this.facts = facts;
        this.styles = styles;
        this.tables = tables;
    }

    /** The cells that the look of a cell may be taken from. */
    static List<CellAddress> neighbours(CellAddress at) {
        return Stream.of(above(at), left(at)).flatMap(Optional::stream).toList();
    }

    private static Optional<CellAddress> above(CellAddress at) {
        return at.row() > 1 ? Optional.of(new CellAddress(at.row() - 1, at.column())) : Optional.empty();
    }

    private static Optional<CellAddress> left(CellAddress at) {
        return at.column() > 0 ? Optional.of(new CellAddress(at.row(), at.column() - 1)) : Optional.empty();
    }

    /** The number of the style for a cell; styles are added where there is none. */
    int style(CellEdit edit) {
        CellAddress at = edit.cell();
        int own = facts.style(at);
        Integer above = above(at).flatMap(this::inTable).orElse(null);
        Integer left = left(at).flatMap(this::inTable).orElse(null);
        Integer neighbour = own != 0 ? null : above != null ? above : left;
        Integer like = edit.formatLike() == null ? null : facts.style(edit.formatLike());
        Choice choice = new Choice(own, neighbour, own != 0 ? null : above, like, edit.date());
        return chosen.computeIfAbsent(choice, this::style);
    }

    /** The style of a cell of data that holds a number or a formula. */
    private Optional<Integer> inTable(CellAddress at) {
        StoredCell cell = facts.cells.get(at);
        if (cell == null || !cell.isFilled()) {
            return Optional.empty();
        }
        return tables.stream().anyMatch(table -> holds(table, at)) ? Optional.of(cell.style()) : Optional.empty();
    }

    private static boolean holds(Table table, CellAddress at) {
        List<Column> columns = table.own();
        return at.row() >= table.firstRow()
                && at.row() <= table.lastRow()
                && !table.totals().contains(at.row())
                && at.column() >= columns.get(0).index()
                && at.column() <= columns.get(columns.size() - 1).index();
    }

    private int style(Choice choice) {
        Optional<Style> own = styles.style(choice.own);
        if (own.isEmpty()) {
            return choice.own;
        }
        // It would make a text of what somebody types over the formula.
        boolean quoted = own.get().isOn("quotePrefix");
        Style style = quoted ? own.get().without("quotePrefix") : own.get();
        Style neighbour =
                choice.neighbour == null ? null : styles.style(choice.neighbour).orElse(null);
        if (neighbour != null) {
            for (Map.Entry<String, String> part : FROM_NEIGHBOUR.entrySet()) {
                if (neighbour.number(part.getKey()) != style.number(part.getKey())) {
                    style = style.with(part.getKey(), Integer.toString(neighbour.number(part.getKey())))
                            .with(part.getValue(), "1");
                }
            }
        }
        int format = format(choice, style.number("numFmtId"));
        if (format != style.number("numFmtId")) {
            style = style.with("numFmtId", Integer.toString(format)).with("applyNumberFormat", "1");
        }
        return style.equals(own.get()) ? choice.own : styles.number(style, choice.own);
    }

    private int format(Choice choice, int own) {
        int like = number(choice.like);
        // What is asked for by name is given, but no day is shown as a number.
        if (like != StyleSheet.TEXT && (!choice.date || styles.showsDay(like))) {
            return like;
        }
        int above = number(choice.above);
        if (above != StyleSheet.TEXT && styles.showsDay(above) == choice.date) {
            return above;
        }
        if (choice.date) {
            return styles.showsDay(own) ? own : styles.format(ISO_DAY);
        }
        return own == StyleSheet.TEXT ? StyleSheet.GENERAL : own;
    }

    /** The number format of a style; that for texts, which no formula takes, where there is none. */
    private int number(@Nullable Integer style) {
        return Optional.ofNullable(style)
                .flatMap(styles::style)
                .map(found -> found.number("numFmtId"))
                .orElse(StyleSheet.TEXT);
    }
}
