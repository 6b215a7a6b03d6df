package io.inkstone.documents.sheet;

import java.util.List;
import org.apache.poi.ss.usermodel.Table;
import org.apache.poi.ss.usermodel.TableStyleInfo;
import org.apache.poi.ss.util.CellReference;
import org.jspecify.annotations.Nullable;

/** A list of the workbook as POI's parser looks it up. Rows count from 0 here. */
final class CalculationList implements Table {

    private final ListObject list;

    CalculationList(ListObject list) {
        this.list = list;
    }

    @Override
    public int getStartColIndex() {
        return list.firstColumn();
    }

    @Override
    public int getStartRowIndex() {
        return list.firstRow() - 1;
    }

    @Override
    public int getEndColIndex() {
        return list.lastColumn();
    }

    @Override
    public int getEndRowIndex() {
        return list.lastRow() - 1;
    }

    @Override
    public String getName() {
        return list.name();
    }

    @Override
    public @Nullable String getStyleName() {
        return null;
    }

    /** Formulas escape characters of names, and write a line's end as it is; the file does neither. */
    @Override
    public int findColumnIndex(String name) {
        List<String> columns = list.columns();
        String wanted = plain(name.replaceAll("'([\\[\\]#'@])", "$1"));
        for (int i = 0; i < columns.size(); i++) {
            if (plain(columns.get(i)).equalsIgnoreCase(wanted)) {
                return i;
            }
        }
        return -1;
    }

    private static String plain(String name) {
        return SharedTexts.unescaped(name).replace("\r", "");
    }

    @Override
    public String getSheetName() {
        return list.sheet();
    }

    @Override
    public boolean isHasTotalsRow() {
        return list.totalsRows() > 0;
    }

    @Override
    public int getTotalsRowCount() {
        return list.totalsRows();
    }

    @Override
    public int getHeaderRowCount() {
        return list.headerRows();
    }

    @Override
    public @Nullable TableStyleInfo getStyle() {
        return null;
    }

    @Override
    public boolean contains(CellReference cell) {
        int row = cell.getRow() + 1;
        int column = cell.getCol();
        return row >= list.firstRow()
                && row <= list.lastRow()
                && column >= list.firstColumn()
                && column <= list.lastColumn();
    }
}
