package io.inkstone.launcher;

import io.inkstone.evaluation.EvaluationException;
import io.inkstone.evaluation.EvaluationPlan;
import io.inkstone.evaluation.FormulaEvaluation;
import io.inkstone.evaluation.FormulaSet;
import io.inkstone.evaluation.FormulaSets;
import io.inkstone.evaluation.WorkbookCorpus;
import io.inkstone.evaluation.WorkbookCounts;
import io.inkstone.evaluation.code.CodeEvaluation;
import io.inkstone.evaluation.guardrails.GuardrailsEvaluation;
import io.inkstone.evaluation.guardrails.Sample;
import io.inkstone.evaluation.oracle.LibreOffice;
import io.inkstone.model.catalog.Catalog;
import io.inkstone.model.catalog.ModelStore;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Measures an assistant. */
@Command(
        name = "eval",
        mixinStandardHelpOptions = true,
        description =
                "Measures an assistant beside the bare model in the same run, on a private system or on the one at"
                        + " --url. Prints tables, and as its last line one JSON object.")
final class EvalCommand implements Callable<Integer> {

    private static final String FORMULA = "formula";
    private static final String GUARDRAILS = "guardrails";
    private static final String CODE = "code";
    private static final String ADMIN_TENANT = "admin";
    private static final String KEY_VARIABLE = "INKSTONE_API_KEY";

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private DataOption data = new DataOption();

    @Parameters(index = "0", paramLabel = "SUITE", description = "What to measure: formula, guardrails, code.")
    private String suite = "";

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "DATA",
            description = "A folder of public data sets, measured beside the sets in the tree; without it the usual set"
                    + " in the tree runs.")
    private @Nullable Path folder;

    @Option(
            names = "--set",
            paramLabel = "NAME",
            description =
                    "Only this set. formula: one of the tree, or with DATA wikitablequestions or spreadsheetbench; code: "
                            + CodeEvaluation.SET_NAMES + ".")
    private @Nullable String setName;

    @Option(
            names = "--limit",
            paramLabel = "N",
            description = "How many requests of each set, drawn at random (default: all).")
    private @Nullable Integer limit;

    @Option(names = "--seed", paramLabel = "S", description = "Which ones --limit draws (default: 1).")
    private long seed = 1;

    @Option(
            names = "--model",
            paramLabel = "NAME",
            description =
                    "The model of the private system; with --url, the one that the system must have as its default.")
    private @Nullable String model;

    @Option(
            names = "--url",
            paramLabel = "URL",
            description =
                    "A running system; its key in the environment as INKSTONE_API_KEY, or --data names its directory.")
    private @Nullable URI url;

    @Option(
            names = "--resume",
            paramLabel = "FILE",
            description = "Keeps each answer in this file, and goes on from what it holds.")
    private @Nullable Path resume;

    @Option(
            names = "--extra",
            paramLabel = "DIR",
            description = "guardrails: sets for training only, so that the classifiers of the folds are trained as the"
                    + " library's own is.")
    private @Nullable Path extra;

    @Option(names = "--verbose", description = "Lists every request that was not answered rightly.")
    private boolean verbose;

    @Override
    public Integer call() {
        if (!List.of(FORMULA, GUARDRAILS, CODE).contains(suite)) {
            throw new LaunchException("there is no suite '" + suite + "'; the known ones are: " + FORMULA + ", "
                    + GUARDRAILS + ", " + CODE);
        }
        if (limit != null && limit < 1) {
            throw new LaunchException("--limit is " + limit + "; expected 1 or more");
        }
        if (suite.equals(GUARDRAILS)) {
            guardrails();
            return 0;
        }
        if (extra != null) {
            throw new LaunchException("--extra is for the suite " + GUARDRAILS + " alone");
        }
        try (TemporaryDirectory temporary = TemporaryDirectory.create("inkstone-eval")) {
            Path work = temporary.path().resolve("work");
            Consumer<GatewayClient> measure = suite.equals(CODE) ? code(made(work)) : formula(plan(work));
            if (url == null) {
                runPrivately(measure, temporary.path().resolve("system"));
            } else {
                measure.accept(new GatewayClient(address(url), key()));
            }
            return 0;
        } catch (EvaluationException e) {
            throw new LaunchException(String.valueOf(e.getMessage()), e);
        }
    }

    private void guardrails() {
        if (folder == null) {
            throw new LaunchException(
                    "the suite " + GUARDRAILS + " needs a folder of the public sets: eval guardrails DATA");
        }
        if (setName != null || url != null || model != null || resume != null) {
            throw new LaunchException("--set, --url, --model and --resume are not for the suite " + GUARDRAILS
                    + ", which asks no system");
        }
        PrintWriter progress = spec == null
                ? new PrintWriter(System.err, true)
                : spec.commandLine().getErr();
        GuardrailsEvaluation evaluation = new GuardrailsEvaluation(
                folder,
                Optional.ofNullable(extra),
                Installation.samples().resolve("guardrails").resolve("claims.tsv"),
                new Sample(limit == null ? Integer.MAX_VALUE : limit, seed),
                next -> {
                    progress.println("Measuring " + next + " …");
                    progress.flush();
                });
        try {
            evaluation.run().print(Output.of(spec));
        } catch (EvaluationException e) {
            throw new LaunchException(String.valueOf(e.getMessage()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LaunchException("interrupted", e);
        }
    }

    private EvaluationPlan plan(Path work) {
        List<FormulaSet> all = new FormulaSets(Installation.samples(), Optional.ofNullable(folder))
                .choose(Optional.ofNullable(setName));
        List<FormulaSet> sets = limit == null
                ? all
                : all.stream().map(set -> set.sample(limit, seed)).toList();
        return new EvaluationPlan(
                sets, workbooks(), LibreOffice.program(), made(work), Optional.ofNullable(resume), verbose);
    }

    /** Counts of the corpus of workbooks, where DATA has one and not only one set is asked for. */
    private Optional<WorkbookCounts> workbooks() {
        if (folder == null || setName != null) {
            return Optional.empty();
        }
        WorkbookCorpus corpus = new WorkbookCorpus(folder, new CorpusWriter());
        return corpus.isThere() ? Optional.of(corpus.count(Output.of(spec), verbose)) : Optional.empty();
    }

    private void runPrivately(Consumer<GatewayClient> measure, Path dir) {
        if (data.given()) {
            throw new LaunchException("--data says where the key of the system at --url is; expected --url too, or"
                    + " neither for a private system");
        }
        configure(made(dir));
        DataDirectory directory = new DataDirectory(dir);
        try (RunningInkstone system = RunningInkstone.start(directory, OptionalInt.of(0))) {
            GatewayClient client =
                    GatewayClient.local(system.port(), directory.adminKey().orElseThrow(() -> noKey(directory)));
            if (suite.equals(CODE)) {
                bareCompletions(client);
            }
            measure.accept(client);
        }
    }

    /** The rails would mask names in the bare model's prompts, and it would not be the model that is measured. */
    private static void bareCompletions(GatewayClient client) {
        new RemoteAdministration(client)
                .putPolicy(
                        ADMIN_TENANT,
                        "operations:\n  completions:\n    rails: {privacy: off, injection: off, offensive: off, leak: off, links: off}\n");
    }

    private static Path made(Path dir) {
        try {
            return Files.createDirectories(dir);
        } catch (IOException e) {
            throw new LaunchException("cannot make " + dir + ": " + e.getMessage(), e);
        }
    }

    private void configure(Path dir) {
        if (model == null) {
            return;
        }
        String name = Catalog.load(ModelStore.standard()).require(model).name();
        try {
            Files.writeString(dir.resolve("inkstone.yaml"), "inkstone:\n  model-core:\n    models: " + name + "\n");
        } catch (IOException e) {
            throw new LaunchException("cannot write in " + dir + ": " + e.getMessage(), e);
        }
    }

    private Consumer<GatewayClient> formula(EvaluationPlan plan) {
        return client -> new FormulaEvaluation(new EvaluatedGateway(client), plan)
                .run(Optional.ofNullable(model), Output.of(spec));
    }

    private Consumer<GatewayClient> code(Path work) {
        CodeEvaluation.Plan plan = new CodeEvaluation.Plan(
                Optional.ofNullable(folder),
                Optional.ofNullable(setName),
                Installation.samples().resolve("code").resolve("Ledger.java"),
                limit == null ? Integer.MAX_VALUE : limit,
                seed,
                work,
                Optional.ofNullable(resume),
                verbose,
                (served, before, after) -> Catalog.load()
                        .find(served)
                        .flatMap(entry -> Optional.ofNullable(entry.fim()))
                        .map(fim -> fim.trainedPrompt(before, after)));
        return client ->
                new CodeEvaluation(new EvaluatedGateway(client), plan).run(Optional.ofNullable(model), Output.of(spec));
    }

    private static URI address(URI given) {
        if (given.getHost() == null
                || given.getScheme() == null
                || !given.getScheme().startsWith("http")) {
            throw new LaunchException(
                    "'" + given + "' is no address of a system; expected one as in: --url" + " http://127.0.0.1:8080");
        }
        return given;
    }

    private String key() {
        if (data.given()) {
            return data.directory().adminKey().orElseThrow(() -> noKey(data.directory()));
        }
        String key = System.getenv(KEY_VARIABLE);
        if (key == null || key.isBlank()) {
            throw new LaunchException("there is no key for " + url + "; expected one in the environment as "
                    + KEY_VARIABLE + ", or the system's directory with --data DIR");
        }
        return key.strip();
    }

    private static LaunchException noKey(DataDirectory directory) {
        return new LaunchException(
                "there is no " + directory.path().resolve("admin.key") + "; expected the administrator's key there");
    }
}
