package io.inkstone.launcher;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Guardrail policies. */
@Command(
        name = "policy",
        description = "Guardrail policies of tenants: get, put, delete; '*' stands for all tenants.",
        mixinStandardHelpOptions = true,
        subcommands = {PolicyCommand.Get.class, PolicyCommand.Put.class, PolicyCommand.Delete.class})
final class PolicyCommand extends CommandGroup {

    /** Shows a policy. */
    @Command(
            name = "get",
            description = "Prints what a tenant changes of the standard policy; without a tenant, who changes it.",
            mixinStandardHelpOptions = true)
    static final class Get extends AdministrationCommand {

        @Parameters(arity = "0..1", paramLabel = "TENANT", description = "The tenant, or '*'.")
        private @Nullable String tenant;

        @Override
        public void run() {
            Map<String, String> policies = administration().policies();
            PrintWriter out = out();
            if (tenant == null) {
                policies.keySet().forEach(out::println);
                return;
            }
            String policy = policies.get(tenant);
            if (policy == null) {
                throw new LaunchException("tenant '" + tenant + "' has no policy of its own; the standard one holds");
            }
            print(policy.endsWith("\n") ? policy : policy + "\n");
        }
    }

    /** Sets a policy. */
    @Command(
            name = "put",
            description = "Sets what a tenant changes of the standard policy, from the next request on.",
            mixinStandardHelpOptions = true)
    static final class Put extends AdministrationCommand {

        @Parameters(paramLabel = "TENANT", description = "The tenant, or '*'.")
        private String tenant = "";

        @Parameters(paramLabel = "FILE", description = "The policy, in YAML.")
        private Path file = Path.of("");

        @Override
        public void run() {
            administration().putPolicy(tenant, read(file));
            out().println("The policy of " + tenant + " holds from the next request on.");
        }

        private static String read(Path file) {
            try {
                return Files.readString(file, StandardCharsets.UTF_8);
            } catch (IOException e) {
                throw new LaunchException("cannot read " + file + "; expected a file with a policy in YAML", e);
            }
        }
    }

    /** Takes a policy away. */
    @Command(
            name = "delete",
            description = "Takes a tenant's policy away, so that the standard one holds.",
            mixinStandardHelpOptions = true)
    static final class Delete extends AdministrationCommand {

        @Parameters(paramLabel = "TENANT", description = "The tenant, or '*'.")
        private String tenant = "";

        @Override
        public void run() {
            administration().removePolicy(tenant);
            out().println("The standard policy holds for " + tenant + ".");
        }
    }
}
