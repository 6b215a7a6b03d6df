package io.inkstone.launcher;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows the system at work and stops it. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = "Starts everything, runs each assistant once on real samples, prints request and result, stops."
                + " Exit code 0 only if all of it worked.")
final class DemoCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private DataOption data = new DataOption();

    @Option(names = "--port", paramLabel = "N", description = "The gateway's port (default: a free one).")
    private @Nullable Integer port;

    @Override
    public Integer call() {
        if (data.given()) {
            return run(data.directory());
        }
        Path temporary = createTemporary();
        try {
            return run(new DataDirectory(temporary));
        } finally {
            delete(temporary);
        }
    }

    private int run(DataDirectory directory) {
        PrintWriter out = Output.of(spec);
        OptionalInt wanted = port == null ? OptionalInt.of(0) : UpCommand.Ports.check(port);
        long startNanos = System.nanoTime();
        try (RunningInkstone system = RunningInkstone.start(directory, wanted)) {
            out.printf(
                    "Inkstone is up on port %d after %.1f s: gateway and model-core on this machine.%n",
                    system.port(), (System.nanoTime() - startNanos) / 1e9);
            out.flush();
            String key = directory
                    .adminKey()
                    .orElseThrow(() -> new LaunchException("there is no "
                            + directory.path().resolve("admin.key") + "; expected the administrator's key there"));
            boolean worked = new Demo(GatewayClient.local(system.port(), key), Installation.samples(), out).run();
            out.println(worked ? "All of it worked." : "Not all of it worked.");
            return worked ? 0 : Main.EXIT_FAILED;
        }
    }

    private static Path createTemporary() {
        try {
            return Files.createTempDirectory("inkstone-demo");
        } catch (IOException e) {
            throw new LaunchException(
                    "cannot make a temporary directory (" + e.getMessage() + "); choose one with --data DIR", e);
        }
    }

    private static void delete(Path dir) {
        List<Path> deepestFirst;
        try (Stream<Path> paths = Files.walk(dir)) {
            deepestFirst = paths.sorted(Comparator.reverseOrder()).toList();
            for (Path path : deepestFirst) {
                Files.deleteIfExists(path);
            }
        } catch (IOException | UncheckedIOException e) {
            // It is in the system's temporary directory, which is emptied anyway.
        }
    }
}
