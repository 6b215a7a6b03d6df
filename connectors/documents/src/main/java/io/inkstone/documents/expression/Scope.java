package io.inkstone.documents.expression;

import io.inkstone.documents.expression.Expression.Name;
import io.inkstone.documents.expression.Expression.Reference;
import io.inkstone.documents.expression.Expression.Structured;
import io.inkstone.documents.sheet.Column;
import io.inkstone.documents.sheet.DefinedName;
import io.inkstone.documents.sheet.ListObject;
import io.inkstone.documents.sheet.Table;
import io.inkstone.documents.sheet.WorkbookView;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What the references of a formula on one sheet mean.
 *
 * @param sheet the sheet that the formula stands on
 */
public record Scope(WorkbookView view, String sheet) {

    private static final int NOTES_BELOW = 6;
    private static final Pattern SPECIFIER = Pattern.compile("\\[(@?)(?:\\[)?([^\\[\\]]+?)(?:\\])?\\]");

    /** The names of all sheets, hidden ones behind the others. */
    public List<String> sheets() {
        return Stream.concat(view.sheets().stream(), view.hiddenSheets().stream())
                .toList();
    }

    /** The sheet's name as the workbook writes it; empty where there is none. */
    public Optional<String> sheetNamed(String name) {
        return sheets().stream().filter(name::equalsIgnoreCase).findFirst();
    }

    /** The cells that a reference, name or structured reference means; empty for everything else and for what is not there. */
    public Optional<Place> place(Expression reference) {
        if (reference instanceof Reference range) {
            return Optional.of(of(range));
        }
        if (reference instanceof Name name) {
            return defined(name.name()).flatMap(this::refersTo);
        }
        return reference instanceof Structured structured ? columns(structured) : Optional.empty();
    }

    /** The name of the workbook, that of this sheet first. */
    public Optional<DefinedName> defined(String name) {
        return view.names().stream()
                .filter(defined -> defined.name().equalsIgnoreCase(name))
                .filter(defined -> defined.sheet() == null || defined.sheet().equalsIgnoreCase(sheet))
                .max(Comparator.comparing(defined -> defined.sheet() != null));
    }

    private Optional<Place> refersTo(DefinedName defined) {
        try {
            return FormulaParser.parse(defined.refersTo()) instanceof Reference range
                    ? Optional.of(of(range))
                    : Optional.empty();
        } catch (FormulaSyntaxException e) {
            return Optional.empty();
        }
    }

    /** The list with this name. */
    public Optional<ListObject> list(String name) {
        return view.lists().stream()
                .filter(list -> list.name().equalsIgnoreCase(name))
                .findFirst();
    }

    /** The name of the one column that a structured reference names, without brackets; empty where it says more. */
    public static Optional<String> columnName(Structured structured) {
        Matcher parts = SPECIFIER.matcher(structured.columns());
        return parts.matches() && !parts.group(2).startsWith("#") ? Optional.of(parts.group(2)) : Optional.empty();
    }

    private Optional<Place> columns(Structured structured) {
        return list(structured.list())
                .flatMap(list -> columnName(structured).flatMap(name -> {
                    int index = indexOf(list.columns(), name);
                    if (index < 0 || structured.columns().startsWith("[@")) {
                        return Optional.empty();
                    }
                    int column = list.firstColumn() + index;
                    return Optional.of(place(
                            list.sheet(),
                            list.firstRow() + list.headerRows(),
                            list.lastRow() - list.totalsRows(),
                            column,
                            column));
                }));
    }

    private static int indexOf(List<String> names, String wanted) {
        List<String> lower =
                names.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
        return lower.indexOf(wanted.replaceAll("'(.)", "$1").toLowerCase(Locale.ROOT));
    }

    private Place of(Reference range) {
        String on = range.sheet() == null ? sheet : sheetNamed(range.sheet()).orElse(range.sheet());
        Corner from = range.from();
        Corner to = range.last();
        int firstRow = from.row() == 0 ? 1 : Math.min(from.row(), to.row());
        int lastRow = from.row() == 0 ? Corner.ROWS : Math.max(from.row(), to.row());
        int firstColumn = from.column() < 0 ? 0 : Math.min(from.column(), to.column());
        int lastColumn = from.column() < 0 ? Corner.COLUMNS - 1 : Math.max(from.column(), to.column());
        return place(on, firstRow, lastRow, firstColumn, lastColumn);
    }

    /** The cells with the table that they share most cells with, headers and a few rows below it included. */
    private Place place(String on, int firstRow, int lastRow, int firstColumn, int lastColumn) {
        Table best = null;
        int most = 0;
        for (Table table : view.tablesOn(on)) {
            List<Column> own = table.own();
            int top = table.firstRow() - Math.max(1, table.traits().headerRows());
            int rows = Math.min(lastRow, table.lastRow() + NOTES_BELOW) - Math.max(firstRow, top) + 1;
            int columns = Math.min(lastColumn, own.get(own.size() - 1).index())
                    - Math.max(firstColumn, own.get(0).index())
                    + 1;
            if (rows > 0 && columns > 0 && Math.min(rows, table.rows()) > most) {
                most = Math.min(rows, table.rows());
                best = table;
            }
        }
        return new Place(on, firstRow, lastRow, firstColumn, lastColumn, best);
    }

    /** All tables, those of this sheet first. */
    public List<Table> tables() {
        List<Table> all = new ArrayList<>(view.tablesOn(sheet));
        view.tables().stream()
                .filter(table -> !table.sheet().equalsIgnoreCase(sheet))
                .forEach(all::add);
        return all;
    }
}
