package io.inkstone.launcher;

import com.fasterxml.jackson.databind.JsonNode;
import io.inkstone.launcher.Administration.Listing;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What was used. */
@Command(
        name = "usage",
        description = "Shows what tenants used: requests and tokens, this month or between two days.",
        mixinStandardHelpOptions = true)
final class UsageCommand implements Runnable {

    private static final List<String> NUMBERS =
            List.of("requests", "failed", "prompt_tokens", "completion_tokens", "tokens");

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private DataOption data = new DataOption();

    @Option(names = "--tenant", paramLabel = "T", description = "Of one tenant (default: of all).")
    private @Nullable String tenant;

    @Option(names = "--from", paramLabel = "DAY", description = "The first day, as 2026-11-01 (default: of the month).")
    private @Nullable String from;

    @Option(
            names = "--to",
            paramLabel = "DAY",
            description = "The last day, which counts too (default: today, in UTC).")
    private @Nullable String to;

    @Option(
            names = "--group-by",
            paramLabel = "LIST",
            defaultValue = "tenant",
            description = "Some of tenant,key,user,operation,model,day (default: tenant).")
    private String groupBy = "tenant";

    @Option(names = "--csv", description = "Prints CSV.")
    private boolean csv;

    @Override
    public void run() {
        Map<String, String> query = new LinkedHashMap<>();
        query.put("group_by", groupBy);
        put(query, "tenant", tenant);
        put(query, "from", from);
        put(query, "to", to);
        Administration administration = Administration.of(data.directory());
        if (csv) {
            Output.of(spec).print(administration.csv(Listing.USAGE, query));
            return;
        }
        List<String> columns = new ArrayList<>(List.of(groupBy.split(",")));
        columns.replaceAll(String::strip);
        columns.addAll(NUMBERS);
        JsonNode rows = administration.list(Listing.USAGE, query).path("data");
        TextTable.of(rows, columns.stream().distinct().toList()).print(Output.of(spec));
    }

    static void put(Map<String, String> query, String name, @Nullable String value) {
        if (value != null) {
            query.put(name, value);
        }
    }
}
