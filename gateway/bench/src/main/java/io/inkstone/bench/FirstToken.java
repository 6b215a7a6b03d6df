package io.inkstone.bench;

import io.inkstone.bench.FirstTokenReport.Row;
import io.inkstone.bench.Target.Route;
import io.inkstone.model.catalog.Catalog;
import io.inkstone.model.catalog.ModelException;
import io.inkstone.model.catalog.ModelFetcher;
import io.inkstone.model.catalog.ModelStore;
import io.inkstone.model.catalog.ProgressListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * What gateway and model-core add to the engine's own time to first token. The same streamed request goes in turn to the
 * engine, to model-core and to the gateway; its prompt is in the engine's cache, so that what is left of the engine's time
 * is small and steady. The embedded engine speaks no HTTP: there the gateway is held against model-core.
 */
@Command(
        name = "first-token",
        mixinStandardHelpOptions = true,
        description = "Time to first token, through each layer.")
final class FirstToken implements Callable<Integer> {

    private static final String PROMPT = "Continue this list of items in the same manner, one after the other. "
            + "Item one is a stone base. Item two is an ink stick. Item three is a brush of goat hair. "
            + "Item four is a sheet of paper from mulberry bark. Item five is a paperweight of jade. "
            + "Item six is a rest for brushes. Item seven is a water dropper. Item eight is a seal of soapstone. "
            + "Item nine is a tin of red paste. Item ten is a roll of felt. Item eleven is a lamp. Item twelve is";

    @Option(names = "--model", paramLabel = "NAME", description = "A small model, so that little hides behind it.")
    private String model = "smollm2-135m-instruct";

    @Option(names = "--rounds", paramLabel = "N", description = "Measured rounds (default: 200).")
    private int rounds = 200;

    @Option(names = "--warm-up", paramLabel = "N", description = "Rounds before that (default: 1000).")
    private int warmUp = 1000;

    @Option(names = "--llama-server", paramLabel = "PATH", description = "A llama.cpp server.")
    private @Nullable Path llamaServer;

    private FirstToken() {}

    /** Runs it and ends the process. */
    public static void main(String[] arguments) {
        CommandLine line = new CommandLine(new FirstToken());
        line.setExecutionExceptionHandler((failure, command, parsed) -> {
            boolean known = failure instanceof BenchException || failure instanceof ModelException;
            command.getErr().println("first-token: " + (known ? failure.getMessage() : failure));
            return 2;
        });
        System.exit(line.execute(arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (rounds < 1 || warmUp < 0) {
            throw new BenchException(
                    "--rounds is " + rounds + " and --warm-up " + warmUp + "; expected 1 and 0 or more");
        }
        ModelStore store = ModelStore.standard();
        new ModelFetcher(store).fetch(Catalog.load(store).require(model), ProgressListener.silent());
        Machine machine = Machine.here();
        List<Row> rows = new ArrayList<>();
        Path dir = Files.createTempDirectory("inkstone-bench");
        try {
            LlamaServer server = LlamaServer.in(dir, Optional.ofNullable(llamaServer));
            Map<String, String> settings = Map.of(
                    "INKSTONE_MODEL_CORE_ENGINE",
                    "llama-server",
                    "INKSTONE_MODEL_CORE_LLAMA_SERVER_PATH",
                    server.program().toString());
            rows.addAll(measure("llama-server", dir, settings, Optional.of(server)));
            rows.addAll(measure("embedded", dir, Map.of("INKSTONE_MODEL_CORE_ENGINE", "embedded"), Optional.empty()));
        } finally {
            TemporaryFiles.delete(dir);
        }
        new FirstTokenReport(model, warmUp, rounds, machine, rows).print(System.out);
        return 0;
    }

    private List<Row> measure(String engine, Path dir, Map<String, String> settings, Optional<LlamaServer> server)
            throws IOException, InterruptedException {
        Map<String, String> environment = new HashMap<>(settings);
        environment.put("INKSTONE_MODEL_CORE_MODELS", model);
        environment.put("INKSTONE_MODEL_CORE_EMBEDDINGS", "false");
        try (RunningSystem system = new RunningSystem(dir)) {
            Target modelCore = system.startModelCore(environment);
            Target gateway = system.startGateway(modelCore);
            List<Target> targets = new ArrayList<>();
            if (server.isPresent()) {
                targets.add(server.get().target());
            }
            targets.add(modelCore);
            targets.add(gateway);
            List<Row> rows = new ArrayList<>();
            rows.addAll(measure(engine, "chat/completions", Route.chat(model, PROMPT), targets));
            rows.addAll(measure(engine, "completions", Route.completion(model, PROMPT), targets));
            return rows;
        }
    }

    private List<Row> measure(String engine, String name, Route route, List<Target> targets)
            throws IOException, InterruptedException {
        System.err.println(engine + ", " + name + " …");
        for (int round = 0; round < warmUp; round++) {
            for (Target target : targets) {
                target.firstTokenMillis(route);
            }
        }
        double[][] millis = new double[targets.size()][rounds];
        for (int round = 0; round < rounds; round++) {
            for (int i = 0; i < targets.size(); i++) {
                // Each is first equally often.
                int at = (round + i) % targets.size();
                millis[at][round] = targets.get(at).firstTokenMillis(route);
            }
        }
        Samples baseline = new Samples(millis[0]);
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < targets.size(); i++) {
            Samples samples = i == 0 ? baseline : new Samples(millis[i]);
            rows.add(new Row(engine, name, targets.get(i).name(), samples, baseline));
        }
        return rows;
    }
}
