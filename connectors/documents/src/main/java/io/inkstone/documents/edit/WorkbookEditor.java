package io.inkstone.documents.edit;

import io.inkstone.connector.ConnectorException;
import io.inkstone.documents.sheet.CellValue;
import io.inkstone.documents.sheet.NewWorkbook;
import io.inkstone.documents.sheet.WorkbookFormat;
import io.inkstone.documents.sheet.WorkbookView;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Writes formulas into a workbook that was read and leaves the rest of its file byte for byte. A spreadsheet in OpenDocument and
 * a text with separated values are written as a new workbook first. Every edit starts from the file that was read.
 * Stateless and thread-safe.
 */
public final class WorkbookEditor {

    /** The most cells that one edit has. */
    public static final int MOST_CELLS = 250_000;

    /** How many columns are searched for a free cell. */
    public static final int COLUMNS_SEARCHED = 200;

    private final WorkbookView workbook;

    private WorkbookEditor(WorkbookView workbook) {
        this.workbook = workbook;
    }

    /** Opens it. */
    public static WorkbookEditor open(WorkbookView workbook) {
        return new WorkbookEditor(workbook);
    }

    /** Whether there is no file in Open XML yet, so that one has to be written before anything can be asked of it. */
    public boolean writesAnew() {
        return workbook.format() != WorkbookFormat.XLSX;
    }

    /** What the edited file is called: as it was, and .xlsx where it was no workbook in Open XML. */
    public String fileName(String name) {
        int dot = name.lastIndexOf('.');
        return !writesAnew() ? name : (dot > 0 ? name.substring(0, dot) : name) + ".xlsx";
    }

    /**
     * Writes formulas into cells of a sheet.
     *
     * @throws ConnectorException {@code no_such_sheet}; {@code workbook_signed}; {@code invalid_formula}; of a cell {@code
     *     cell_not_empty}, {@code cell_merged}, {@code cell_locked}, {@code cell_in_array}, {@code cell_in_pivot_table}, {@code
     *     cell_in_formula_group}, {@code table_header}, {@code table_totals} or {@code invalid_cell} when it is named twice;
     *     {@code workbook_too_large} beyond {@value #MOST_CELLS} cells; {@code workbook_not_written}
     */
    public EditedWorkbook edit(String sheet, List<CellEdit> edits) {
        Set<CellAddress> cells = new HashSet<>();
        for (CellEdit edit : edits) {
            if (!cells.add(edit.cell())) {
                throw ConnectorException.invalidInput(
                        "invalid_cell", "Cell " + edit.cell() + " is named twice. Give one formula for it.");
            }
        }
        requireFew(cells.size());
        return with(sheet, asked(edits), open -> open.edit(edits));
    }

    private static Collection<CellAddress> asked(List<CellEdit> edits) {
        Set<CellAddress> asked = new HashSet<>();
        for (CellEdit edit : edits) {
            asked.add(edit.cell());
            asked.addAll(CellLook.neighbours(edit.cell()));
            if (edit.formatLike() != null) {
                asked.add(edit.formatLike());
            }
        }
        return asked;
    }

    /**
     * Writes a formula and its like into the cells under it: what no dollar sign holds moves along.
     *
     * @param first the formula of the uppermost cell; its cached value is not looked at
     * @param cached the value of each row from the first on; null for a row that is left out
     * @throws ConnectorException as {@link #edit}; {@code formula_not_fillable} when a row would lie outside of the sheet
     */
    public EditedWorkbook fillDown(String sheet, CellEdit first, List<@Nullable CellValue> cached) {
        requireFew(cached.size());
        if (first.cell().row() + cached.size() - 1 > CellAddress.LAST_ROW) {
            throw MovedFormula.notFillable("From " + first.cell() + " on there are fewer than " + cached.size()
                    + " rows to fill. Start further up.");
        }
        List<CellEdit> edits = new ArrayList<>();
        for (int row = 0; row < cached.size(); row++) {
            CellValue value = cached.get(row);
            if (value != null) {
                edits.add(first.movedDown(row, value));
            }
        }
        return edit(sheet, edits);
    }

    private static void requireFew(int cells) {
        if (cells > MOST_CELLS) {
            throw ConnectorException.tooLarge(
                    "workbook_too_large",
                    cells + " cells were to be written at once; at most " + MOST_CELLS + " are. Fill fewer rows.");
        }
    }

    /**
     * Brings back what an edit replaced, in the file that the edit gave or one that was changed elsewhere since.
     *
     * @throws ConnectorException {@code workbook_changed} when a cell no longer holds what the edit wrote; {@code
     *     invalid_cell}; {@code no_such_sheet}; {@code workbook_signed}; {@code workbook_not_written}
     */
    public byte[] undo(Undo undo) {
        List<CellAddress> cells =
                undo.cells().stream().map(cell -> CellAddress.of(cell.cell())).toList();
        requireFew(cells.size());
        return with(undo.sheet(), cells, open -> open.undo(undo));
    }

    /**
     * Refuses a cell into which no formula may be written.
     *
     * @throws ConnectorException as {@link #edit}
     */
    public void requireFree(String sheet, CellAddress cell) {
        with(sheet, List.of(cell), open -> {
            open.obstacles().refuse(cell, false);
            return cell;
        });
    }

    /**
     * The first cell, from one on to the right, that may take a formula, and so many rows from it on downwards.
     *
     * @return empty when there is none within 200 columns
     */
    public Optional<CellAddress> firstFree(String sheet, CellAddress from, int rows) {
        int lastColumn = Math.min(from.column() + COLUMNS_SEARCHED, CellAddress.LAST_COLUMN);
        int columns = Math.max(1, Math.min(lastColumn - from.column() + 1, 4 * MOST_CELLS / Math.max(rows, 1)));
        List<CellAddress> starts = IntStream.range(from.column(), from.column() + columns)
                .mapToObj(column -> new CellAddress(from.row(), column))
                .toList();
        List<CellAddress> asked =
                starts.stream().flatMap(start -> column(start, rows)).toList();
        return with(sheet, asked, open -> {
            Obstacles obstacles = open.obstacles();
            obstacles.requireWork(asked.size());
            return starts.stream()
                    .filter(start -> column(start, rows).allMatch(cell -> obstacles.isFree(cell)))
                    .findFirst();
        });
    }

    private static Stream<CellAddress> column(CellAddress start, int rows) {
        return IntStream.range(0, Math.min(rows, CellAddress.LAST_ROW - start.row() + 1))
                .mapToObj(start::below);
    }

    private interface Work<T> {
        T with(OpenSheet sheet) throws IOException;
    }

    private <T> T with(String sheet, Collection<CellAddress> asked, Work<T> work) {
        byte[] content = writesAnew() ? NewWorkbook.of(workbook) : workbook.content();
        try (WorkbookParts parts = WorkbookParts.open(content)) {
            return work.with(OpenSheet.open(parts, workbook, sheet, asked));
        } catch (ConnectorException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw ConnectorException.internal(
                    "workbook_not_written",
                    "The workbook could not be changed. Copy the formula from the answer into its cell.",
                    e);
        }
    }
}
