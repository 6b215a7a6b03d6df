package io.inkstone.evaluation;

import java.util.ArrayList;
import java.util.List;

/**
 * A table in the dialect of WikiTableQuestions: every cell in quotes, in which a backslash stands before a quote and before
 * a backslash.
 *
 * @param rows the header first
 */
record CsvTable(List<List<String>> rows) {

    CsvTable {
        rows = rows.stream().map(List::copyOf).toList();
    }

    /** Reads it; a backslash before anything else is one. */
    static CsvTable escaped(String text) {
        List<List<String>> rows = new ArrayList<>();
        List<String> row = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            char next = i + 1 < text.length() ? text.charAt(i + 1) : '\0';
            if (quoted && c == '\\' && (next == '"' || next == '\\')) {
                cell.append(next);
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (!quoted && (c == ',' || c == '\n')) {
                row.add(cell.toString());
                cell.setLength(0);
                if (c == '\n') {
                    rows.add(row);
                    row = new ArrayList<>();
                }
            } else {
                cell.append(c);
            }
        }
        if (!row.isEmpty() || !cell.isEmpty()) {
            row.add(cell.toString());
            rows.add(row);
        }
        return new CsvTable(rows);
    }

    /** As RFC 4180 has it: a quote within quotes is doubled. */
    String toRfc4180() {
        StringBuilder text = new StringBuilder();
        for (List<String> row : rows) {
            String separator = "";
            for (String cell : row) {
                text.append(separator)
                        .append('"')
                        .append(cell.replace("\"", "\"\""))
                        .append('"');
                separator = ",";
            }
            text.append("\r\n");
        }
        return text.toString();
    }
}
