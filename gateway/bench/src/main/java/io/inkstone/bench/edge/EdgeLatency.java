package io.inkstone.bench.edge;

import io.inkstone.bench.BenchException;
import io.inkstone.bench.Children;
import io.inkstone.bench.Machine;
import io.inkstone.bench.TemporaryFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * What a gateway adds to a chat and how many it serves: the same requests to the small upstream itself, through a bare proxy,
 * through this gateway with keys, limits and rails on, and through other gateways.
 */
@Command(name = "edge-latency", mixinStandardHelpOptions = true, description = "What gateways add to a call.")
final class EdgeLatency implements Callable<Integer> {

    private static final int CHUNKS = 16;
    private static final String BARE = "bare";
    private static final String INKSTONE = "inkstone";
    private static final String PEERS = "peers";

    /** What an option calls them, and what reports do. */
    private static final Map<String, String> PEER_NAMES =
            Map.of("portkey", Peers.PORTKEY, "one-api", Peers.ONE_API, "litellm", Peers.LITELLM);

    @Option(names = "--seconds", paramLabel = "N", description = "Measured seconds of each row (default: 8).")
    private int seconds = 8;

    @Option(names = "--warm-up", paramLabel = "N", description = "Seconds before that (default: 4).")
    private int warmUp = 4;

    @Option(
            names = "--first-warm-up",
            paramLabel = "N",
            description =
                    "Seconds of load at first, so that what" + " compiles while it runs has compiled (default: 20).")
    private int firstWarmUp = 20;

    @Option(names = "--connections", split = ",", paramLabel = "N", description = "Default: 1,32,256.")
    private List<Integer> connections = List.of(1, 32, 256);

    @Option(names = "--upstream-millis", paramLabel = "N", description = "How long the upstream waits (default: 0).")
    private int upstreamMillis;

    @Option(
            names = "--only",
            split = ",",
            paramLabel = "NAME",
            description =
                    "Beside the upstream alone: of bare, inkstone, portkey, one-api, litellm; peers stands for the"
                            + " last three (default: all).")
    private List<String> only = List.of(BARE, INKSTONE, PEERS);

    @Option(names = "--peers", paramLabel = "DIR", description = "Where peers.sh has installed the other gateways.")
    private Path peersFolder = Peers.standardFolder();

    @Option(
            names = "--start-seconds",
            paramLabel = "N",
            description = "How long another gateway may take to start; then it is left out (default: 60).")
    private int startSeconds = 60;

    @Option(
            names = "--gateway-java",
            split = ",",
            paramLabel = "OPTION",
            description = "Options of the gateway's Java.")
    private List<String> gatewayJava = List.of("-Xmx2g");

    private EdgeLatency() {}

    /** Runs it and ends the process. */
    public static void main(String[] arguments) {
        CommandLine line = new CommandLine(new EdgeLatency());
        line.setExecutionExceptionHandler((failure, command, parsed) -> {
            command.getErr()
                    .println("edge-latency: " + (failure instanceof BenchException ? failure.getMessage() : failure));
            return 2;
        });
        System.exit(line.execute(arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        check();
        EdgeReport report = new EdgeReport(Machine.here(), seconds);
        Path work = Files.createTempDirectory("inkstone-edge");
        try (Children children = new Children();
                ClosedLoop loop = new ClosedLoop()) {
            int upstream = children.java(
                            "upstream",
                            MockUpstream.class,
                            List.of("-Xmx256m"),
                            List.of(Integer.toString(upstreamMillis), "0", Integer.toString(CHUNKS)),
                            Map.of())
                    .port();
            measure(loop, new Subject("upstream alone", upstream, Map.of()), report);
            if (only.contains(BARE)) {
                measured(BARE, () -> bareProxy(children, upstream), children, loop, report);
            }
            if (only.contains(INKSTONE)) {
                Inkstone own = new Inkstone(work, children);
                measured(INKSTONE, () -> own.start(upstream, gatewayJava).subject(), children, loop, report);
            }
            Peers peers = new Peers(peersFolder, work, children, Duration.ofSeconds(startSeconds));
            for (String peer : List.of("portkey", "one-api", "litellm")) {
                if (only.contains(PEERS) || only.contains(peer)) {
                    String name = Objects.requireNonNull(PEER_NAMES.get(peer));
                    measured(name, () -> peers.start(name, upstream), children, loop, report);
                }
            }
        } finally {
            TemporaryFiles.delete(work);
        }
        report.print(System.out);
        return 0;
    }

    private void check() {
        if (seconds < 1 || warmUp < 0 || connections.stream().anyMatch(each -> each < 1 || each > 1024)) {
            throw new BenchException("--seconds must be at least 1 and --connections between 1 and 1024");
        }
        Set<String> known = new TreeSet<>(PEER_NAMES.keySet());
        known.addAll(List.of(BARE, INKSTONE, PEERS));
        for (String name : only) {
            if (!known.contains(name)) {
                throw new BenchException("--only names '" + name + "'; expected one of " + String.join(", ", known));
            }
        }
    }

    private interface Start {
        Subject running() throws IOException, InterruptedException;
    }

    /** Starts a subject, measures it and ends it; one that fails is noted, and does not end the run. */
    private void measured(String name, Start start, Children children, ClosedLoop loop, EdgeReport report)
            throws IOException, InterruptedException {
        int before = children.count();
        try {
            measure(loop, start.running(), report);
        } catch (BenchException e) {
            report.missing(name, String.valueOf(e.getMessage()));
        } finally {
            children.endDownTo(before);
        }
    }

    private static Subject bareProxy(Children children, int upstream) throws InterruptedException {
        List<String> arguments = List.of(Integer.toString(upstream));
        int port = children.java("bare proxy", BareProxy.class, List.of("-Xmx512m"), arguments, Map.of())
                .port();
        return new Subject("bare Vert.x proxy", port, Map.of());
    }

    private void measure(ClosedLoop loop, Subject subject, EdgeReport report) {
        System.err.println(subject.name() + " …");
        List<Boolean> kinds = new ArrayList<>(List.of(false, true));
        if (firstWarmUp > 0) {
            for (boolean stream : kinds) {
                loop.run(subject, Prompts.chat(stream, CHUNKS), 16, Duration.ZERO, Duration.ofSeconds(firstWarmUp / 2));
            }
        }
        for (boolean stream : kinds) {
            for (int each : connections) {
                ClosedLoop.Result result = loop.run(
                        subject,
                        Prompts.chat(stream, CHUNKS),
                        each,
                        Duration.ofSeconds(warmUp),
                        Duration.ofSeconds(seconds));
                report.add(subject.name(), stream, each, result);
            }
        }
    }
}
