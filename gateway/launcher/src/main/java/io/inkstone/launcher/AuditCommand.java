package io.inkstone.launcher;

import com.fasterxml.jackson.databind.JsonNode;
import io.inkstone.launcher.Administration.Listing;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Who did what. */
@Command(
        name = "audit",
        description = "Shows the audit records, the newest first: who, when, what, at what cost; never a text.",
        mixinStandardHelpOptions = true)
final class AuditCommand extends AdministrationCommand {

    private static final List<String> COLUMNS = List.of(
            "id",
            "at",
            "tenant",
            "key_id",
            "user",
            "operation",
            "models",
            "status",
            "outcome",
            "prompt_tokens",
            "completion_tokens",
            "verdict",
            "took_ms");

    @Option(names = "--tenant", paramLabel = "T", description = "Of one tenant.")
    private @Nullable String tenant;

    @Option(names = "--key", paramLabel = "ID", description = "Of one key.")
    private @Nullable String key;

    @Option(names = "--operation", paramLabel = "NAME", description = "Of one operation, as chat.completions.")
    private @Nullable String operation;

    @Option(names = "--from", paramLabel = "TIME", description = "From this day or moment on, as 2026-11-30T08:00:00Z.")
    private @Nullable String from;

    @Option(names = "--to", paramLabel = "TIME", description = "Before this day or moment.")
    private @Nullable String to;

    @Option(names = "--after", paramLabel = "ID", description = "Goes on behind this record of the page before.")
    private @Nullable String after;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "100",
            description = "The most records, up to 1000 (default: 100).")
    private int limit;

    @Option(names = "--csv", description = "Prints CSV, with every column.")
    private boolean csv;

    @Override
    public void run() {
        Map<String, String> query = new LinkedHashMap<>();
        query.put("limit", Integer.toString(limit));
        UsageCommand.put(query, "tenant", tenant);
        UsageCommand.put(query, "key", key);
        UsageCommand.put(query, "operation", operation);
        UsageCommand.put(query, "from", from);
        UsageCommand.put(query, "to", to);
        UsageCommand.put(query, "after", after);
        Administration administration = administration();
        if (csv) {
            print(administration.csv(Listing.AUDIT, query));
            return;
        }
        JsonNode page = administration.list(Listing.AUDIT, query);
        TextTable.of(page.path("data"), COLUMNS).print(out());
        if (page.path("has_more").asBoolean()) {
            String last = page.path("data")
                    .path(page.path("data").size() - 1)
                    .path("id")
                    .asText();
            out().println("There are more: --after " + last);
        }
    }
}
