package io.inkstone.documents.sheet;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.poi.ss.SpreadsheetVersion;
import org.apache.poi.ss.formula.EvaluationCell;
import org.apache.poi.ss.formula.EvaluationName;
import org.apache.poi.ss.formula.EvaluationSheet;
import org.apache.poi.ss.formula.EvaluationWorkbook;
import org.apache.poi.ss.formula.FormulaParseException;
import org.apache.poi.ss.formula.FormulaParser;
import org.apache.poi.ss.formula.FormulaParsingWorkbook;
import org.apache.poi.ss.formula.FormulaType;
import org.apache.poi.ss.formula.SharedFormula;
import org.apache.poi.ss.formula.SheetIdentifier;
import org.apache.poi.ss.formula.ptg.Area3DPxg;
import org.apache.poi.ss.formula.ptg.NamePtg;
import org.apache.poi.ss.formula.ptg.NameXPtg;
import org.apache.poi.ss.formula.ptg.NameXPxg;
import org.apache.poi.ss.formula.ptg.Ptg;
import org.apache.poi.ss.formula.ptg.Ref3DPxg;
import org.apache.poi.ss.formula.udf.AggregatingUDFFinder;
import org.apache.poi.ss.formula.udf.UDFFinder;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.ss.usermodel.Name;
import org.apache.poi.ss.usermodel.Table;
import org.apache.poi.ss.util.AreaReference;
import org.apache.poi.ss.util.CellReference;
import org.jspecify.annotations.Nullable;

/**
 * A workbook as POI's parser and evaluator see it, never changed itself: scratch cells lie over it and are gone with this
 * object.
 *
 * <p>A formula of the workbook counts by the value that was stored with it, as the person sees it, and is computed only
 * where none was stored. So chains of running totals do not overflow the stack, and functions that POI does not know do no
 * harm. Days of 1904 workbooks are shown as serial numbers of the 1900 system, which POI's functions of dates take for
 * granted. What lies in another workbook cannot be referred to.
 */
final class CalculationBook implements EvaluationWorkbook, FormulaParsingWorkbook {

    /** Thrown from inside an evaluation when its time is over. */
    static final class OutOfTime extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private OutOfTime() {
            super("out of time", null, false, false);
        }
    }

    private static final int READS_BETWEEN_CHECKS = 1024;

    private final CalculationSource source;
    private final long deadlineNanos;
    private final List<String> sheetNames;
    private final Map<Integer, CalculationSheet> sheets = new HashMap<>();
    private final Map<String, Table> lists = new HashMap<>();
    private int reads;

    CalculationBook(CalculationSource source, Duration limit) {
        this.source = source;
        this.deadlineNanos = System.nanoTime() + limit.toNanos();
        this.sheetNames = source.sheets();
        for (ListObject list : source.lists()) {
            lists.put(list.name().toLowerCase(Locale.ROOT), new CalculationList(list));
        }
    }

    void checkTime() {
        if (System.nanoTime() - deadlineNanos > 0) {
            throw new OutOfTime();
        }
    }

    /** To be called for each cell that is read. */
    void countRead() {
        reads++;
        if (reads % READS_BETWEEN_CHECKS == 0) {
            checkTime();
        }
    }

    Ptg[] parse(String formula, int sheet, int row) {
        return FormulaParser.parse(formula, this, FormulaType.CELL, sheet, row);
    }

    /** Puts a formula over a cell, and gives the cell to evaluate. */
    EvaluationCell putFormula(int sheet, int row, int column, Ptg[] tokens, boolean array) {
        return calculationSheet(sheet).put(row, column, CellType.FORMULA, tokens, array);
    }

    /** Puts a value over a cell: a double, text, truth value or an error's code. */
    void putValue(int sheet, int row, int column, CellType type, Object value) {
        calculationSheet(sheet).put(row, column, type, value, false);
    }

    private CalculationSheet calculationSheet(int index) {
        return sheets.computeIfAbsent(index, any -> new CalculationSheet(this, index, source.sheet(index)));
    }

    @Override
    public Ptg[] getFormulaTokens(EvaluationCell cell) {
        if (cell instanceof ScratchCell scratch) {
            return scratch.tokens();
        }
        CellFormula formula = ((StoredCell) cell).formula();
        int sheet = getSheetIndex(cell.getSheet());
        Ptg[] tokens = FormulaParser.parse(formula.text(), this, FormulaType.CELL, sheet, cell.getRowIndex());
        return formula.rowsBelow() == 0 && formula.columnsRight() == 0
                ? tokens
                : new SharedFormula(SpreadsheetVersion.EXCEL2007)
                        .convertSharedFormulas(tokens, formula.rowsBelow(), formula.columnsRight());
    }

    @Override
    public EvaluationSheet getSheet(int index) {
        return calculationSheet(index);
    }

    @Override
    public int getSheetIndex(EvaluationSheet sheet) {
        return ((CalculationSheet) sheet).index();
    }

    @Override
    public int getSheetIndex(String name) {
        for (int index = 0; index < sheetNames.size(); index++) {
            if (sheetNames.get(index).equalsIgnoreCase(name)) {
                return index;
            }
        }
        return -1;
    }

    @Override
    public String getSheetName(int index) {
        return sheetNames.get(index);
    }

    @Override
    public int getExternalSheetIndex(String sheet) {
        return getSheetIndex(sheet);
    }

    @Override
    public int getExternalSheetIndex(String workbook, String sheet) {
        throw otherWorkbook();
    }

    @Override
    public int convertFromExternSheetIndex(int index) {
        return index;
    }

    @Override
    public ExternalSheet getExternalSheet(int index) {
        throw new IllegalStateException("sheets are referred to by their names");
    }

    @Override
    public ExternalSheet getExternalSheet(String first, @Nullable String last, int workbook) {
        if (workbook > 0) {
            throw otherWorkbook();
        }
        return last == null || last.equals(first)
                ? new ExternalSheet(null, first)
                : new ExternalSheetRange(null, first, last);
    }

    @Override
    public ExternalName getExternalName(int sheet, int name) {
        throw new IllegalStateException("names are referred to by their text");
    }

    @Override
    public ExternalName getExternalName(String name, String sheet, int workbook) {
        if (workbook > 0) {
            throw otherWorkbook();
        }
        return new ExternalName(name, nameIndex(name, -1), 0);
    }

    /** The name of the sheet before that of the workbook; -1 when there is none. */
    private int nameIndex(String name, int sheet) {
        List<DefinedName> names = source.names();
        int ofWorkbook = -1;
        for (int index = 0; index < names.size(); index++) {
            DefinedName defined = names.get(index);
            if (defined.name().equalsIgnoreCase(name)) {
                if (defined.sheet() == null) {
                    ofWorkbook = index;
                } else if (getSheetIndex(defined.sheet()) == sheet) {
                    return index;
                }
            }
        }
        return ofWorkbook;
    }

    @Override
    public @Nullable EvaluationName getName(String name, int sheet) {
        int index = nameIndex(name, sheet);
        return index < 0 ? null : new BookName(index);
    }

    @Override
    public EvaluationName getName(NamePtg name) {
        return new BookName(name.getIndex());
    }

    @Override
    public @Nullable Ptg getNameXPtg(String name, @Nullable SheetIdentifier sheet) {
        if (sheet != null && sheet.getBookName() != null) {
            throw otherWorkbook();
        }
        if (getUDFFinder().findFunction(name) != null) {
            return new NameXPxg(null, name);
        }
        if (sheet != null && sheet.getSheetIdentifier() != null) {
            return new NameXPxg(sheet.getSheetIdentifier().getName(), name);
        }
        return nameIndex(name, -1) < 0 ? null : new NameXPxg(null, name);
    }

    @Override
    public String resolveNameXText(NameXPtg name) {
        throw new IllegalStateException("names are referred to by their text");
    }

    @Override
    public Name createName() {
        throw new IllegalStateException("no name is added to a workbook of this version");
    }

    @Override
    public @Nullable Table getTable(@Nullable String name) {
        return name == null ? null : lists.get(name.toLowerCase(Locale.ROOT));
    }

    @Override
    public Ptg get3DReferencePtg(CellReference cell, SheetIdentifier sheet) {
        requireOwn(sheet);
        return new Ref3DPxg(sheet, cell);
    }

    @Override
    public Ptg get3DReferencePtg(AreaReference area, SheetIdentifier sheet) {
        requireOwn(sheet);
        return new Area3DPxg(sheet, area);
    }

    private void requireOwn(SheetIdentifier sheet) {
        if (sheet.getBookName() != null) {
            throw otherWorkbook();
        }
        String name = sheet.getSheetIdentifier().getName();
        if (getSheetIndex(name) < 0) {
            throw new FormulaParseException("there is no sheet '" + name + "'");
        }
    }

    private static FormulaParseException otherWorkbook() {
        return new FormulaParseException("another workbook is not opened");
    }

    @Override
    public UDFFinder getUDFFinder() {
        return AggregatingUDFFinder.DEFAULT;
    }

    @Override
    public SpreadsheetVersion getSpreadsheetVersion() {
        return SpreadsheetVersion.EXCEL2007;
    }

    @Override
    public void clearAllCachedResultValues() {
        // Nothing is kept.
    }

    /** A name of the workbook, by its place in the list. */
    private final class BookName implements EvaluationName {
        private final int index;
        private final DefinedName name;

        private BookName(int index) {
            this.index = index;
            this.name = source.names().get(index);
        }

        @Override
        public String getNameText() {
            return name.name();
        }

        @Override
        public boolean isFunctionName() {
            return false;
        }

        @Override
        public boolean hasFormula() {
            return true;
        }

        @Override
        public boolean isRange() {
            return true;
        }

        @Override
        public Ptg[] getNameDefinition() {
            int scope = name.sheet() == null ? -1 : getSheetIndex(name.sheet());
            return FormulaParser.parse(name.refersTo(), CalculationBook.this, FormulaType.NAMEDRANGE, scope);
        }

        @Override
        public NamePtg createPtg() {
            return new NamePtg(index);
        }
    }
}
