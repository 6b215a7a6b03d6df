package io.inkstone.gateway.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import de.siegmar.fastcsv.writer.CsvWriter;
import io.inkstone.gateway.edge.JsonAnswer;
import io.inkstone.protocol.ApiException;
import io.inkstone.protocol.Json;
import io.vertx.ext.web.MIMEHeader;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is listed for those who run the system, as JSON or for a spreadsheet.
 *
 * @param columns the names of the fields, in order
 * @param rows the objects
 * @param more whether there are more behind the last one
 */
public record Table(List<String> columns, List<ObjectNode> rows, boolean more) {

    /** The most rows of a table that is added up for the answer. */
    static final int MOST_ROWS = 10_000;

    private static final String FORMULA_STARTS = "=+-@\t\r\n";

    /** Copies. */
    public Table {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
    }

    /** For sums by groups that the caller chose: who asks for more than {@link #MOST_ROWS} of them has to ask for less. */
    static void refuseMoreThanMost(int rows) {
        if (rows > MOST_ROWS) {
            throw ApiException.invalidRequest(
                    "too_many_rows",
                    "group_by",
                    "The answer has more than " + MOST_ROWS
                            + " rows; ask for one tenant, for fewer days or for fewer groups.");
        }
    }

    /** A list in OpenAI's shape. */
    public ObjectNode toJson() {
        ObjectNode list = Json.MAPPER.createObjectNode().put("object", "list");
        list.putArray("data").addAll(rows);
        return list.put("has_more", more);
    }

    /** RFC 4180; a cell that a spreadsheet would compute begins with an apostrophe, which makes it a text. */
    public String toCsv() {
        StringWriter text = new StringWriter();
        try (CsvWriter csv = CsvWriter.builder().build(text)) {
            csv.writeRecord(columns);
            for (ObjectNode row : rows) {
                csv.writeRecord(
                        columns.stream().map(column -> cell(row.path(column))).toList());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static String cell(JsonNode value) {
        String text = value.isContainerNode() ? Json.write(value) : value.asText("");
        return !text.isEmpty() && FORMULA_STARTS.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }

    /**
     * Answers in the form that the address names.
     *
     * @param format {@code csv} or {@code json}; null for what the caller accepts
     */
    void send(RoutingContext ctx, @Nullable String format) {
        if (format == null) {
            send(ctx);
        } else {
            send(ctx, format.equals("csv"));
        }
    }

    /** Answers as the caller prefers. */
    void send(RoutingContext ctx) {
        List<MIMEHeader> accepted = ctx.parsedHeaders().accept();
        send(
                ctx,
                !accepted.isEmpty()
                        && accepted.get(0).component().equals("text")
                        && accepted.get(0).subComponent().equals("csv"));
    }

    private void send(RoutingContext ctx, boolean csv) {
        if (!csv) {
            JsonAnswer.send(ctx, 200, toJson());
            return;
        }
        ctx.response()
                .setStatusCode(200)
                .putHeader("content-type", "text/csv; charset=utf-8")
                .putHeader("x-has-more", Boolean.toString(more))
                .end(toCsv());
    }
}
