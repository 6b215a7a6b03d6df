package io.inkstone.launcher;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Rows under their headings, in columns as wide as what is in them; numbers stand to the right. */
final class TextTable {

    private static final String NOTHING = "-";

    private final List<String> columns;
    private final List<List<String>> cells = new ArrayList<>();
    private final List<Boolean> numeric = new ArrayList<>();

    private TextTable(List<String> columns) {
        this.columns = columns;
    }

    /** A table of these fields of JSON objects. */
    static TextTable of(Iterable<JsonNode> rows, List<String> columns) {
        TextTable table = new TextTable(columns);
        columns.forEach(column -> table.numeric.add(true));
        for (JsonNode row : rows) {
            List<String> line = new ArrayList<>();
            for (int i = 0; i < columns.size(); i++) {
                JsonNode value = row.path(columns.get(i));
                line.add(text(value));
                if (!value.isNumber() && !value.isNull() && !value.isMissingNode()) {
                    table.numeric.set(i, false);
                }
            }
            table.cells.add(line);
        }
        return table;
    }

    void print(PrintWriter out) {
        List<Integer> widths = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            int column = i;
            widths.add(cells.stream()
                    .mapToInt(line -> line.get(column).length())
                    .reduce(columns.get(i).length(), Math::max));
        }
        out.println(line(columns, widths));
        cells.forEach(line -> out.println(line(line, widths)));
    }

    private String line(List<String> texts, List<Integer> widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < texts.size(); i++) {
            String padding = " ".repeat(widths.get(i) - texts.get(i).length());
            line.append(i == 0 ? "" : "  ").append(numeric.get(i) ? padding + texts.get(i) : texts.get(i) + padding);
        }
        return line.toString().stripTrailing();
    }

    private static String text(JsonNode value) {
        if (value.isArray()) {
            String joined = StreamSupport.stream(value.spliterator(), false)
                    .map(JsonNode::asText)
                    .collect(Collectors.joining(","));
            return joined.isEmpty() ? NOTHING : joined;
        }
        // What a name holds must not move the terminal's cursor.
        String text =
                value.isNull() || value.isMissingNode() ? "" : value.asText().replaceAll("\\p{Cntrl}", "?");
        return text.isEmpty() ? NOTHING : text;
    }
}
