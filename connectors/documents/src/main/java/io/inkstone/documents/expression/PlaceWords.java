package io.inkstone.documents.expression;

import io.inkstone.documents.expression.Expression.Name;
import io.inkstone.documents.expression.Expression.Structured;
import io.inkstone.documents.sheet.Column;
import io.inkstone.documents.sheet.Table;
import java.util.Optional;

/** Says which cells a reference means, by the headers and tables that people know them by. */
final class PlaceWords {

    private final Scope scope;
    private final boolean chinese;

    PlaceWords(Scope scope, boolean chinese) {
        this.scope = scope;
        this.chinese = chinese;
    }

    private String pick(String english, String chineseText) {
        return chinese ? chineseText : english;
    }

    /** The header alone where the cells lie in one column of a table, else all of it. */
    String brief(Expression reference) {
        return scope.place(reference)
                .filter(place -> !place.single())
                .flatMap(Place::column)
                .map(Column::header)
                .orElseGet(() -> full(reference));
    }

    /** E.g. {@code Sales Amount of Orders (rows 2–261)}. */
    String full(Expression reference) {
        Optional<Place> place = scope.place(reference);
        if (place.isEmpty()) {
            return reference instanceof Structured structured ? structured(structured) : reference.text();
        }
        String words = place.get().table() == null
                ? cells(reference, place.get())
                : inTable(place.get(), place.get().table());
        return reference instanceof Name ? reference.text() + pick(" (" + words + ")", "（" + words + "）") : words;
    }

    private String structured(Structured structured) {
        String column = Scope.columnName(structured).orElse(structured.columns());
        boolean thisRow =
                structured.columns().startsWith("[@") || structured.columns().contains("#This Row");
        if (thisRow) {
            return pick(column + " of this row", "本行的" + column);
        }
        return structured.list().isEmpty()
                ? column
                : pick(column + " of " + structured.list(), structured.list() + "的" + column);
    }

    private String cells(Expression reference, Place place) {
        String address = reference instanceof Name
                ? place.sheet() + "!" + Column.letters(place.firstColumn()) + place.firstRow()
                        + (place.single() ? "" : ":" + Column.letters(place.lastColumn()) + place.lastRow())
                : reference.text().replace("$", "");
        return pick((place.single() ? "cell " : "the cells ") + address, "单元格" + address);
    }

    private String inTable(Place place, Table table) {
        String name = table.listName().orElseGet(table::sheet);
        boolean elsewhere = !table.sheet().equalsIgnoreCase(scope.sheet());
        String columns = columns(place, table);
        if (place.height() == 1) {
            return row(place, table, columns, elsewhere ? name : "");
        }
        if (place.wholeColumns()) {
            return pick(columns + " of " + name + " (the whole column)", name + "的" + columns + "（整列）");
        }
        String header = place.firstRow() < table.firstRow() ? pick(", the header included", "，含表头") : "";
        String rows = place.firstRow() + "–" + place.lastRow();
        return pick(
                columns + " of " + name + " (rows " + rows + header + ")",
                name + "的" + columns + "（第" + rows + "行" + header + "）");
    }

    private String row(Place place, Table table, String columns, String of) {
        if (place.firstRow() < table.firstRow()) {
            return pick("the header of " + columns, columns + "的表头");
        }
        if (place.firstRow() > table.lastRow() || table.totals().contains(place.firstRow())) {
            return pick(columns + " in the total row " + place.firstRow(), "第" + place.firstRow() + "行（合计）的" + columns);
        }
        return pick(
                columns + (of.isEmpty() ? "" : " of " + of) + " in row " + place.firstRow(),
                (of.isEmpty() ? "" : of) + "第" + place.firstRow() + "行的" + columns);
    }

    private String columns(Place place, Table table) {
        String first = header(place, 0);
        if (place.width() == 1) {
            return first;
        }
        int last = Math.min(
                place.width() - 1, table.own().get(table.own().size() - 1).index() - place.firstColumn());
        return pick(first + " to " + header(place, last), first + "至" + header(place, last));
    }

    private String header(Place place, int right) {
        return place.column(right)
                .map(Column::header)
                .orElseGet(() -> pick("column ", "列") + Column.letters(place.firstColumn() + right));
    }
}
