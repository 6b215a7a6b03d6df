package io.inkstone.launcher;

import io.inkstone.launcher.Administration.NewKey;
import java.io.PrintWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** API keys. */
@Command(
        name = "key",
        description = "API keys: create, list, revoke.",
        mixinStandardHelpOptions = true,
        subcommands = {KeyCommand.Create.class, KeyCommand.ListKeys.class, KeyCommand.Revoke.class})
final class KeyCommand implements Runnable {

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public void run() {
        Output.usage(spec);
    }

    /** Makes a key. */
    @Command(
            name = "create",
            description = "Makes a key and prints it, the only time that it can be seen.",
            mixinStandardHelpOptions = true)
    static final class Create implements Runnable {

        @Spec
        private @Nullable CommandSpec spec;

        @Mixin
        private DataOption data = new DataOption();

        @Option(names = "--tenant", required = true, paramLabel = "T", description = "Whose key it is; made when new.")
        private String tenant = "";

        @Option(names = "--name", paramLabel = "N", defaultValue = "command line", description = "What it is for.")
        private String name = "";

        @Override
        public void run() {
            NewKey key = Administration.of(data.directory()).createKey(tenant, name);
            PrintWriter out = Output.of(spec);
            out.println(key.secret());
            out.println("id " + key.id() + " · revoke it with: ./inkstone key revoke " + key.id());
        }
    }

    /** Shows the keys. */
    @Command(name = "list", description = "Shows the keys, without their secrets.", mixinStandardHelpOptions = true)
    static final class ListKeys implements Runnable {

        @Spec
        private @Nullable CommandSpec spec;

        @Mixin
        private DataOption data = new DataOption();

        @Override
        public void run() {
            TextTable.of(
                            Administration.of(data.directory()).keys(),
                            List.of("id", "tenant", "name", "admin", "created_at"))
                    .print(Output.of(spec));
        }
    }

    /** Takes a key back. */
    @Command(name = "revoke", description = "Takes a key back, at once.", mixinStandardHelpOptions = true)
    static final class Revoke implements Runnable {

        @Spec
        private @Nullable CommandSpec spec;

        @Mixin
        private DataOption data = new DataOption();

        @Parameters(paramLabel = "ID", description = "The key's id, as printed when it was made.")
        private String id = "";

        @Override
        public void run() {
            Administration.of(data.directory()).revokeKey(id);
            Output.of(spec).println("Revoked " + id + ".");
        }
    }
}
