package io.inkstone.launcher;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Signs a person in at the organisation's identity provider. */
@Command(
        name = "login",
        description =
                "Signs you in at your organisation's identity provider, with a code that you confirm in any browser.",
        mixinStandardHelpOptions = true)
final class LoginCommand implements Runnable {

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private DataOption data = new DataOption();

    @Option(
            names = "--issuer",
            paramLabel = "URL",
            description = "The identity provider; else the one that --url names.")
    private @Nullable String issuer;

    @Option(
            names = "--url",
            paramLabel = "URL",
            defaultValue = "http://127.0.0.1:8080",
            description = "The gateway (default: ${DEFAULT-VALUE}).")
    private String gateway = "";

    @Option(
            names = "--client-id",
            paramLabel = "ID",
            defaultValue = "inkstone-cli",
            description = "What this program is called there (default: ${DEFAULT-VALUE}).")
    private String client = "";

    @Option(
            names = "--scope",
            paramLabel = "SCOPES",
            defaultValue = "openid",
            description = "What is asked for (default: ${DEFAULT-VALUE}).")
    private String scope = "";

    @Override
    public void run() {
        PrintWriter out = Output.of(spec);
        String named = issuer;
        OAuthServer server = OAuthServer.discover(named == null ? OAuthServer.issuerOf(gateway) : named);
        JsonNode tokens = new DeviceLogin(server, client, Clock.systemUTC(), LoginCommand::pause).run(scope, line -> {
            out.println(line);
            out.flush();
        });
        SavedLogin login = new SavedLogin(data.directory(), Clock.systemUTC());
        login.save(server.issuer(), client, tokens);
        out.println("Signed in: " + login.who() + ".");
        out.println("Programs get your token with: ./inkstone token");
    }

    static void pause(Duration time) {
        try {
            Thread.sleep(time.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LaunchException("interrupted", e);
        }
    }
}
