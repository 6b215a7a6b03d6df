package io.inkstone.bench.edge;

import io.inkstone.bench.BenchException;
import io.inkstone.bench.Children;
import io.inkstone.bench.Machine;
import io.inkstone.bench.TemporaryFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Many streams at a time: new ones at a steady rate, each of ten tokens a second, first to the small upstream itself and then
 * through the gateway. Prints the time to the first token that the gateway adds, how late tokens are, and the gateway's memory
 * over time.
 */
@Command(
        name = "stream-soak",
        mixinStandardHelpOptions = true,
        description = "Many slow streams, and memory over time.")
final class StreamSoak implements Callable<Integer> {

    private static final int INTERVAL_MILLIS = 100;

    @Option(names = "--streams", paramLabel = "N", description = "Streams at one time (default: 512).")
    private int streams = 512;

    @Option(names = "--rate", paramLabel = "N", description = "New streams a second (default: 20).")
    private int rate = 20;

    @Option(names = "--minutes", paramLabel = "N", description = "How long through the gateway (default: 10).")
    private double minutes = 10;

    @Option(
            names = "--alone-minutes",
            paramLabel = "N",
            description = "How long to the upstream itself (default: 1.5).")
    private double aloneMinutes = 1.5;

    private StreamSoak() {}

    /** Runs it and ends the process. */
    public static void main(String[] arguments) {
        CommandLine line = new CommandLine(new StreamSoak());
        line.setExecutionExceptionHandler((failure, command, parsed) -> {
            command.getErr()
                    .println("stream-soak: " + (failure instanceof BenchException ? failure.getMessage() : failure));
            return 2;
        });
        System.exit(line.execute(arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (streams < 1 || rate < 1 || minutes <= 0) {
            throw new BenchException("--streams, --rate and --minutes must be above 0");
        }
        int tokens = streams * 1000 / (rate * INTERVAL_MILLIS);
        Machine machine = Machine.here();
        Path work = Files.createTempDirectory("inkstone-soak");
        try (Children children = new Children();
                OpenLoop loop = new OpenLoop(rate, Duration.ofMillis((long) tokens * INTERVAL_MILLIS))) {
            int upstream = children.java(
                            "upstream",
                            MockUpstream.class,
                            List.of("-Xmx256m"),
                            List.of("0", Integer.toString(INTERVAL_MILLIS), Integer.toString(tokens)),
                            Map.of())
                    .port();
            Inkstone.Running gateway = new Inkstone(work, children).start(upstream, List.of("-Xmx2g"));
            byte[] body = Prompts.chat(true, tokens);
            System.out.printf(
                    Locale.ROOT,
                    "%s, %d processors, %s, load %.2f; %d streams of %d tokens, %d new a second%n",
                    machine.cpu(),
                    machine.processors(),
                    machine.jdk(),
                    machine.load(),
                    streams,
                    tokens,
                    rate);
            OpenLoop.Result alone =
                    loop.run(new Subject("upstream alone", upstream, Map.of()), body, seconds(aloneMinutes), -1);
            print("upstream alone", alone);
            OpenLoop.Result through = loop.run(gateway.subject(), body, seconds(minutes), gateway.pid());
            print("Inkstone", through);
            System.out.printf(
                    Locale.ROOT,
                    "added to the first token: p50 %.2f ms, p99 %.2f ms%n",
                    through.firstMillis(50) - alone.firstMillis(50),
                    through.firstMillis(99) - alone.firstMillis(99));
            System.out.println("resident memory, MiB, by minute: " + through.memoryMiB);
        } finally {
            TemporaryFiles.delete(work);
        }
        return 0;
    }

    private static Duration seconds(double minutes) {
        return Duration.ofMillis((long) (minutes * 60_000));
    }

    private static void print(String name, OpenLoop.Result result) {
        System.out.printf(
                Locale.ROOT,
                "%s: first token p50 %.2f ms, p99 %.2f ms; between tokens p50 %.1f ms, p99 %.1f ms; %d streams ended, most"
                        + " at one time %d, %d failed %s%n",
                name,
                result.firstMillis(50),
                result.firstMillis(99),
                result.gapMillis(50),
                result.gapMillis(99),
                result.ended,
                result.mostAtOnce,
                result.failed,
                result.firstFailure);
    }
}
