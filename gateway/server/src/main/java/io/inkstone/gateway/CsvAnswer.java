package io.inkstone.gateway;

import de.siegmar.fastcsv.writer.CsvWriter;
import io.vertx.ext.web.MIMEHeader;
import io.vertx.ext.web.RoutingContext;
import java.io.StringWriter;
import java.util.List;

/** Answers with a table for a spreadsheet, in which no cell is a formula. */
final class CsvAnswer {

    private static final String FORMULA_STARTS = "=+-@\t\r\n";

    private CsvAnswer() {}

    /** Whether the caller prefers CSV to JSON. */
    static boolean wanted(RoutingContext ctx) {
        List<MIMEHeader> accepted = ctx.parsedHeaders().accept();
        return !accepted.isEmpty()
                && accepted.get(0).component().equals("text")
                && accepted.get(0).subComponent().equals("csv");
    }

    static void send(RoutingContext ctx, List<String> header, List<List<String>> rows) {
        ctx.response()
                .setStatusCode(200)
                .putHeader("content-type", "text/csv; charset=utf-8")
                .end(write(header, rows));
    }

    /** RFC 4180; a cell that a spreadsheet would compute begins with an apostrophe, which makes it a text. */
    static String write(List<String> header, List<List<String>> rows) {
        StringWriter text = new StringWriter();
        CsvWriter csv = CsvWriter.builder().build(text);
        csv.writeRecord(header);
        rows.forEach(
                row -> csv.writeRecord(row.stream().map(CsvAnswer::harmless).toList()));
        return text.toString();
    }

    private static String harmless(String cell) {
        return !cell.isEmpty() && FORMULA_STARTS.indexOf(cell.charAt(0)) >= 0 ? "'" + cell : cell;
    }
}
