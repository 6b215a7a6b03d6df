package io.inkstone.launcher;

import com.fasterxml.jackson.databind.JsonNode;
import io.inkstone.launcher.Administration.Listing;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What was used. */
@Command(
        name = "usage",
        description = "Shows what tenants used: requests and tokens, this month or between two days.",
        mixinStandardHelpOptions = true)
final class UsageCommand extends AdministrationCommand {

    private static final List<String> NUMBERS =
            List.of("requests", "failed", "prompt_tokens", "completion_tokens", "tokens");
    private static final List<String> ADOPTION = List.of(
            "shown",
            "accepted",
            "acceptance_rate",
            "retention_rate_30s",
            "retention_rate_5m",
            "characters_assistant",
            "characters_typed",
            "generation_rate");

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
            names = "--code",
            description = "Shows how much of the code that completion shows is taken and kept, by language.")
    private boolean code;

    @Option(
            names = "--group-by",
            paramLabel = "LIST",
            description = "Some of tenant,key,user,operation,model,day (default: tenant);"
                    + " with --code some of tenant,language,day (default: tenant,language).")
    private @Nullable String groupBy;

    @Option(names = "--csv", description = "Prints CSV.")
    private boolean csv;

    @Override
    public void run() {
        Listing listing = code ? Listing.CODE : Listing.USAGE;
        String by = groupBy != null ? groupBy : code ? "tenant,language" : "tenant";
        Map<String, String> query = new LinkedHashMap<>();
        query.put("group_by", by);
        put(query, "tenant", tenant);
        put(query, "from", from);
        put(query, "to", to);
        Administration administration = administration();
        if (csv) {
            print(administration.csv(listing, query));
            return;
        }
        List<String> columns = new ArrayList<>(List.of(by.split(",")));
        columns.replaceAll(String::strip);
        columns.addAll(code ? ADOPTION : NUMBERS);
        JsonNode rows = administration.list(listing, query).path("data");
        TextTable.of(rows, columns.stream().distinct().toList()).print(out());
    }

    static void put(Map<String, String> query, String name, @Nullable String value) {
        if (value != null) {
            query.put(name, value);
        }
    }
}
