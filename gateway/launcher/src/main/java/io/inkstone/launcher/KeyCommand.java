package io.inkstone.launcher;

import io.inkstone.launcher.Administration.NewKey;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** API keys. */
@Command(
        name = "key",
        description = "API keys: create, list, revoke.",
        mixinStandardHelpOptions = true,
        subcommands = {KeyCommand.Create.class, KeyCommand.ListKeys.class, KeyCommand.Revoke.class})
final class KeyCommand extends CommandGroup {

    /** Makes a key. */
    @Command(
            name = "create",
            description = "Makes a key and prints it, the only time that it can be seen.",
            mixinStandardHelpOptions = true)
    static final class Create extends AdministrationCommand {

        @Option(names = "--tenant", required = true, paramLabel = "T", description = "Whose key it is; made when new.")
        private String tenant = "";

        @Option(names = "--name", paramLabel = "N", defaultValue = "command line", description = "What it is for.")
        private String name = "";

        @Override
        public void run() {
            NewKey key = administration().createKey(tenant, name);
            PrintWriter out = out();
            out.println(key.secret());
            out.println("id " + key.id() + " · revoke it with: ./inkstone key revoke " + key.id());
        }
    }

    /** Shows the keys. */
    @Command(name = "list", description = "Shows the keys, without their secrets.", mixinStandardHelpOptions = true)
    static final class ListKeys extends AdministrationCommand {

        @Override
        public void run() {
            TextTable.of(administration().keys(), List.of("id", "tenant", "name", "admin", "created_at"))
                    .print(out());
        }
    }

    /** Takes a key back. */
    @Command(name = "revoke", description = "Takes a key back, at once.", mixinStandardHelpOptions = true)
    static final class Revoke extends AdministrationCommand {

        @Parameters(paramLabel = "ID", description = "The key's id, as printed when it was made.")
        private String id = "";

        @Override
        public void run() {
            administration().revokeKey(id);
            out().println("Revoked " + id + ".");
        }
    }
}
