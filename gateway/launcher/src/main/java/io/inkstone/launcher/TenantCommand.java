package io.inkstone.launcher;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inkstone.protocol.Json;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Tenants and what they may use. */
@Command(
        name = "tenant",
        description = "Tenants: create, list.",
        mixinStandardHelpOptions = true,
        subcommands = {TenantCommand.Create.class, TenantCommand.ListTenants.class})
final class TenantCommand extends CommandGroup {

    /** Makes a tenant. */
    @Command(
            name = "create",
            description = "Makes a tenant, or sets anew what it may use; what is not given is not limited.",
            mixinStandardHelpOptions = true)
    static final class Create extends AdministrationCommand {

        @Parameters(paramLabel = "ID", description = "Lower-case letters, digits and hyphens.")
        private String id = "";

        @Mixin
        private LimitOptions limits = new LimitOptions();

        @Option(
                names = "--model",
                paramLabel = "NAME",
                description = "A model that it may ask; can be given several times (default: all).")
        private Set<String> models = new LinkedHashSet<>();

        @Override
        public void run() {
            administration().putTenant(id, limits.given(), models);
            out().println("Tenant " + id + " is there.");
        }
    }

    /** Shows the tenants. */
    @Command(name = "list", description = "Shows the tenants.", mixinStandardHelpOptions = true)
    static final class ListTenants extends AdministrationCommand {

        private static final List<String> COLUMNS = List.of(
                "id",
                "requests_per_minute",
                "tokens_per_minute",
                "concurrency",
                "tokens_per_day",
                "tokens_per_month",
                "models");

        @Override
        public void run() {
            List<JsonNode> rows = new ArrayList<>();
            for (JsonNode tenant : administration().tenants()) {
                ObjectNode row = Json.MAPPER.createObjectNode();
                row.set("id", tenant.path("id"));
                row.setAll((ObjectNode) tenant.path("limits"));
                row.set("models", tenant.path("models"));
                rows.add(row);
            }
            TextTable.of(rows, COLUMNS).print(out());
        }
    }
}
