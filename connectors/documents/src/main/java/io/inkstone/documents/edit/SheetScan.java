package io.inkstone.documents.edit;

import io.inkstone.documents.edit.SheetFacts.Element;
import io.inkstone.documents.edit.SheetFacts.StoredRow;
import io.inkstone.documents.edit.StoredCell.StoredFormula;
import io.inkstone.documents.edit.TagScan.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads a sheet's part once, for some of its cells. */
final class SheetScan {

    private final TagScan tags;
    private final NavigableMap<Integer, TreeSet<Integer>> asked = new TreeMap<>();
    private final Set<Integer> sharedSoFar = new HashSet<>();
    private final Map<Integer, StoredCell> origins = new HashMap<>();
    private final Deque<Integer> rowsAhead = new ArrayDeque<>();
    private final Deque<Integer> columnsAhead = new ArrayDeque<>();
    private final SheetFacts facts = new SheetFacts();
    private int columnStyles;
    private int row;
    private int column;

    private SheetScan(InputStream in, Collection<CellAddress> cells) {
        this.tags = new TagScan(in);
        cells.forEach(cell ->
                asked.computeIfAbsent(cell.row(), any -> new TreeSet<>()).add(cell.column()));
        rowsAhead.addAll(asked.keySet());
    }

    static SheetFacts scan(InputStream in, Collection<CellAddress> cells) throws IOException {
        SheetScan scan = new SheetScan(in, cells);
        scan.scan();
        return scan.facts;
    }

    private void scan() throws IOException {
        while (tags.next()) {
            if (!tags.opens()) {
                continue;
            }
            switch (tags.name()) {
                case "worksheet" -> facts.prefix = prefix();
                case "dimension" -> facts.dimension = element();
                case "col" -> column();
                case "sheetData" -> data();
                case "sheetProtection" -> facts.isProtected |= tags.flag("sheet");
                case "mergeCell" ->
                    CellRange.of(tags.attribute("ref", ""))
                            .filter(range -> !range.isOneCell() && mayHoldAsked(range))
                            .ifPresent(facts.merged::add);
                case "extLst" -> skip();
                default -> {}
            }
        }
    }

    private String prefix() {
        return tags.qualified().substring(0, tags.qualified().indexOf(':') + 1);
    }

    private Element element() {
        return new Element(tags.start(), tags.end(), tags.raw(), tags.kind() == Kind.EMPTY);
    }

    private void column() {
        int style = tags.number("style", 0);
        int first = tags.number("min", 0);
        if (style > 0 && first > 0 && ++columnStyles <= CellAddress.LAST_COLUMN) {
            int end = Math.min(tags.number("max", first), CellAddress.LAST_COLUMN + 1);
            Arrays.fill(facts.columnStyles, Math.min(first - 1, end), end, style);
        }
    }

    /** Goes to the end of the element that was opened last. */
    private void skip() throws IOException {
        int depth = tags.kind() == Kind.START ? 1 : 0;
        while (depth > 0 && tags.next()) {
            depth += tags.kind() == Kind.START ? 1 : tags.kind() == Kind.END ? -1 : 0;
        }
    }

    private void data() throws IOException {
        facts.data = element();
        if (tags.kind() == Kind.EMPTY) {
            return;
        }
        while (tags.next()) {
            if (tags.name().equals("sheetData")) {
                break;
            }
            if (tags.opens() && tags.name().equals("row")) {
                row();
            }
        }
        leaveRowsBefore(CellAddress.LAST_ROW + 1, tags.start());
    }

    /** Rows that were asked about and are not there would stand here. */
    private void leaveRowsBefore(int next, long here) {
        while (!rowsAhead.isEmpty() && rowsAhead.getFirst() < next) {
            int missing = rowsAhead.removeFirst();
            if (!facts.rows.containsKey(missing)) {
                facts.rowGaps.put(missing, here);
            }
        }
    }

    private void row() throws IOException {
        row = tags.number("r", row + 1);
        column = -1;
        leaveRowsBefore(row, tags.start());
        Set<Integer> columns = asked.get(row);
        columnsAhead.clear();
        if (columns != null) {
            boolean styled = tags.flag("customFormat");
            facts.rowGaps.remove(row);
            facts.rows.put(
                    row,
                    new StoredRow(
                            tags.start(),
                            tags.end(),
                            tags.raw(),
                            tags.kind() == Kind.EMPTY,
                            styled ? tags.number("s", 0) : -1));
            columnsAhead.addAll(columns);
        }
        if (tags.kind() == Kind.EMPTY) {
            return;
        }
        while (tags.next() && !tags.name().equals("row")) {
            if (tags.opens() && tags.name().equals("c")) {
                cell(columns);
            }
        }
        leaveCellsBefore(Integer.MAX_VALUE, tags.start());
    }

    private void leaveCellsBefore(int next, long here) {
        while (!columnsAhead.isEmpty() && columnsAhead.getFirst() < next) {
            CellAddress missing = new CellAddress(row, columnsAhead.removeFirst());
            if (!facts.cells.containsKey(missing)) {
                facts.cellGaps.put(missing, here);
            }
        }
    }

    private void cell(@Nullable Set<Integer> columns) throws IOException {
        String address = tags.attribute("r");
        column = address == null ? column + 1 : columnOf(address);
        long start = tags.start();
        leaveCellsBefore(column, start);
        int style = tags.number("s", 0);
        String type = tags.attribute("t", "n");
        StoredFormula formula = null;
        String value = null;
        long end = tags.end();
        if (tags.kind() == Kind.START) {
            StringBuilder inline = new StringBuilder();
            boolean phonetic = false;
            while (tags.next() && !tags.name().equals("c")) {
                switch (tags.name()) {
                    case "f" -> formula = tags.opens() ? formula() : formula;
                    case "v" -> value = tags.kind() == Kind.END ? tags.text() : value;
                    case "rPh" -> phonetic = tags.kind() == Kind.START;
                    case "t" -> inline.append(tags.kind() == Kind.END && !phonetic ? tags.text() : "");
                    case "extLst" -> skip();
                    default -> {}
                }
            }
            end = tags.end();
            value = type.equals("inlineStr") && inline.length() > 0 ? inline.toString() : value;
        }
        boolean wanted = columns != null && columns.contains(column);
        if (formula != null || wanted) {
            boolean none = value == null || (value.isBlank() && !type.equals("inlineStr") && !type.equals("str"));
            StoredCell cell =
                    new StoredCell(new CellAddress(row, column), start, end, style, type, formula, none ? null : value);
            if (wanted) {
                facts.cells.put(cell.at(), cell);
                facts.cellGaps.remove(cell.at());
            }
            if (formula != null) {
                remember(cell, formula, wanted);
            }
        }
    }

    private static int columnOf(String address) {
        int letters = 0;
        while (letters < Math.min(address.length(), 3) && Character.isLetter(address.charAt(letters))) {
            letters++;
        }
        return CellAddress.columnOf(address.substring(0, letters));
    }

    private StoredFormula formula() throws IOException {
        long start = tags.start();
        String type = tags.attribute("t", "normal");
        int shared = type.equals("shared") ? tags.number("si", -1) : -1;
        String range = tags.attribute("ref", "");
        String text = "";
        if (tags.kind() == Kind.START) {
            tags.next();
            text = tags.text();
        }
        return new StoredFormula(start, tags.end(), text, type, shared, range);
    }

    private void remember(StoredCell cell, StoredFormula formula, boolean wanted) {
        int shared = formula.shared();
        if (formula.type().equals("array") || formula.type().equals("dataTable")) {
            CellRange itself = new CellRange(cell.at(), cell.at());
            CellRange range = CellRange.of(formula.range()).orElse(itself);
            if (mayHoldAsked(range)) {
                facts.arrays.add(range);
            }
        } else if (shared >= 0 && !formula.text().isBlank()) {
            if (wanted && sharedSoFar.contains(shared)) {
                facts.sharedBefore.add(cell.at());
            }
            // A second one of the same number begins another group.
            origins.put(shared, cell);
            if (wanted) {
                facts.sharing.put(cell.at(), new ArrayList<>());
            }
        } else if (shared >= 0) {
            sharedSoFar.add(shared);
            StoredCell origin = origins.get(shared);
            if (origin != null && wanted) {
                facts.origins.put(cell.at(), origin);
            }
            if (origin != null && facts.sharing.containsKey(origin.at())) {
                facts.sharing.get(origin.at()).add(cell);
            }
        }
    }

    private boolean mayHoldAsked(CellRange range) {
        Integer row = asked.ceilingKey(range.first().row());
        return row != null && row <= range.last().row();
    }
}
