package io.inkstone.launcher;

import io.inkstone.lsp.GatewayAddress;
import io.inkstone.lsp.LspOptions;
import io.inkstone.lsp.LspServer;
import io.inkstone.lsp.gateway.Credentials;
import java.net.URI;
import java.time.Clock;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The language server, which an editor starts and speaks to over standard input and output. */
@Command(
        name = "lsp",
        mixinStandardHelpOptions = true,
        description = "The language server for editors: code completions in line. Speaks its protocol on standard input"
                + " and output; signs in with the key in INKSTONE_API_KEY, else as who did ./inkstone login.")
final class LspCommand implements Callable<Integer> {

    private static final String USUAL_GATEWAY = "http://127.0.0.1:8080";

    @Mixin
    private DataOption data = new DataOption();

    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "The gateway (default: the one that runs on the data directory, else " + USUAL_GATEWAY + ").")
    private @Nullable String url;

    @Override
    public Integer call() throws InterruptedException {
        String key = System.getenv("INKSTONE_API_KEY");
        DataDirectory directory = data.directory();
        Credentials credentials =
                key == null || key.isBlank() ? new LoginCredentials(directory, Clock.systemUTC()) : Credentials.of(key);
        return LspServer.serveStandardStreams(new LspOptions(gateway(directory), credentials));
    }

    private URI gateway(DataDirectory directory) {
        String named = url != null
                ? url
                : directory
                        .running()
                        .map(run -> "http://127.0.0.1:" + run.port())
                        .orElse(USUAL_GATEWAY);
        return GatewayAddress.parse(named)
                .orElseThrow(
                        () -> new LaunchException("--url is '" + named + "'; expected " + GatewayAddress.EXPECTED));
    }
}
