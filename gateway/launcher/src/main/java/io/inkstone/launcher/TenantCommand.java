package io.inkstone.launcher;

import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Tenants and what they may use. */
@Command(
        name = "tenant",
        description = "Tenants: create, list.",
        mixinStandardHelpOptions = true,
        subcommands = {TenantCommand.Create.class, TenantCommand.ListTenants.class})
final class TenantCommand implements Runnable {

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public void run() {
        Output.usage(spec);
    }

    /** Makes a tenant. */
    @Command(
            name = "create",
            description = "Makes a tenant, or changes what it may use.",
            mixinStandardHelpOptions = true)
    static final class Create implements Runnable {

        @Spec
        private @Nullable CommandSpec spec;

        @Mixin
        private DataOption data = new DataOption();

        @Parameters(paramLabel = "ID", description = "Lower-case letters, digits and hyphens.")
        private String id = "";

        @Option(names = "--requests-per-minute", paramLabel = "N", description = "Requests in any 60 seconds.")
        private @Nullable Long requestsPerMinute;

        @Option(names = "--tokens-per-minute", paramLabel = "N", description = "Tokens in any 60 seconds.")
        private @Nullable Long tokensPerMinute;

        @Option(names = "--concurrency", paramLabel = "N", description = "Requests at the same time.")
        private @Nullable Long concurrency;

        @Option(names = "--tokens-per-day", paramLabel = "N", description = "Tokens in a day (UTC).")
        private @Nullable Long tokensPerDay;

        @Override
        public void run() {
            Administration.of(data.directory())
                    .putTenant(
                            id,
                            new Administration.TenantLimits(
                                    requestsPerMinute, tokensPerMinute, concurrency, tokensPerDay));
            Output.of(spec).println("Tenant " + id + " is there.");
        }
    }

    /** Shows the tenants. */
    @Command(name = "list", description = "Shows the tenants.", mixinStandardHelpOptions = true)
    static final class ListTenants implements Runnable {

        @Spec
        private @Nullable CommandSpec spec;

        @Mixin
        private DataOption data = new DataOption();

        @Override
        public void run() {
            PrintWriter out = Output.of(spec);
            Administration.of(data.directory()).tenants().forEach(out::println);
        }
    }
}
