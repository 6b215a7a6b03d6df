package io.inkstone.documents.edit;

import io.inkstone.documents.edit.SheetFacts.Element;
import io.inkstone.documents.edit.SheetFacts.StoredRow;
import java.io.IOException;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes of new cells the places of a sheet's part that change. */
final class SheetPatch {

    private static final Pattern SPANS = Pattern.compile("\\sspans\\s*=\\s*[\"'](\\d{1,5}):(\\d{1,5})[\"']");
    private static final Pattern REF = Pattern.compile("\\sref\\s*=\\s*[\"']([^\"']*)[\"']");

    private final SheetFacts facts;
    private final Splices splices = new Splices();

    private SheetPatch(SheetFacts facts) {
        this.facts = facts;
    }

    /**
     * The changes.
     *
     * @param cells for each cell its element; empty to take it away
     */
    static Splices of(SheetFacts facts, SortedMap<CellAddress, String> cells) throws IOException {
        SheetPatch patch = new SheetPatch(facts);
        TreeMap<Integer, TreeMap<CellAddress, String>> rows = new TreeMap<>();
        cells.forEach((at, xml) ->
                rows.computeIfAbsent(at.row(), any -> new TreeMap<>()).put(at, xml));
        Element data = facts.data;
        if (data == null) {
            throw new IOException("the sheet has no place for cells");
        }
        StringBuilder inEmptyData = new StringBuilder();
        for (Map.Entry<Integer, TreeMap<CellAddress, String>> row : rows.entrySet()) {
            StoredRow stored = facts.rows.get(row.getKey());
            if (stored != null) {
                patch.change(stored, row.getValue());
            } else if (data.empty()) {
                inEmptyData.append(patch.row(row.getKey(), row.getValue()));
            } else {
                patch.splices.insert(facts.rowGap(row.getKey()), patch.row(row.getKey(), row.getValue()));
            }
        }
        if (!inEmptyData.isEmpty()) {
            patch.splices.replace(data.start(), data.end(), opened(data.tag()) + inEmptyData + closing(data.tag()));
        }
        patch.widen(cells);
        return patch.splices;
    }

    private String row(int number, TreeMap<CellAddress, String> cells) {
        String inside = String.join("", cells.values());
        return inside.isEmpty()
                ? ""
                : "<" + facts.prefix + "row r=\"" + number + "\">" + inside + "</" + facts.prefix + "row>";
    }

    private void change(StoredRow row, TreeMap<CellAddress, String> cells) {
        String tag = withSpans(row.tag(), cells);
        if (row.empty()) {
            splices.replace(row.start(), row.end(), opened(tag) + String.join("", cells.values()) + closing(row.tag()));
            return;
        }
        if (!tag.equals(row.tag())) {
            splices.replace(row.start(), row.end(), "<" + tag + ">");
        }
        cells.forEach((at, xml) -> {
            StoredCell stored = facts.cells.get(at);
            if (stored == null) {
                splices.insert(facts.cellGap(at), xml);
            } else {
                splices.replace(stored.start(), stored.end(), xml);
            }
        });
    }

    /** A row may say between which columns its cells lie. */
    private static String withSpans(String tag, TreeMap<CellAddress, String> cells) {
        Matcher spans = SPANS.matcher(tag);
        if (!spans.find()) {
            return tag;
        }
        int first = Integer.parseInt(spans.group(1));
        int last = Integer.parseInt(spans.group(2));
        int newFirst = Math.min(first, cells.firstKey().column() + 1);
        int newLast = Math.max(last, cells.lastKey().column() + 1);
        return newFirst == first && newLast == last
                ? tag
                : spans.replaceFirst(" spans=\"" + newFirst + ":" + newLast + "\"");
    }

    private static String opened(String emptyTag) {
        return "<" + emptyTag.substring(0, emptyTag.length() - 1).stripTrailing() + ">";
    }

    private static String closing(String tag) {
        return "</" + tag.split("[\\s/]", 2)[0] + ">";
    }

    /** The sheet may say what its cells fill, which some programs believe. */
    private void widen(SortedMap<CellAddress, String> cells) {
        Element dimension = facts.dimension;
        Matcher ref = REF.matcher(dimension == null ? "" : dimension.tag());
        if (dimension == null || !ref.find()) {
            return;
        }
        CellRange filled = CellRange.of(ref.group(1)).orElse(null);
        if (filled == null) {
            return;
        }
        CellRange wider = filled;
        for (CellAddress cell : cells.keySet()) {
            wider = wider.with(cell);
        }
        if (!wider.equals(filled)) {
            splices.replace(dimension.start(), dimension.end(), "<" + ref.replaceFirst(" ref=\"" + wider + "\"") + ">");
        }
    }
}
