package io.inkstone.launcher;

import io.inkstone.model.catalog.Catalog;
import io.inkstone.model.catalog.ModelEntry;
import io.inkstone.model.catalog.ModelFile;
import io.inkstone.model.catalog.ModelRole;
import io.inkstone.model.catalog.ModelStore;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The models of this machine. */
@Command(
        name = "model",
        description = "The models: what there is, fetch, add, test.",
        mixinStandardHelpOptions = true,
        subcommands = {
            ModelCommand.ListModels.class,
            ModelCommand.Pull.class,
            ModelCommand.Import.class,
            ModelTestCommand.class
        })
final class ModelCommand extends CommandGroup {

    /** Shows the catalogue with the state of each file. */
    @Command(name = "list", description = "Shows every known model and whether its file is here.")
    static final class ListModels implements Runnable {

        @Spec
        private @Nullable CommandSpec spec;

        @Override
        public void run() {
            PrintWriter out = Output.of(spec);
            ModelStore store = ModelStore.standard();
            Catalog catalog = Catalog.load(store);
            String row = "%-30s %-9s %8s %8s %-24s %-12s %s%n";
            out.printf(Locale.ROOT, row, "NAME", "STATE", "SIZE", "CONTEXT", "ROLES", "LICENCE", "LANGUAGES");
            for (ModelEntry entry : catalog.entries()) {
                ModelFile file = entry.file();
                out.printf(
                        Locale.ROOT,
                        row,
                        entry.name(),
                        store.state(entry).name().toLowerCase(Locale.ROOT).replace('_', '-'),
                        file == null ? "-" : (file.sizeBytes() >> 20) + " MiB",
                        entry.contextTokens(),
                        roles(entry),
                        entry.license(),
                        String.join(" ", entry.languages()));
            }
            out.println();
            out.println("Files are in " + store.dir() + "; the default is "
                    + catalog.defaultChat().name() + ".");
        }

        private static String roles(ModelEntry entry) {
            return entry.roles().stream()
                    .sorted()
                    .map(ModelRole::name)
                    .map(role -> role.toLowerCase(Locale.ROOT))
                    .collect(Collectors.joining(" "));
        }
    }

    /** Fetches a model's file. */
    @Command(name = "pull", description = "Fetches and verifies a model; goes on where an earlier fetch stopped.")
    static final class Pull implements Runnable {

        @Spec
        private @Nullable CommandSpec spec;

        @Parameters(paramLabel = "NAME", description = "A name from: ./inkstone model list")
        private String name = "";

        @Override
        public void run() {
            ModelStore store = ModelStore.standard();
            ModelEntry entry = Catalog.load(store).require(name);
            if (entry.file() == null) {
                Output.of(spec).println(name + " is part of Inkstone; there is nothing to fetch.");
                return;
            }
            Path file = Models.pull(store, entry);
            Output.of(spec).println(name + " is verified at " + file);
        }
    }

    /** Adds a file of the user's own. */
    @Command(name = "import", description = "Adds a GGUF file of your own to the models.")
    static final class Import implements Runnable {

        @Spec
        private @Nullable CommandSpec spec;

        @Parameters(paramLabel = "FILE", description = "A model in llama.cpp's GGUF format.")
        private Path file = Path.of("");

        @Option(names = "--name", paramLabel = "NAME", description = "Its name (default: from the file's name).")
        private @Nullable String name;

        @Override
        public void run() {
            ModelStore store = ModelStore.standard();
            try (ProgressLine progress = new ProgressLine(String.valueOf(file.getFileName()))) {
                ModelEntry entry = store.importFile(file, name, progress);
                PrintWriter out = Output.of(spec);
                out.println("Added " + entry.name() + " (" + entry.family() + ", context " + entry.contextTokens()
                        + " tokens) in " + store.dir());
                if (!entry.can(ModelRole.CHAT)) {
                    out.println("Its chat template is not one that is known here; describe it in "
                            + store.dir().resolve(entry.name() + ".yaml") + " to chat with it.");
                }
            }
        }
    }
}
