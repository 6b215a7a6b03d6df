package io.inkstone.launcher;

import java.io.PrintWriter;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Serves in the foreground. */
@Command(
        name = "up",
        mixinStandardHelpOptions = true,
        description = "Starts the system and serves until Ctrl-C; fetches the default model first where it is missing.")
final class UpCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private DataOption data = new DataOption();

    @Option(names = "--port", paramLabel = "N", description = "The gateway's port; 0 for a free one (default: 8080).")
    private @Nullable Integer port;

    @Option(
            names = "--gateway-only",
            description = "Starts no model-core: the upstreams that inkstone.gateway.upstreams names answer.")
    private boolean gatewayOnly;

    @Override
    public Integer call() {
        PrintWriter out = Output.of(spec);
        DataDirectory directory = data.directory();
        try (RunningInkstone system = start(directory)) {
            out.println("Inkstone serves at " + system.address() + " (documentation at /docs)");
            system.newAdminKey()
                    .ifPresent(key -> out.println("Admin key: " + key + " (also in "
                            + directory.path().resolve("admin.key") + ")"));
            out.println("Ctrl-C ends it.");
            out.flush();
            system.awaitClose();
            return 0;
        }
    }

    private RunningInkstone start(DataDirectory directory) {
        OptionalInt wanted = Ports.check(port);
        return gatewayOnly
                ? RunningInkstone.startGatewayOnly(directory, wanted)
                : RunningInkstone.start(directory, wanted);
    }

    /** Ports as they are given on a command line. */
    static final class Ports {

        private Ports() {}

        static OptionalInt check(@Nullable Integer port) {
            if (port == null) {
                return OptionalInt.empty();
            }
            if (port < 0 || port > 65535) {
                throw new LaunchException("port " + port + " is no port; expected 0 to 65535, as in: --port 8080");
            }
            return OptionalInt.of(port);
        }
    }
}
