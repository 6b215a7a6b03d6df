package io.inkstone.launcher;

import io.inkstone.guardrails.Guard;
import io.inkstone.guardrails.PolicyException;
import io.inkstone.guardrails.PolicyReader;
import io.inkstone.guardrails.proxy.PrivacyProxy;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The local privacy proxy, in the foreground until it is stopped. */
@Command(
        name = "guard",
        mixinStandardHelpOptions = true,
        description = "Serves a proxy on this machine in front of any server of OpenAI's protocol: private texts are"
                + " masked before they leave the machine and restored in the answers. Nothing is stored.")
final class GuardCommand implements Callable<Integer> {

    private static final int DEFAULT_PORT = 8090;
    private static final int HIGHEST_PORT = 65_535;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--upstream",
            required = true,
            paramLabel = "URL",
            description = "The server's base address as a client would be given it, e.g. https://host/v1.")
    private @Nullable URI upstream;

    @Option(
            names = "--port",
            paramLabel = "N",
            description = "The port on this machine (default: 8090; 0: a free one).")
    private int port = DEFAULT_PORT;

    @Option(
            names = "--policy",
            paramLabel = "FILE",
            description = "A policy in YAML; without it what is private is masked and nothing else is looked for.")
    private @Nullable Path policy;

    @Override
    public Integer call() throws InterruptedException {
        URI address = address();
        if (port < 0 || port > HIGHEST_PORT) {
            throw new LaunchException("--port is " + port + "; expected a number from 0 to " + HIGHEST_PORT);
        }
        PrintWriter out = Output.of(spec);
        try (PrivacyProxy proxy = PrivacyProxy.start(address, port, guard())) {
            out.println("Point your client at http://127.0.0.1:" + proxy.port()
                    + "/v1 ; what is private is masked before it goes to " + address + ".");
            out.flush();
            new CountDownLatch(1).await();
            return 0;
        } catch (IOException e) {
            throw new LaunchException(
                    "port " + port + " cannot be had (" + e.getMessage() + "); choose another with --port", e);
        }
    }

    private URI address() {
        URI address = upstream;
        boolean web = address != null
                && address.getHost() != null
                && ("http".equals(address.getScheme()) || "https".equals(address.getScheme()));
        if (address == null || !web) {
            throw new LaunchException("--upstream is '" + address + "'; expected an address such as https://host/v1");
        }
        return address;
    }

    private Guard guard() {
        Path file = policy;
        try {
            return file == null
                    ? PolicyReader.standard().only("privacy").read("").guard("")
                    : PolicyReader.standard().read(Files.readString(file)).guard("");
        } catch (PolicyException e) {
            throw new LaunchException(file + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw new LaunchException("--policy " + file + " cannot be read; expected a file of YAML in UTF-8", e);
        }
    }
}
