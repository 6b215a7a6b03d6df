package io.inkstone.gateway.admin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inkstone.connector.FigureSheet;
import io.inkstone.gateway.state.FigureGroup;
import io.inkstone.gateway.state.FigureQuery;
import io.inkstone.gateway.state.FigureStore;
import io.inkstone.gateway.state.FigureSums;
import io.inkstone.protocol.Json;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One connector's figures as answers; its methods block.
 *
 * @param connector the connector's name
 * @param sheet what it declares
 */
public record FigureAnswers(FigureStore store, String connector, FigureSheet sheet) {

    /** A tenant's own: in all, by label and by day. */
    ObjectNode of(String tenant, Map<String, String> asked, LocalDate today) {
        DaySpan days = DaySpan.of(new QueryFields(asked, Set.of("from", "to")), today);
        ObjectNode json = Json.MAPPER
                .createObjectNode()
                .put("object", "figures")
                .put("connector", connector)
                .put("tenant", tenant)
                .put("from", days.from().toString())
                .put("to", days.to().toString());
        List<ObjectNode> total = rows(tenant, days, List.of());
        json.set("total", total.isEmpty() ? row(List.of(), new FigureSums(List.of(), Map.of())) : total.get(0));
        json.putArray("by_" + sheet.labelledBy()).addAll(rows(tenant, days, List.of(FigureGroup.LABEL)));
        json.putArray("by_day").addAll(rows(tenant, days, List.of(FigureGroup.DAY)));
        return json;
    }

    /** Everybody's, added up as it is asked for. */
    public Table table(Map<String, String> asked, LocalDate today) {
        QueryFields fields = new QueryFields(asked, Set.of("tenant", "from", "to", "group_by", "format"));
        fields.text("format").ifPresent(FigureAnswers::requireFormat);
        DaySpan days = DaySpan.of(fields, today);
        List<FigureGroup> by = groups(fields.text("group_by").orElse("tenant," + sheet.labelledBy()));
        List<ObjectNode> rows = rows(fields.text("tenant").orElse(null), days, by);
        Table.refuseMoreThanMost(rows.size());
        List<String> columns = new ArrayList<>(by.stream().map(this::label).toList());
        sheet.figures().forEach(figure -> columns.add(figure.name()));
        sheet.rates().forEach(rate -> columns.add(rate.name()));
        return new Table(columns, rows, false);
    }

    private static void requireFormat(String format) {
        if (!format.equals("csv") && !format.equals("json")) {
            throw QueryFields.wrong("format", format, "csv or json");
        }
    }

    private String label(FigureGroup group) {
        return switch (group) {
            case TENANT -> "tenant";
            case LABEL -> sheet.labelledBy();
            case DAY -> "day";
        };
    }

    private List<FigureGroup> groups(String labels) {
        List<FigureGroup> groups = new ArrayList<>();
        for (String asked : labels.split(",", -1)) {
            FigureGroup group = Arrays.stream(FigureGroup.values())
                    .filter(known -> label(known).equals(asked.strip()))
                    .findFirst()
                    .orElseThrow(() -> QueryFields.wrong(
                            "group_by",
                            labels,
                            "some of tenant, " + sheet.labelledBy() + ", day, with commas between"));
            if (!groups.contains(group)) {
                groups.add(group);
            }
        }
        return groups;
    }

    private List<ObjectNode> rows(@Nullable String tenant, DaySpan days, List<FigureGroup> by) {
        int most = (Table.MOST_ROWS + 1) * sheet.figures().size();
        return store.of(new FigureQuery(connector, tenant, days.from(), days.to(), by), most).stream()
                .map(sums -> row(by, sums))
                .toList();
    }

    private ObjectNode row(List<FigureGroup> by, FigureSums sums) {
        ObjectNode json = Json.MAPPER.createObjectNode();
        for (int i = 0; i < by.size(); i++) {
            json.put(label(by.get(i)), sums.groups().get(i));
        }
        sheet.figures().forEach(figure -> json.put(figure.name(), sum(sums, figure.name())));
        for (FigureSheet.Rate rate : sheet.rates()) {
            long whole =
                    rate.whole().stream().mapToLong(figure -> sum(sums, figure)).sum();
            json.put(rate.name(), whole == 0 ? null : rounded((double) sum(sums, rate.part()) / whole));
        }
        return json;
    }

    private static long sum(FigureSums sums, String figure) {
        return Objects.requireNonNullElse(sums.sums().get(figure), 0L);
    }

    private static Double rounded(double share) {
        return Math.round(share * 10_000) / 10_000.0;
    }
}
