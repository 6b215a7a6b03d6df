package io.inkstone.documents.edit;

import io.inkstone.connector.ConnectorException;
import io.inkstone.documents.edit.StoredCell.StoredFormula;
import io.inkstone.documents.edit.Undo.Held;
import io.inkstone.documents.sheet.ListObject;
import io.inkstone.documents.sheet.WorkbookReader;
import io.inkstone.documents.sheet.WorkbookView;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One sheet of a workbook while some of its cells are changed. Used once. */
final class OpenSheet {

    private static final int MAX_UNSHARED_CELLS = 100_000;
    private static final long MAX_UNSHARED_CHARS = 64L << 20;

    private final WorkbookParts parts;
    private final WorkbookView workbook;
    private final WorkbookMap map;
    private final String name;
    private final String part;
    private final SheetFacts facts;
    private final StyleSheet styles;
    private final SortedMap<CellAddress, String> changed = new TreeMap<>();
    private final Map<Integer, String> texts = new HashMap<>();
    private final List<Undo.Cell> undo = new ArrayList<>();

    private OpenSheet(WorkbookParts parts, WorkbookView workbook, String name, Collection<CellAddress> asked)
            throws IOException {
        this.parts = parts;
        this.workbook = workbook;
        this.name = name;
        this.map = WorkbookMap.of(parts);
        this.part = map.sheet(name);
        this.styles = map.styles();
        try (InputStream in = parts.open(part)) {
            this.facts = SheetScan.scan(in, asked);
        }
    }

    /** @param asked every cell that will be changed or looked at */
    static OpenSheet open(WorkbookParts parts, WorkbookView workbook, String name, Collection<CellAddress> asked)
            throws IOException {
        return new OpenSheet(parts, workbook, name, asked);
    }

    Obstacles obstacles() throws IOException {
        return new Obstacles(facts, styles, map.pivotTables(part), lists());
    }

    private List<ListObject> lists() {
        return workbook.lists().stream()
                .filter(list -> list.sheet().equalsIgnoreCase(name))
                .toList();
    }

    EditedWorkbook edit(List<CellEdit> edits) throws IOException {
        requireUnsigned();
        Obstacles obstacles = obstacles();
        obstacles.requireWork(edits.size());
        CellLook look = new CellLook(facts, styles, workbook.tablesOn(name));
        readTexts(edits.stream().map(CellEdit::cell).toList());
        boolean calculate = false;
        boolean formulaReplaced = false;
        for (CellEdit edit : edits) {
            obstacles.refuse(edit.cell(), edit.replace());
            Held before = held(facts.cells.get(edit.cell()));
            Held after = after(edit, look.style(edit));
            calculate |= after.value() == null || changes(before, after);
            formulaReplaced |= before != null && before.formula() != null;
            put(edit.cell(), before, after);
        }
        Splices splices = SheetPatch.of(facts, changed);
        unshare(splices);
        map.saveStyles(styles);
        if (calculate) {
            map.calculateOnLoad();
        }
        if (formulaReplaced) {
            map.dropCalculationChain();
        }
        parts.splice(part, splices);
        return new EditedWorkbook(parts.save(), new Undo(name, undo));
    }

    /** Formulas elsewhere may have been computed from a value that is replaced. */
    private static boolean changes(@Nullable Held before, Held after) {
        return before != null && before.value() != null && !before.hasTheValueOf(after);
    }

    private Held after(CellEdit edit, int style) {
        int shift = edit.date() && map.date1904() ? WorkbookReader.DAYS_FROM_1900_TO_1904 : 0;
        String stored = FutureFunctions.stored(edit.formula().text(), table(edit.cell()));
        return CellXml.held(stored, edit.formula().array(), edit.cell(), edit.cached(), shift, style);
    }

    private @Nullable String table(CellAddress at) {
        return lists().stream()
                .filter(list -> at.row() >= list.firstRow()
                        && at.row() <= list.lastRow()
                        && at.column() >= list.firstColumn()
                        && at.column() <= list.lastColumn())
                .map(ListObject::name)
                .findFirst()
                .orElse(null);
    }

    private void put(CellAddress at, @Nullable Held before, Held after) {
        changed.put(at, CellXml.xml(facts.prefix, at, after));
        undo.add(new Undo.Cell(at.toString(), before, after));
    }

    private void requireUnsigned() throws IOException {
        if (map.signed()) {
            throw ConnectorException.invalidInput(
                    "workbook_signed",
                    "The workbook bears a digital signature, which a change would break. Remove the signature first, or copy"
                            + " the formula from the answer.");
        }
    }

    byte[] undo(Undo undo) throws IOException {
        requireUnsigned();
        readTexts(undo.cells().stream().map(cell -> CellAddress.of(cell.cell())).toList());
        for (Undo.Cell cell : undo.cells()) {
            CellAddress at = CellAddress.of(cell.cell());
            Held now = held(facts.cells.get(at));
            if (now == null || !now.holdsTheSame(cell.after())) {
                throw ConnectorException.invalidInput(
                        "workbook_changed",
                        "Cell " + at + " no longer holds what was written into it. Undo it by hand.");
            }
            // A program that saved the file since has numbered the styles anew.
            boolean restyled = now.style() != cell.after().style();
            Held before = cell.before();
            changed.put(
                    at,
                    before == null
                            ? ""
                            : CellXml.xml(facts.prefix, at, restyled ? before.styled(now.style()) : before));
        }
        parts.splice(part, SheetPatch.of(facts, changed));
        map.calculateOnLoad();
        map.dropCalculationChain();
        return parts.save();
    }

    private @Nullable Held held(@Nullable StoredCell cell) {
        if (cell == null) {
            return null;
        }
        StoredFormula formula = cell.formula();
        String value = cell.value();
        String type = value == null ? "blank" : type(cell.type());
        if (value != null && cell.type().equals("s")) {
            value = texts.getOrDefault(number(value), "");
        } else if (value != null && type.equals("text")) {
            value = XmlText.unescapedCellText(value);
        }
        String range = formula != null && formula.type().equals("array") ? formula.range() : null;
        return new Held(formula == null ? null : text(cell, formula), range, type, value, cell.style());
    }

    /** Texts that cells to be changed share with others. */
    private void readTexts(Collection<CellAddress> cells) throws IOException {
        texts.putAll(map.sharedTexts(cells.stream()
                .map(facts.cells::get)
                .filter(cell -> cell != null && cell.type().equals("s") && cell.value() != null)
                .map(cell -> number(Objects.requireNonNull(cell.value())))
                .collect(Collectors.toSet())));
    }

    private static int number(String value) {
        String digits = value.strip();
        return digits.matches("[0-9]{1,9}") ? Integer.parseInt(digits) : -1;
    }

    private static String type(String stored) {
        return switch (stored) {
            case "b" -> "boolean";
            case "e" -> "error";
            case "d" -> "date";
            case "n" -> "number";
            default -> "text";
        };
    }

    private String text(StoredCell cell, StoredFormula formula) {
        StoredCell origin = facts.origins.get(cell.at());
        return origin == null ? formula.text() : shared(origin, cell.at());
    }

    /** A shared formula as it reads in another cell. */
    private static String shared(StoredCell origin, CellAddress at) {
        StoredFormula formula = Objects.requireNonNull(origin.formula());
        try {
            return MovedFormula.of(
                    formula.text(),
                    at.row() - origin.at().row(),
                    at.column() - origin.at().column());
        } catch (ConnectorException e) {
            throw inGroup(origin.at());
        }
    }

    /** Gives every cell that shares a formula of one that is replaced a formula of its own. */
    private void unshare(Splices splices) {
        Set<CellAddress> edited = changed.keySet();
        int cells = 0;
        long chars = 0;
        for (CellAddress at : edited) {
            if (facts.sharedBefore.contains(at)) {
                throw inGroup(at);
            }
            StoredCell origin = facts.cells.get(at);
            for (StoredCell sharing : facts.sharing.getOrDefault(at, List.of())) {
                if (edited.contains(sharing.at())) {
                    continue;
                }
                String text = shared(Objects.requireNonNull(origin), sharing.at());
                cells++;
                chars += text.length();
                if (cells > MAX_UNSHARED_CELLS || chars > MAX_UNSHARED_CHARS) {
                    throw inGroup(at);
                }
                StoredFormula formula = Objects.requireNonNull(sharing.formula());
                splices.replace(formula.start(), formula.end(), CellXml.formula(facts.prefix, text, null));
            }
        }
    }

    private static ConnectorException inGroup(CellAddress at) {
        return ConnectorException.invalidInput(
                "cell_in_formula_group",
                "Cell " + at
                        + " holds the formula that other cells share, and they could not be given their own. Choose"
                        + " another cell, or replace it in a spreadsheet program.");
    }
}
